"""What a station looks like from outside, for the terminal; all of it read from journal and outlets."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from fixtures.bench.journal import Entry
from fixtures.peers.outlet import Outlet
from fixtures.peers.vehicle import offered_da

from .site import AnyStation

KEPT = 200
TABLE_LINES = 15
"""What frame and table take of the screen; the journal gets the rest."""
PROMPT = "> "


class View:
    """What the journal says about the present: lights, the line to the backend, and sessions."""

    def __init__(self, station: AnyStation) -> None:
        self.backend = "no backend is set"
        self.lights: dict[int, tuple[str, str]] = {}
        self.statuses: dict[int, str] = {}
        self.transactions: dict[int, int] = {}
        self.lines: deque[str] = deque(maxlen=KEPT)
        self.software = "off"
        self._starting: dict[str, int] = {}
        station.journal.listen(self._see)

    def _see(self, entry: Entry) -> None:
        self.lines.append(entry.as_text())
        facts: Any = entry.detail
        match entry.kind:
            case "light":
                self.lights[facts["socket"]] = (facts["motion"], facts["colours"])
            case "link":
                self.backend = " ".join(str(facts[name]) for name in ("state", "url", "reason") if name in facts)
            case "mains":
                self.software = "booting" if facts["on"] else "off"
            case "restart" | "crash":
                self.software = "booting" if facts["state"] == "restart" else facts["state"]
            case "frame":
                self._frame(facts)

    def _frame(self, facts: Any) -> None:
        """Statuses and transactions, as the backend learns them."""
        try:
            payload: Any = json.loads(facts["payload"])
            match facts["message"], facts["action"]:
                case "call", "StatusNotification":
                    self.statuses[payload["connectorId"]] = payload["status"]
                case "call", "StartTransaction":
                    self._starting[facts["id"]] = payload["connectorId"]
                case "result", "StartTransaction":
                    self.transactions[self._starting.pop(facts["id"])] = payload["transactionId"]
                case "call", "StopTransaction":
                    ended = payload["transactionId"]
                    self.transactions = {at: number for at, number in self.transactions.items() if number != ended}
        except (ValueError, KeyError, TypeError, RecursionError):
            return  # a frame that is not as it should be shows nothing


def screen(station: AnyStation, view: View, *, typed: str, answer: str, height: int) -> RenderableType:
    """The whole screen."""
    answered = answer.splitlines()
    room = max(3, height - TABLE_LINES - len(answered) - bool(answered))
    parts: list[RenderableType] = [
        Panel(_sockets(station, view), title="Powerstation TWO", subtitle=_heading(view), border_style="dim"),
        Text("\n".join(list(view.lines)[-room:]), no_wrap=True, overflow="ellipsis"),
    ]
    if answered:
        parts += [Rule(style="dim"), Text(answer, no_wrap=True, overflow="ellipsis")]
    return Group(*parts, Text(f"{PROMPT}{typed}█"))


def _heading(view: View) -> Text:
    return Text(f"software {view.software}  |  backend {view.backend}")


def _sockets(station: AnyStation, view: View) -> Table:
    outlets = station.hardware.outlets
    table = Table(box=None, expand=True)
    table.add_column("")
    for socket in outlets:
        table.add_column(f"socket {socket}", ratio=1)
    columns = [_facts(outlet, view) for outlet in outlets.values()]
    for name in columns[0]:
        table.add_row(Text(name, "dim"), *(facts[name] for facts in columns))
    return table


def _facts(outlet: Outlet, view: View) -> dict[str, RenderableType]:
    car = outlet.car
    if car is None:
        vehicle = "none"
    else:
        vehicle = "charging" if outlet.current_da else "ready" if car.ready else "not ready"
    status, number = view.statuses.get(outlet.socket, ""), view.transactions.get(outlet.socket)
    session = ", ".join(filter(None, (status, f"transaction {number}" if number is not None else "")))
    return {
        "vehicle": vehicle,
        "plug": "none" if outlet.cable_a is None else f"cable of {outlet.cable_a} A",
        "lock": "locked" if outlet.locked else "open",
        "contactor": "closed" if outlet.closed else "open",
        "offered": _amperes(offered_da(outlet.duty_permille)),
        "current": f"{_amperes(outlet.current_da)}, {outlet.energy_wh() / 1000:.3f} kWh so far",
        "LED": _light(*view.lights.get(outlet.socket, ("dark", ""))),
        "session": session or "-",
    }


def _amperes(current_da: int) -> str:
    return f"{current_da / 10:.1f} A"


def _light(motion: str, colours: str) -> Text:
    if motion == "dark":
        return Text("dark", "dim")
    light = Text()
    for colour in colours.split("+"):
        light.append("● ", colour if colour in ("green", "yellow", "blue", "white") else "")
    return light.append(f"{colours.replace('+', ' and ')}, {motion}")


def fits(console: Console) -> bool:
    """Whether a dashboard can be shown there."""
    return console.is_terminal and not console.is_dumb_terminal
