"""The station: blocks built from a blueprint, run to completion.

`handle(event, now_ms)` tells the event to the blocks that read it, then what those tell, and
so on until nothing is left to tell; the effects that leave the station come back in the
order in which they were asked for. No I/O, no clock, no chance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from ..blocks.block import Block
from ..model import effects as fx
from ..model import events as ev
from ..model.dlm import INTERNAL
from . import datagrams, downloads, translate, verdicts
from .blueprint import NUMBER_OF_SOCKETS, SOCKETS, Blueprint
from .routes import ROUTES

__all__ = ["Blueprint", "Station"]

_LEAVING = frozenset({
    fx.StartTimer, fx.CancelTimer, fx.ReadMeter, fx.Persist, fx.ShowLight, fx.DrivePilot, fx.ShowLimit,
})  # fmt: skip
"""The most frequent effects that leave the station as they are: spared, as Tell is, the list of cases in `_sort`."""


Read = Callable[[ev.Event, int], Iterable[fx.Effect]]


class Station:
    """One twin charging station."""

    def __init__(self, blueprint: Blueprint) -> None:
        tables = blueprint.tables
        self._settings = blueprint.store(tables.keys)
        self._sockets = self._settings.number(NUMBER_OF_SOCKETS)
        self._read_frame, self._hears_requests = blueprint.frame_reader, True
        self._read_datagram = blueprint.datagram_reader
        self._blocks: dict[str, Block] = {"configuration": self._settings}
        for name, make in blueprint.station_blocks.items():
            self._blocks[name] = make(tables, self._settings)
        self._socket_blocks: dict[str, dict[int, Block]] = {}
        for name, make_one in blueprint.socket_blocks.items():
            self._socket_blocks[name] = {socket: make_one(socket, tables, self._settings) for socket in SOCKETS}
        self._routes: dict[tuple[type[ev.Event], int | None], tuple[Read, ...]] = {}

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """Everything that the world has to do because of `event`, in order.

        Records to keep are written together, where the first of them was asked for: what one
        event changes in two blocks is on the disk in both or in neither.
        """
        outward: list[fx.Effect] = []
        told: deque[ev.Event] = deque([event])
        while told:
            event = told.popleft()
            if type(event) is ev.FrameReceived:
                events, frames = self._read_frame(event.text, self._hears_requests)
                told.extend(events)
                outward.extend(fx.SendFrame(text) for text in frames)
                continue
            if type(event) is ev.DatagramReceived:
                event = self._read_datagram(event)
            for read in self._readers(event):
                for effect in read(event, now_ms):
                    if type(effect) is fx.Tell:
                        told.append(effect.event)
                    elif type(effect) in _LEAVING:
                        outward.append(effect)
                    else:
                        self._sort(effect, told, outward)
        return _written_together(outward)

    def _is_elsewhere(self, socket: int | None) -> bool:
        """A socket that this model does not have."""
        return socket is not None and socket > self._sockets

    def _readers(self, event: ev.Event) -> tuple[Read, ...]:
        """How those who read the event are told it; found once for each type of event and socket."""
        if isinstance(event, ev.TimerExpired):
            if self._is_elsewhere(event.socket):
                return ()
            alone = self._blocks.get(event.owner)
            return ((alone or self._socket_blocks[event.owner][event.socket]).handle,)
        if isinstance(event, ev.CallQueued) and self._is_elsewhere(getattr(event.call, "socket", None)):
            return ()
        key = (type(event), getattr(event, "socket", None))
        readers = self._routes.get(key)
        if readers is None:
            here = [] if self._is_elsewhere(key[1]) else self._route(*key)
            readers = self._routes[key] = tuple(block.handle for block in here)
        return readers

    def _route(self, kind: type[ev.Event], socket: int | None) -> list[Block]:
        readers: list[Block] = []
        for name in ROUTES[kind]:
            if name in self._blocks:
                readers.append(self._blocks[name])
            elif socket is None:
                readers.extend(self._socket_blocks[name].values())
            elif socket:  # 0 is the station as a whole; that goes to no block of a socket
                readers.append(self._socket_blocks[name][socket])
        return readers

    def _sort(self, effect: fx.Effect, told: deque[ev.Event], outward: list[fx.Effect]) -> None:
        """Keep inside what stays inside; translate what leaves as a frame."""
        match effect:
            case fx.SendDlm(to, message):
                if to == INTERNAL:
                    told.append(ev.DlmHeard(INTERNAL, message))
                else:
                    outward.append(datagrams.datagram(effect))
            case fx.ReadAnswer():
                told.extend(translate.answer_events(effect))
            case fx.JudgeCertificate():
                told.append(verdicts.certificate_event(effect))
            case fx.JudgeImage():
                told.append(verdicts.image_event(effect))
            case fx.OfferFiles():
                outward.append(downloads.page_of(effect))
            case fx.SendCall():
                context = translate.Context(self._settings.text, effect.offset_ms, effect.transaction_id)
                outward.append(fx.SendFrame(translate.request_frame(effect, context)))
            case fx.SendAnswer() | fx.SendError():
                outward.append(fx.SendFrame(translate.answer_frame(effect)))
            case fx.HearRequests(heard):
                self._hears_requests = heard
            case _:
                outward.append(effect)


def _written_together(effects: list[fx.Effect]) -> list[fx.Effect]:
    if not any(isinstance(effect, fx.Persist) for effect in effects):
        return effects
    records: dict[str, Any] = {}
    together: list[fx.Effect] = []
    for effect in effects:
        if not isinstance(effect, fx.Persist):
            together.append(effect)
            continue
        if not records:
            together.append(fx.Write(records))
        records[effect.record] = effect.value
    return together
