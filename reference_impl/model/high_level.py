"""Words of ISO 15118 on the control pilot: the modes of the manual, and the messages that matter for charging.

Only what shows at the socket is here: who speaks, and how much may be drawn. The messages of matching
are those of ISO 15118-3, the others those of ISO 15118-2 for AC charging; their bytes (HomePlug frames,
TLS, EXI) are not part of this project.
"""

from __future__ import annotations

from dataclasses import dataclass

DIGITAL_PERMILLE = 50
"""The pilot's duty cycle of 5 %: no current by the pilot, digital communication asked for (IEC 61851-1, table A.7)."""

SLAC_ASKED, SLAC_ANSWERED = "CM_SLAC_PARM.REQ", "CM_SLAC_PARM.CNF"
MATCH_ASKED, MATCHED = "CM_SLAC_MATCH.REQ", "CM_SLAC_MATCH.CNF"
SETUP_ASKED, SET_UP = "SessionSetupReq", "SessionSetupRes"
PARAMETERS_ASKED, PARAMETERS = "ChargeParameterDiscoveryReq", "ChargeParameterDiscoveryRes"
STATUS = "ChargingStatusRes"
"""The answer of the charging loop; it names the current that the vehicle may draw (EVSEMaxCurrent)."""


@dataclass(frozen=True)
class HlcMode:
    """One mode of the manual.

    enabled:    the station answers a vehicle that asks for matching
    digital_ms: how long the pilot shows 5 % from the start of the PWM on; 0: never, None: always
    """

    enabled: bool
    digital_ms: int | None
