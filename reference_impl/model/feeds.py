"""The station's supply as it is configured: one feed or two, its limits, voltage, phases and their rotation.

Names of parameters stand here because several chapters read them; the rows are in configuration/keys_limits.py.
"""

from __future__ import annotations

from .loads import GRID_PHASES, ROTATIONS, PerPhase
from .settings import Settings

CONTROLLER_2 = " (Controller 2)"
CONNECTORS = ("", " (Connector 2)")
"""Behind the name of a parameter that each socket has of its own, by socket."""
MODE = "Master/Slave Mode"
MASTER, SLAVE, ALONE = "Master", "Slave", "Off"
ONE_FEED = "Charging station with one feed"
OPENED = "Settings of the charging station with one feed are open to the installer"
HARDWARE = "Charging Station Hardware Current Limit [A]"
FEED = "Charging Station Installation Current Limit [A]"
MAXIMUM = "Maximum current [A]"
INSTALLATION = "Installation Current Limit [A]"
OPERATOR = "Operator Current Limit [A]"
VOLTAGE = "Power Source Voltage"
PHASES = "Phases connected to the ChargePoint"
ROTATION = "Phase rotation of the ChargePoint"
THREE_PHASES, ONE_PHASE, ONE_PHASE_IT = (
    "Three-phase system", "Single-phase system", "Single-phase system (IT earthing)",
)  # fmt: skip
DLM_ROLE = "Dynamic Load Management - DLM Master/Slave"
MINIMUM = "Minimum Current Limit [A]"
DISCONNECTED = "Disconnected Limit [A]"


def named(parameter: str, socket: int) -> str:
    """The parameter of this socket."""
    return parameter + CONNECTORS[socket - 1]


def one_feed(settings: Settings) -> bool:
    """Whether both sockets are fed by one line and share it.

    On at either controller is enough, so that a station that is set up by half stays within its feed
    (DUO-026); without a pair of controllers there is nobody to share with (DUO-018).
    """
    if not settings.has(ONE_FEED) or {settings.text(MODE), settings.text(MODE + CONTROLLER_2)} != {MASTER, SLAVE}:
        return False
    return settings.on(ONE_FEED) or settings.on(ONE_FEED + CONTROLLER_2)


def shares(settings: Settings) -> bool:
    """Whether anybody shares current out, here or in the island, and wants to know what is drawn."""
    return one_feed(settings) or settings.text(DLM_ROLE) != "Disabled"


def connected_phases(settings: Settings, socket: int) -> tuple[int, ...]:
    """The conductors of the socket that are connected to the mains: 0, 1 and 2, or 0 alone (7.1)."""
    return GRID_PHASES if settings.text(named(PHASES, socket)) == THREE_PHASES else (0,)


def grid_phases(settings: Settings, socket: int) -> PerPhase:
    """The grid phase of the socket's L1, L2 and L3."""
    return ROTATIONS[settings.text(named(ROTATION, socket))[:3]]
