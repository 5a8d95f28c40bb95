"""The record of transactions: starts, meter values and stops that must reach the backend once.

Each transaction gets a number of our own (`ref`) the moment it starts, because the backend's
number comes later, and offline much later. Open transactions are on the disk, each with its
end from the moment at which its session ends. What the station finds open when it boots was
cut by a loss of power: the session says whether it goes on, under the same number, or ends.
Without a session on the disk it is closed with the meter's present register (OCPP 1.6, 7.36:
PowerLoss).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import MeterCall, StartCall, StopCall, meter_call
from ...model.errors import UnexpectedEvent
from ...model.grants import Grant
from ...model.quantities import NO_CURRENT, SECOND_MS, Current
from ...model.settings import Settings
from .sampling import Sampling, thinned

OWNER = "transactions"
REFUSED = "DeAuthorized"
NO_TRANSACTION = 0
INTERVAL = "Meter Value Sample Interval (OCPP)"
OTHERS = frozenset({"log", "demand", "energy manager", "energy manager: begin"})
"""Readings that are for others than the backend."""


@dataclass
class Open:
    """A transaction that runs."""

    ref: int
    socket: int
    id_tag: str
    revocable: bool
    reason: str = ""
    stop_tag: str = ""
    reservation: int | None = None
    withheld: bool = False
    """The backend refused its card afterwards, and it goes on without energy."""
    data: list[MeterCall] = field(default_factory=list)


class Transactions:
    """All transactions of the station."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._sampling = settings, Sampling(settings)
        self._open: dict[int, Open] = {}
        self._ended: dict[int, Open] = {}
        self._numbers: dict[int, int] = {}
        self._offers: dict[int, Current] = {}
        self._last_ref = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.SessionStarted(socket, grant):
                return self._start(socket, grant)
            case ev.SessionEnded(socket, reason, id_tag, grant):
                return self._stop(socket, reason, id_tag, grant)
            case ev.CardNamed(socket, id_tag):
                return [fx.Tell(ev.StartNamed(self._open[socket].ref, id_tag))] if socket in self._open else []
            case ev.MeterRead():
                return self._read(event, now_ms)
            case ev.ValueStored(name=name):
                return [effect for one in self._open for effect in self._sample_later(one)] if name == INTERVAL else []
            case ev.TimerExpired(socket=socket, name="sample"):
                return [fx.ReadMeter(socket, "sample"), *self._sample_later(socket)]
            case ev.MessageTriggered(message, socket):
                wanted = [one for one in (1, 2) if socket in (0, one)] if message == "MeterValues" else []
                return [fx.ReadMeter(one, "trigger") for one in wanted]
            case ev.OfferChanged(socket, current, _):
                self._offers[socket] = current
                return []
            case ev.ReservationUsed(socket, number):
                if socket in self._open:  # told before the meter has been read for the start
                    self._open[socket].reservation = number
                return []
            case ev.StartAnswered():
                return self._numbered(event)
            case ev.StopAnswered(socket=socket, ref=ref):
                self._numbers.pop(ref, None)
                return [] if socket in self._open else [fx.Tell(ev.SessionReported(socket))]
            case ev.CallUnanswered(call=StopCall(ref=ref, socket=socket)):
                self._numbers.pop(ref, None)
                return [] if socket in self._open else [fx.Tell(ev.SessionReported(socket))]
            case ev.CallUnanswered():
                return []
            case ev.RemoteStopRequested(transaction_id):
                return self._remote_stop(transaction_id)
        raise UnexpectedEvent(self, event)

    def _restore(self, records: dict[str, Any]) -> list[fx.Effect]:
        stored = records.get("transactions", {})
        self._last_ref = int(stored.get("last_ref", 0))
        self._numbers = {int(ref): number for ref, number in stored.get("numbers", {}).items()}
        effects: list[fx.Effect] = []
        for row in stored.get("open", []):
            cut = Open(**{**row, "data": [meter_call(one) for one in row.get("data", ())]})
            if not cut.reason and records.get(f"session-{cut.socket}"):
                self._open[cut.socket] = cut
                continue
            cut.reason = cut.reason or "PowerLoss"
            self._ended[cut.ref] = cut
            effects.append(fx.ReadMeter(cut.socket, f"end {cut.ref}"))
        return effects

    def _start(self, socket: int, grant: Grant) -> list[fx.Effect]:
        if not grant.transaction:
            return []
        if (resumed := self._open.get(socket)) is not None:
            return self._resume(resumed)
        self._last_ref += 1
        self._open[socket] = Open(self._last_ref, socket, grant.id_tag, grant.revocable)
        return [fx.ReadMeter(socket, "begin"), *self._sample_later(socket)]

    def _resume(self, cut: Open) -> list[fx.Effect]:
        """The session goes on that a loss of power cut short, and so does its transaction."""
        socket, number = cut.socket, self._numbers.get(cut.ref, 0)
        effects = [fx.Tell(ev.TransactionNumbered(socket, number)), *self._sample_later(socket)]
        return effects + self._withhold(socket) if cut.withheld else effects

    def _withhold(self, socket: int) -> list[fx.Effect]:
        return [fx.Tell(ev.EnergyBarred(socket)), fx.Tell(ev.EnergyWithheld(socket))]

    def _sample_later(self, socket: int) -> list[fx.Effect]:
        """0 means no samples (OCPP 1.6, 9.1.16)."""
        interval_s = self._settings.number(INTERVAL)
        if not interval_s:
            return [fx.CancelTimer(OWNER, socket, "sample")]
        return [fx.StartTimer(OWNER, socket, "sample", interval_s * SECOND_MS)]

    def _stop(self, socket: int, reason: str, id_tag: str, grant: Grant) -> list[fx.Effect]:
        if not grant.transaction or socket not in self._open:  # cut short before it had begun
            return [fx.Tell(ev.SessionReported(socket))]
        ended = self._open.pop(socket)
        ended.reason, ended.stop_tag = reason, id_tag
        self._ended[ended.ref] = ended
        return [
            fx.CancelTimer(OWNER, socket, "sample"),
            fx.Tell(ev.TransactionNumbered(socket, 0)),
            self._persist(),
            fx.ReadMeter(socket, f"end {ended.ref}"),
        ]

    def _read(self, read: ev.MeterRead, now_ms: int) -> list[fx.Effect]:
        if read.purpose.startswith("end "):
            ended = self._ended.pop(int(read.purpose.removeprefix("end ")))
            self._keep(ended, read, now_ms)
            stop = StopCall(
                ended.ref, read.socket, ended.stop_tag, ended.reason, read.energy_wh, now_ms, tuple(ended.data)
            )
            return [fx.Tell(ev.CallQueued(stop)), self._persist()]
        running = self._open.get(read.socket)
        if read.purpose == "begin":
            return self._begun(running, read, now_ms) if running else []
        if read.purpose in OTHERS or (running is None and read.purpose == "sample"):
            return []
        offer = self._offers.get(read.socket, NO_CURRENT)
        told = self._sampling.told(read, running.ref if running else NO_TRANSACTION, offer, now_ms)
        effects: list[fx.Effect] = [fx.Tell(ev.CallQueued(told))] if told else []
        if running and self._keep(running, read, now_ms):
            effects.append(self._persist())
        return effects

    def _begun(self, running: Open, read: ev.MeterRead, now_ms: int) -> list[fx.Effect]:
        self._keep(running, read, now_ms)
        start = StartCall(running.ref, read.socket, running.id_tag, read.energy_wh, now_ms, running.reservation)
        return [fx.Tell(ev.CallQueued(start)), self._persist()]

    def _keep(self, row: Open, read: ev.MeterRead, now_ms: int) -> bool:
        """Keep what the transactionData of its StopTransaction is to have, on the disk too; False for nothing."""
        kept = self._sampling.kept(read, row.ref, self._offers.get(read.socket, NO_CURRENT), now_ms)
        if kept is not None:
            row.data = thinned([*row.data, kept])
        return kept is not None

    def _numbered(self, answer: ev.StartAnswered) -> list[fx.Effect]:
        self._numbers[answer.ref] = answer.transaction_id
        running = self._open.get(answer.socket)
        if running is None or running.ref != answer.ref:
            return []
        numbered = fx.Tell(ev.TransactionNumbered(answer.socket, answer.transaction_id))
        if answer.status == "Accepted" or not running.revocable:
            return [numbered, self._persist()]
        if self._settings.on("StopTransactionOnInvalidId"):
            return [numbered, self._persist(), fx.Tell(ev.StopRequested(answer.socket, REFUSED))]
        running.withheld = True  # OCPP 1.6, 4.8: only the energy ends
        return [numbered, self._persist(), *self._withhold(answer.socket)]

    def _remote_stop(self, transaction_id: int) -> list[fx.Effect]:
        for socket, running in self._open.items():
            if self._numbers.get(running.ref) == transaction_id:
                return [fx.Tell(ev.StopRequested(socket, "Remote"))]
        return []

    def _persist(self) -> fx.Persist:
        rows = [asdict(row) for row in (*self._open.values(), *self._ended.values())]
        numbers = {str(row.ref): self._numbers[row.ref] for row in self._open.values() if row.ref in self._numbers}
        return fx.Persist("transactions", {"last_ref": self._last_ref, "open": rows, "numbers": numbers})
