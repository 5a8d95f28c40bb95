"""The modes of ISO 15118, as rows (manual, 7.3), by name: the shorter list keeps the numbers (D-HLC-02)."""

from __future__ import annotations

from ...model.high_level import HlcMode
from ...model.quantities import SECOND_MS

MODES: dict[str, HlcMode] = {
    "Off": HlcMode(enabled=False, digital_ms=0),
    "On (Encouragement)": HlcMode(enabled=True, digital_ms=2 * SECOND_MS),
    "On (Offer)": HlcMode(enabled=True, digital_ms=0),
    "On (Force)": HlcMode(enabled=True, digital_ms=None),
    "On (Ed2)": HlcMode(enabled=True, digital_ms=0),
}
"""Encouragement and Force are on offer before release 4.63 only."""
