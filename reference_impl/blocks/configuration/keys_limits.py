"""Parameters of the manual's chapters 7.1, 7.2 and 7.3: current limits, the supply, and a station with one feed.

Limits, voltage, phases and rotation take effect at once, what makes two sockets one station with a restart.
English names are those of the maker's public documentation and of the glossary (D-PWR-03, D-DUO-06).
"""

from __future__ import annotations

from dataclasses import replace

from ...model import feeds
from ...model.settings import Key
from .readers import choice, switch, whole
from .rows import ON_OFF, live

MANUFACTURER_PAGE = "192.168.123.123/legacy/manufacturer/manufacturer"
"""Of the legacy interface, over USB (DUO-025)."""
SLAVE_PAGE = f"{MANUFACTURER_PAGE} (slave)"
"""The same at the slave controller, which is connected to instead of the master."""
MANUFACTURER = "manufacturer"
GROUP = "Charging station with one feed"
SINCE = "5.29.1"
SYSTEMS = (feeds.THREE_PHASES, feeds.ONE_PHASE, feeds.ONE_PHASE_IT)
ROTATED = tuple(
    f"{name} ({'/'.join(lines)}{', standard phase position' if name == 'RST' else ''})"
    for name, lines in {
        "RST": ("L1", "L2", "L3"), "STR": ("L2", "L3", "L1"), "TRS": ("L3", "L1", "L2"),
        "RTS": ("L1", "L3", "L2"), "SRT": ("L2", "L1", "L3"), "TSR": ("L3", "L2", "L1"),
    }.items()
)  # fmt: skip
"""As on the manual's screen; in parentheses the grid phase of the socket's L1, L2 and L3 (D-PHR-04)."""


def _made_by_manufacturer(
    name: str, choices: tuple[str, ...], default: str, source: str, page: str = MANUFACTURER_PAGE
) -> Key:
    """A choice on the manufacturer's page; takes effect after Save & Restart."""
    read = switch if choices == ON_OFF else choice(*choices)
    return Key(
        name=name, ocpp="", page=page, group=GROUP, read=read, default=default, choices=choices, role=MANUFACTURER,
        since="" if name.startswith(feeds.MODE) else SINCE, source=source,
    )


def _amperes(name: str, low: int, high: int, default: str, source: str) -> Key:
    """A limit on the Installation page; takes effect at once."""
    return Key(
        name=name, ocpp="", page="Installation", group="Current limits", read=whole(low, high), default=default,
        restart=False, source=source,
    )


MODES = (feeds.ALONE, feeds.MASTER, feeds.SLAVE)
STATION = (
    _made_by_manufacturer(feeds.MODE, MODES, feeds.MASTER, "DUO-018, DUO-028"),
    replace(
        _made_by_manufacturer(feeds.ONE_FEED, ON_OFF, "Off", "DUO-029, DUO-031"),
        page="Installation", also_on=MANUFACTURER_PAGE, opened_with=feeds.OPENED,
    ),
    _made_by_manufacturer(feeds.OPENED, ON_OFF, "Off", "DUO-031"),
    replace(
        _amperes(feeds.HARDWARE, 0, 63, "32", "PWR-031, DUO-032; D-PWR-03"),
        page=MANUFACTURER_PAGE, group=GROUP, role=MANUFACTURER, since=SINCE, shown_with=feeds.ONE_FEED,
    ),
    replace(
        _amperes(feeds.FEED, 0, 63, "32", "PWR-040, DUO-034; D-PWR-03"),
        group=GROUP, since=SINCE, shown_with=feeds.ONE_FEED, at_most=(feeds.HARDWARE,),
    ),
)
"""The master controller's."""


def _of_the_slave(key: Key) -> Key:
    """The setting is made at the other controller too (DUO-026, D-DUO-08)."""
    shown_with = key.shown_with and key.shown_with + feeds.CONTROLLER_2
    return replace(
        key, name=key.name + feeds.CONTROLLER_2, page=SLAVE_PAGE, also_on="", opened_with="", shown_with=shown_with,
        default=feeds.SLAVE if key.default == feeds.MASTER else key.default,
    )


SLAVE_BACKEND = "OCPP backend (Controller 2)"
BACKENDS = {feeds.SLAVE: "the master controller, over USB", feeds.MASTER: "as on the page Backend", feeds.ALONE: ""}
"""By the mode of the slave controller: it connects to its master as if that were its backend (DUO-021, DUO-022)."""
CONTROLLERS = (
    *STATION,
    *(_of_the_slave(key) for key in STATION[:4]),
    Key(name=SLAVE_BACKEND, ocpp="", page=SLAVE_PAGE, group=GROUP, read=str, default=BACKENDS[feeds.SLAVE],
        restart=False, readonly=True, role=MANUFACTURER, source="DUO-022"),
)

LIMITS = (
    replace(_amperes(feeds.MAXIMUM, 6, 32, "32", "PWR-026, PWR-027; manual, 1.4: at most 32 A a socket"),
            page=MANUFACTURER_PAGE, role=MANUFACTURER),
    *(
        replace(_amperes(feeds.named(feeds.INSTALLATION, socket), 0, 63, "32", "PWR-036, PWR-039"),
                hidden_with=feeds.ONE_FEED, at_most=(feeds.MAXIMUM,))
        for socket in (1, 2)
    ),
    *(
        replace(
            live(feeds.named(feeds.OPERATOR, socket), ocpp, "Load Management", "Local", 0, 32, "32",
                 "PWR-003, PWR-007, DUO-042; DLM-003: at most 32 A; D-PWR-05: from 0 A"),
            at_most=(feeds.MAXIMUM, feeds.named(feeds.INSTALLATION, socket), feeds.FEED),
        )
        for socket, ocpp in ((1, "OperatorCurrentLimit"), (2, "OperatorCurrentLimit_2"))
    ),
)  # fmt: skip
"""From the hardware down to the operator (7.2)."""


def _each(name: str, choices: tuple[str, ...], source: str) -> tuple[Key, Key]:
    """One for each connector; takes effect at once."""
    one = Key(
        name=name, ocpp="", page="Installation", group="Supply", read=choice(*choices), default=choices[0],
        choices=choices, restart=False, source=source,
    )
    return one, replace(one, name=feeds.named(name, 2))


SUPPLY = (
    Key(name=feeds.VOLTAGE, ocpp="PowerSourceVoltage", page="Installation", group="Supply", read=whole(100, 400),
        default="230", restart=False, source="PWR-016, PWR-017"),
    *_each(feeds.PHASES, SYSTEMS, "PWR-021, DUO-038"),
    *_each(feeds.ROTATION, ROTATED, "DUO-039, DUO-040; D-PHR-03"),
)

CONNECTOR_2 = feeds.CONNECTORS[1]
INSTALLATION = (
    *(replace(key, sockets=2) for key in CONTROLLERS),
    *(replace(key, sockets=2) if key.name.endswith(CONNECTOR_2) else key for key in (*LIMITS, *SUPPLY)),
)
