"""Parameters of the manual's chapters 1.4, 1.5, 7.4 and 7.5: dynamic load management and its meter.

Currents of one phase each are written L1/L2/L3, as the labels say. Limits take effect at once, role,
meter and network settings with a restart (D-DLM-20).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...model.settings import Key
from .readers import choice, ipv4, line, per_phase, whole
from .rows import ON_OFF, live, on_off

LOAD, DLM = "Load Management", "Dynamic Load Management"
DISABLED, WITH_SLAVE, STANDALONE = "Disabled", "DLM Master (With internal DLM-Slave)", "DLM Master (Standalone)"
DISCOVERING, FIXED = "DLM Slave (Master-Auto-Discovery)", "DLM Slave (Master-Fixed-IP)"
ROLES = (DISABLED, WITH_SLAVE, STANDALONE, DISCOVERING, FIXED)
METERS = (
    "No meter",
    "Modbus Siemens 7KM2200 (TCP)",
    "Modbus B-Control EM300-LR (TCP)",
    "Modbus Phoenix Contact EEM-MB371 (TCP)",
    "Modbus Phoenix Contact EEM-MB370 (TCP)",
)
HIGH_FIRST, LOW_FIRST = "High word first", "Low word first"
FIRST_COME, ROTATING = "First come, first served", "Rotating slots"


def _choice(name: str, ocpp: str, choices: tuple[str, ...], source: str, default: str = "") -> Key:
    """Takes effect after Save & Restart."""
    return Key(
        name=name, ocpp=ocpp, page=LOAD, group=DLM, read=choice(*choices), default=default or choices[0],
        choices=choices, source=source,
    )


def _phases(name: str, ocpp: str, low: int, high: int, default: str, source: str) -> Key:
    """Amperes per phase; takes effect at once."""
    return Key(
        name=name, ocpp=ocpp, page=LOAD, group=DLM, read=per_phase(low, high), default=default,
        restart=False, source=source,
    )


DYNAMIC = (
    _choice("Dynamic Load Management - DLM Master/Slave", "DLMRole", ROLES, "DLM-005; D-DLM-04"),
    Key(name="DLM Network Id", ocpp="DLMNetworkId", page=LOAD, group=DLM, read=whole(0, 255), default="0",
        source="DLM-079; bender-facts, 5"),
    Key(name="DLM Master IP Address", ocpp="DLMMasterIpAddress", page=LOAD, group=DLM, read=ipv4, default="",
        source="bender-facts, 5: slave with fixed master IP and port"),
    Key(name="DLM Master Port", ocpp="DLMMasterPort", page=LOAD, group=DLM, read=whole(1, 65_535), default="5330",
        source="bender-facts, 5; the number is ours (docs/dlm-protocol.md)"),
    on_off("Disable Discovery Broadcasting", "DLMDisableDiscovery", LOAD, DLM, "Off", "DLM-081"),
    _choice("DLM Algorithm Sample Rate", "DLMSampleRate", ("30 sec",), "DLM-083"),
    _choice("DLM Algorithm", "DLMAlgorithm", (FIRST_COME, ROTATING), "bender-facts, 5: Fair Trade, FIFO and RR"),
    on_off("Allow EV Wakeup", "DLMAllowEvWakeup", LOAD, DLM, "On", "DLM-085"),
    _phases("EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "DLMSubDistributionLimit", 0, 10_000, "16/16/16",
            "DLM-006; bender-facts, 5: 16, 16, 16 from the factory"),
    _phases("Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]", "DLMOperatorSubDistributionLimit", 0, 10_000,
            "16/16/16", "DLM-008"),
    _choice("External Input 1 Config", "DLMExternalInput1", ("Disable", "Enable"), "DLM-089"),
    _choice("External Input 2 Config", "DLMExternalInput2", ("Disable", "Enable"), "DLM-090"),
    _phases("External Input Limit (L1/L2/L3) [A]", "DLMExternalInputLimit", 0, 10_000, "0/0/0",
            "bender-facts, 5: limits while the load throw-off input is active"),
    on_off("Meter Digital Input Config", "DLMMeterDigitalInput", LOAD, DLM, "Off", "DLM-148"),
    on_off("External Meter Support", "DLMExternalMeter", LOAD, DLM, "Off", "DLM-010"),
    on_off("Current Imbalance Prevention", "DLMImbalancePrevention", LOAD, DLM, "Off", "DLM-092"),
    live("Minimum Current Limit [A]", "DLMMinimumCurrent", LOAD, DLM, 6, 32, "7", "DLM-019"),
    live("Disconnected Limit [A]", "DLMDisconnectedLimit", LOAD, DLM, 0, 32, "7", "DLM-021"),
    on_off("IT Network", "DLMITNetwork", LOAD, DLM, "Off", "DLM-096"),
    on_off("Maximum Current Scheduler", "DLMScheduler", LOAD, DLM, "Off", "DLM-098"),
)
"""Dynamic Load Management, in the order of the page (7.4, firmware 5.29.4)."""


def _with_meter(key: Key) -> Key:
    """Shown only while External Meter Support is On (DLM-142)."""
    return Key(**{**key.__dict__, "shown_with": "External Meter Support"})


EXTERNAL = tuple(
    _with_meter(key)
    for key in (
        _choice("Meter configuration (Second)", "DLMSecondMeter", METERS, "DLM-012"),
        Key(name="IP address of second meter", ocpp="DLMSecondMeterIpAddress", page=LOAD, group=DLM, read=line(45),
            default="", source="DLM-013"),
        Key(name="Port number of Second Meter", ocpp="DLMSecondMeterPort", page=LOAD, group=DLM,
            read=whole(1, 65_535), default="502", source="MTR-011"),
        _phases("Main Distribution Limit (L1/L2/L3) [A]", "DLMMainLimit", 0, 10_000, "16/16/16", "DLM-016"),
        _phases("External Load Headroom (L1/L2/L3) [A]", "DLMLoadHeadroom", 0, 10_000, "0/0/0", "DLM-153"),
        _phases("External Load Fallback (L1/L2/L3) [A]", "DLMLoadFallback", 0, 10_000, "9999/9999/9999", "DLM-157"),
        _choice("External Meter Location", "DLMMeterLocation",
                ("Including EVSE Sub-Distribution", "Excluding EVSE Sub-Distribution"), "DLM-017"),
    )
)
"""What External Meter Support reveals."""

METER = "Meter"
CHARGING_METER = (
    Key(name="Meter configuration", ocpp="MeterType", page="Installation", group=METER,
        read=choice("Internal meter", *METERS[1:]), default="Internal meter",
        choices=("Internal meter", *METERS[1:]), source="MTR-004"),
    Key(name="IP address of meter", ocpp="MeterIpAddress", page="Installation", group=METER, read=line(45),
        default="", source="MTR-006"),
    Key(name="Port number of meter", ocpp="MeterPort", page="Installation", group=METER, read=whole(1, 65_535),
        default="502", source="MTR-007"),
    Key(name="IP address of meter (Connector 2)", ocpp="MeterIpAddress_2", page="Installation", group=METER,
        read=line(45), default="", source="MTR-006; without it socket 2 keeps its internal meter (decisions)"),
    Key(name="Port number of meter (Connector 2)", ocpp="MeterPort_2", page="Installation", group=METER,
        read=whole(1, 65_535), default="502", source="MTR-007"),
    Key(name="Word order of Phoenix Contact meters", ocpp="MeterWordOrder", page="Installation", group=METER,
        read=choice(HIGH_FIRST, LOW_FIRST), default=HIGH_FIRST, choices=(HIGH_FIRST, LOW_FIRST),
        source="bender-facts, 6.3: some units swap; ours, not the manual's"),
)
"""The OCPP meter (7.5), one for each socket; the internal meters are what the station has from the factory."""

MODBUS, MANAGERS = "Modbus interface", "Modbus TCP Server for energy management systems"
BENDER = "Bender"


def _modbus(name: str, ocpp: str, read: Callable[[str], Any], default: str, choices: tuple[str, ...] = ()) -> Key:
    """Of the server for energy managers; shown only while it is On, takes effect with a restart."""
    return Key(
        name=f"Modbus TCP Server {name}", ocpp=f"ModbusTcpServer{ocpp}", page=LOAD, group=MODBUS, read=read,
        default=default, choices=choices, since="5.12", shown_with=MANAGERS, source="bender-facts, 1.1",
    )


ENERGY_MANAGERS = (
    Key(name=MANAGERS, ocpp="ModbusTcpServer", page=LOAD, group=MODBUS, read=choice(*ON_OFF), default="Off",
        choices=ON_OFF, since="5.12", source="DLM-046; bender-facts, 1.1: from 5.12 on"),
    _modbus("Base Port", "BasePort", whole(1, 65_534), "502"),
    _modbus("Register Address Set", "RegisterSet", choice(BENDER), BENDER, (BENDER,)),
    _modbus("Allow Start/Stop Transaction", "AllowStartStop", choice(*ON_OFF), "Off", ON_OFF),
    _modbus("Allow UID Disclose", "AllowUidDisclose", choice(*ON_OFF), "Off", ON_OFF),
)
"""The labels are the maker's (bender-facts, 1.1); the manual has the first only, on a picture (7.4.1)."""

INTERFACES = (
    Key(name="SEMP interface", ocpp="SEMPInterface", page=LOAD, group="SEMP interface (SMA Sunny Home Manager)",
        read=choice(*ON_OFF), default="Off", choices=ON_OFF, source="DLM-099"),
    Key(name="EEBus interface", ocpp="EEBusInterface", page=LOAD, group="EEBUS", read=choice(*ON_OFF), default="Off",
        choices=ON_OFF, source="DLM-100"),
)
"""Kept values: the reference has neither SEMP nor EEBus."""

LOAD_MANAGEMENT = (*ENERGY_MANAGERS, *INTERFACES, *DYNAMIC, *EXTERNAL, *CHARGING_METER)
