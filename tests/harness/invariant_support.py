"""Journals written by hand: what one would see of a station, in short words."""

from __future__ import annotations

import json
from typing import Any

from fixtures.bench.journal import Journal
from fixtures.invariants import Violation, check_journal

EPOCH = "2026-01-05T08:{:02}:{:02}Z"
"""The bench's clock shows 0 at eight o'clock."""


class Tale:
    """A journal that grows word by word; each method is one thing seen, `at` says when."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.journal = Journal(lambda: self.now_ms)
        self._ids = 0
        self.mains(True).running()

    def violations(self) -> list[Violation]:
        """What the invariants say of it."""
        return check_journal(self.journal)

    def requirements(self) -> list[str]:
        """The requirements that they name."""
        return [violation.requirement for violation in self.violations()]

    def at(self, now_s: float) -> Tale:
        """The next thing is seen at this second."""
        self.now_ms = round(now_s * 1000)
        return self

    def write(self, who: str, kind: str, *, to: str = "", **detail: Any) -> Tale:
        """Any entry."""
        self.journal.write(who, kind, to=to, **detail)
        return self

    # -- the station and its supply --

    def mains(self, on: bool) -> Tale:
        return self.write("mains", "mains", to="station", on=on)

    def running(self, state: str = "running") -> Tale:
        return self.write("station", "restart", state=state)

    def lock(self, closed: bool, socket: int = 1, who: str = "station") -> Tale:
        return self.write(who, "lock", socket=socket, closed=closed)

    def contactor(self, closed: bool, socket: int = 1) -> Tale:
        return self.write("station", "contactor", socket=socket, closed=closed)

    def pilot(self, offered_da: int, socket: int = 1) -> Tale:
        return self.write("station", "pilot", to=f"vehicle {socket}", socket=socket, offered_da=offered_da)

    def light(self, motion: str, colours: str, period_ms: int = 0, socket: int = 1) -> Tale:
        return self.write(
            f"led {socket}", "light", socket=socket, motion=motion, colours=colours, period_ms=period_ms, flashes=0
        )

    # -- the driver --

    def card(self, uid: str = "0a0e9b83", socket: int = 1) -> Tale:
        return self.write(f"driver {socket}", "card", to=f"card reader {socket}", uid=uid, technology="MIFARE Classic")

    def plug(self, cable_a: int = 32, socket: int = 1) -> Tale:
        return self.write(f"driver {socket}", "plug", to="station", end="station", inserted=True, cable_a=cable_a)

    def car(self, socket: int = 1) -> Tale:
        return self.write(f"driver {socket}", "plug", to="station", end="car", inserted=True, ready=True)

    def unplug(self, end: str = "car", socket: int = 1, removed: bool = True) -> Tale:
        return self.write(f"driver {socket}", "plug", to="station", end=end, inserted=False, removed=removed)

    def current(self, current_da: int, socket: int = 1) -> Tale:
        return self.write(f"vehicle {socket}", "current", socket=socket, current_da=current_da, phases=3)

    def charge(self, socket: int = 1, offered_da: int = 319) -> Tale:
        """Both ends plugged in, locked, offered, closed, flowing."""
        self.plug(socket=socket).car(socket).lock(True, socket).pilot(offered_da, socket)
        return self.contactor(True, socket).current(offered_da, socket)

    def stop(self, socket: int = 1) -> Tale:
        """Everything of it undone by the station."""
        return self.contactor(False, socket).current(0, socket).pilot(0, socket).lock(False, socket)

    # -- the operator --

    def type(self, name: str, value: str, state: str = "typed") -> Tale:
        return self.write("operator", "parameter", to="station", name=name, value=value, state=state)

    def set(self, **values: str) -> Tale:
        """Type values (underscores for blanks), save and restart."""
        for name, value in values.items():
            self.type(name.replace("_", " "), value)
        return self.save()

    def save(self, restart: bool = True) -> Tale:
        self.write("operator", "parameter", to="station", state="save and restart" if restart else "save")
        return self.running("restart").running() if restart else self

    def page(self, action: str) -> Tale:
        return self.write("operator", "page", to="station", action=action)

    # -- the line --

    def link(self, state: str, who: str = "backend") -> Tale:
        return self.write(who, "link", state=state)

    def frame(self, who: str, message: str, name: str, action: str, payload: Any, **more: Any) -> Tale:
        facts: dict[str, Any] = {"valid": True, "problem": "", **more}
        to = "backend" if who == "station" else "station"
        return self.write(
            who, "frame", to=to, message=message, id=name, action=action, payload=json.dumps(payload), **facts
        )

    def call(self, action: str, payload: Any, who: str = "station", **more: Any) -> Tale:
        """A call of either side."""
        self._ids += 1
        self._open = (str(self._ids), action, who)
        return self.frame(who, "call", str(self._ids), action, payload, **more)

    def answer(self, payload: Any, message: str = "result") -> Tale:
        """The answer to the last call."""
        name, action, who = self._open
        return self.frame("backend" if who == "station" else "station", message, name, action, payload)

    def boot(self) -> Tale:
        """A line, and the backend takes the station."""
        self.link("open").call("BootNotification", {})
        return self.answer({"status": "Accepted", "currentTime": self.clock(), "interval": 300})

    def authorize(self, status: str, tag: str = "0a0e9b83") -> Tale:
        return self.call("Authorize", {"idTag": tag}).answer({"idTagInfo": {"status": status}})

    def start(self, number: int | None = 1000, connector: int = 1, meter_wh: int = 0, repeat: bool = False) -> Tale:
        """StartTransaction, answered with this number, or not at all."""
        started = {"connectorId": connector, "idTag": "0a0e9b83", "meterStart": meter_wh, "timestamp": self.clock()}
        self.call("StartTransaction", started, **resent(repeat))
        return self if number is None else self.answer({"transactionId": number, "idTagInfo": {"status": "Accepted"}})

    def stopped(self, number: int = 1000, meter_wh: int = 500, repeat: bool = False, **more: Any) -> Tale:
        """StopTransaction, answered."""
        stop = {"transactionId": number, "meterStop": meter_wh, "timestamp": self.clock(), "reason": "Local"}
        return self.call("StopTransaction", {**stop, **more}, **resent(repeat)).answer({})

    def meter(self, value: str, unit: str = "Wh", number: int = 1000, **more: Any) -> Tale:
        """MeterValues of the register, answered."""
        sample = {"value": value, "unit": unit, "measurand": "Energy.Active.Import.Register", **more}
        values = [{"timestamp": self.clock(), "sampledValue": [sample]}]
        return self.call("MeterValues", {"connectorId": 1, "transactionId": number, "meterValue": values}).answer({})

    def clock(self) -> str:
        """This moment as OCPP writes it."""
        minutes, seconds = divmod(self.now_ms // 1000, 60)
        return EPOCH.format(minutes, seconds)


def resent(repeat: bool) -> dict[str, Any]:
    """The mark of a message that the backend had before."""
    return {"repeat": True} if repeat else {}
