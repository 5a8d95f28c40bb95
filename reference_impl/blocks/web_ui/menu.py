"""The menu of the configuration interface, entry by entry, with what is below each and which firmware has it.

Source: manual, 5.5 and 7.4 for firmware 5.29, 7.4.1 for 5.10.0; the interface changed with 5.12 (ACC-054).
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model.settings import Settings
from ...model.versions import at_least

VERSION = "FirmwareVersion"
INTERFACE_2 = "5.12"


@dataclass(frozen=True)
class Entry:
    """One entry of the menu.

    below: the submenus
    since, until: the first firmware that has it, and the first that does not; "" for all
    needs: only where the firmware has this parameter
    while_on: only while this On/Off parameter is On
    """

    page: str
    below: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    needs: str = ""
    while_on: str = ""


ENTRIES: tuple[Entry, ...] = (
    Entry("Dashboard"),
    Entry("Network"),
    Entry("Backend"),
    Entry("E-mail", needs="SMTP server"),
    Entry("HEMS", until=INTERFACE_2),
    Entry("Authorization", until=INTERFACE_2),
    Entry("Authorization", ("Free Charging", "General", "RFID Whitelists", "HLC 15118"), since=INTERFACE_2),
    Entry("Whitelists", while_on="Enable local whitelist", since=INTERFACE_2),
    Entry("Power", ("Installation", "Safety & Protection", "Dynamic Load Management", "Meter"), until=INTERFACE_2),
    Entry(
        "Load Management",
        ("Local", "Modbus interface", "SEMP interface (SMA Sunny Home Manager)", "EEBUS", "Dynamic Load Management",
         "ASKI over OCPP-S"),
        since=INTERFACE_2,
    ),
    Entry("Installation", since=INTERFACE_2),
    Entry("System", ("Overview", "Log files")),
)  # fmt: skip
"""EML-001, WLL-014, WLL-015, DLM-101, DLM-116, TRB-072."""


def menu(entries: tuple[Entry, ...], settings: Settings) -> tuple[tuple[str, str], ...]:
    """Each entry and what is below it."""
    return tuple((entry.page, "; ".join(entry.below)) for entry in entries if _shown(entry, settings))


def _shown(entry: Entry, settings: Settings) -> bool:
    running = settings.text(VERSION)
    if (entry.since and not at_least(running, entry.since)) or (entry.until and at_least(running, entry.until)):
        return False
    if entry.needs and not settings.has(entry.needs):
        return False
    return not entry.while_on or settings.on(entry.while_on)
