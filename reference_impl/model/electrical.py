"""Words of IEC 61851-1 and IEC 62196: pilot states, pilot signal, cable coding."""

from __future__ import annotations

from enum import StrEnum

STEADY_PERMILLE = 1000
"""A pilot without PWM: steady +12 V, no current is offered."""


class PilotState(StrEnum):
    """Vehicle states of IEC 61851-1, table A.4."""

    A = "A"
    """no vehicle"""
    B = "B"
    """vehicle connected, not ready"""
    C = "C"
    """vehicle ready, takes energy"""
    D = "D"
    """vehicle ready, asks for ventilation"""
    E = "E"
    """pilot shorted"""
    F = "F"
    """station not available"""


CONNECTED = frozenset({PilotState.B, PilotState.C, PilotState.D})
"""A vehicle is there and the pilot circuit is whole."""
READY = frozenset({PilotState.C, PilotState.D})
"""The vehicle has closed its switch S2 and wants energy."""
