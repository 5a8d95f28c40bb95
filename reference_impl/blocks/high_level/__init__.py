"""High-level communication with the vehicle over the control pilot (manual, 7.3, ISO 15118)."""
