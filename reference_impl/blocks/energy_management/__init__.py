"""Energy managers: what they read of a socket and what they may order, over Modbus TCP (DLM-046, DLM-048)."""
