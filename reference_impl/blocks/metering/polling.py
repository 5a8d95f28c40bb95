"""Asks a Modbus meter for several spans of registers, one after the other, and hands over what came of it.

One poll is under way at a time; the answer to an earlier one is known by its job and not listened to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import effects as fx
from ...model import events as ev
from ...model.modbus_meter import MeterModel, Span


@dataclass
class Poll:
    """The meter of one owner; `name` begins its jobs and is unique in the station.

    low_word_first: as MeterModel has it
    """

    name: str
    model: MeterModel
    host: str
    port: int
    low_word_first: bool = False
    words: dict[int, int] = field(default_factory=dict)
    """What has come in this poll, and in the last one when it is over."""
    _left: list[Span] = field(default_factory=list)
    _number: int = 0

    @property
    def running(self) -> bool:
        """An answer is awaited."""
        return bool(self._left)

    def begin(self, spans: tuple[Span, ...]) -> list[fx.Effect]:
        """Ask for the first; what an earlier poll still waits for is given up."""
        self._number += 1
        self._left, self.words = list(spans), {}
        return [self._order()]

    def concerns(self, job: str) -> bool:
        """This is the answer that is awaited."""
        return self.running and job == self._job

    def take(self, read: ev.RegistersRead) -> list[fx.Effect]:
        """Keep what came and ask for the rest; the poll is over when nothing is asked any more."""
        span = self._left.pop(0)
        self.words |= dict(zip(range(span.address, span.address + span.count), read.words, strict=False))
        return [self._order()] if self._left else []

    def give_up(self) -> None:
        """Nothing more is awaited."""
        self._left.clear()

    @property
    def _job(self) -> str:
        return f"{self.name} {self._number}/{len(self._left)}"

    def _order(self) -> fx.Effect:
        span = self._left[0]
        model = self.model
        return fx.ReadRegisters(
            self._job, self.host, self.port, model.unit, model.function, span.address, span.count
        )
