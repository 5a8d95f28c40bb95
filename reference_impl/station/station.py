"""The station: blocks built from a blueprint, run to completion.

`handle(event, now_ms)` tells the event to the blocks that read it, then what those tell, and
so on until nothing is left to tell; the effects that leave the station come back in the
order in which they were asked for. No I/O, no clock, no chance.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from ..blocks.block import Block
from ..model import effects as fx
from ..model import events as ev
from ..model.dlm import INTERNAL
from . import datagrams, downloads, translate, verdicts
from .blueprint import NUMBER_OF_SOCKETS, SOCKETS, Blueprint
from .readers import by_name, readers_of

__all__ = ["Blueprint", "Station"]

_LEAVING = frozenset({
    fx.StartTimer, fx.CancelTimer, fx.ReadMeter, fx.Persist, fx.ShowLight, fx.DrivePilot, fx.ShowLimit,
})  # fmt: skip
"""The most frequent effects that leave the station as they are: spared, as Tell is, the list of cases in `_sort`."""


class Station:
    """One twin charging station."""

    def __init__(self, blueprint: Blueprint) -> None:
        tables = blueprint.tables
        self._settings = blueprint.store(tables.keys)
        self._read_frame, self._hears_requests = blueprint.frame_reader, True
        self._read_datagram, self._write_request = blueprint.datagram_reader, blueprint.request_writer
        names = ("configuration", *blueprint.station_blocks)
        sockets = self._settings.number(NUMBER_OF_SOCKETS)
        self._readers = readers_of(names, tuple(blueprint.socket_blocks), sockets)
        self._row: list[Block] = [self._settings]
        self._row += [make(tables, self._settings) for make in blueprint.station_blocks.values()]
        for make_one in blueprint.socket_blocks.values():
            self._row += [make_one(socket, tables, self._settings) for socket in SOCKETS]

    @property
    def _blocks(self) -> dict[str, Block]:
        return by_name(self._readers, self._row)[0]

    @property
    def _socket_blocks(self) -> dict[str, dict[int, Block]]:
        return by_name(self._readers, self._row)[1]

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
            for place in self._readers.of(event):
                for effect in self._row[place].handle(event, now_ms):
                    if type(effect) is fx.Tell:
                        told.append(effect.event)
                    elif type(effect) in _LEAVING:
                        outward.append(effect)
                    else:
                        self._sort(effect, told, outward)
        return _written_together(outward)

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
                outward.append(fx.SendFrame(self._write_request(effect, context)))
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
