"""What the LED ring of a socket shows: rows by priority, the first that applies wins.

Patterns and meanings are the manual's chapter 6. The manual gives no pattern for a vehicle
that is connected but not authorised, nor for one whose session is over (D-LED-04); steady
blue, which means nothing in the manual, is shown there, so that no row is claimed falsely.
A backend that is lost is shown as an error, where it is to be shown, and in the place of the
ready light only: who charges wants to see that.
A row with a counted pattern (five flashes) or a least duration ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model import effects as fx
from ...model import events as ev
from ...model.electrical import READY
from ...model.errors import UnexpectedEvent
from ...model.lights import DARK, Colour, Light, Motion
from ...model.quantities import SECOND_MS
from ...model.settings import Settings

OWNER = "led"
ALL_THREE = (Colour.GREEN, Colour.YELLOW, Colour.BLUE)


@dataclass(frozen=True)
class Row:
    """One meaning: while `fact` holds, show `light`.

    lasts_ms:   ends the fact by itself; 0 for one that others end
    once_shown: the time runs from the moment the row is seen (so that all flashes are), not from the fact
    """

    fact: str
    light: Light
    lasts_ms: int = 0
    once_shown: bool = False


ROWS: tuple[Row, ...] = (
    Row("updating", Light(Motion.STEADY, ALL_THREE)),
    Row("fault", Light(Motion.BLINKING, ALL_THREE, period_ms=1_000, on_ms=500)),
    Row("recognised", Light(Motion.ROTATING, (Colour.WHITE,)), lasts_ms=1 * SECOND_MS),
    Row("asking", Light(Motion.ROTATING, (Colour.WHITE,))),
    Row(
        "refused",
        Light(Motion.BLINKING, ALL_THREE, period_ms=600, on_ms=300, flashes=5),
        lasts_ms=3_000,
        once_shown=True,
    ),
    Row("charging", Light(Motion.BLINKING, (Colour.BLUE,), period_ms=2_000, on_ms=500)),
    Row("accepted", Light(Motion.BLINKING, (Colour.BLUE,), period_ms=500, on_ms=250)),
    Row("completing", Light(Motion.STEADY, (Colour.YELLOW,)), lasts_ms=30 * SECOND_MS),
    Row("reserved", Light(Motion.STEADY, (Colour.YELLOW,))),
    Row("occupied", Light(Motion.STEADY, (Colour.BLUE,))),
    Row("backend lost", Light(Motion.BLINKING, ALL_THREE, period_ms=1_000, on_ms=500)),
    Row("ready", Light(Motion.STEADY, (Colour.GREEN,))),
)


class Led:
    """The ring of one socket."""

    def __init__(self, socket: int, rows: tuple[Row, ...], settings: Settings) -> None:
        self._socket, self._rows, self._settings = socket, rows, settings
        self._facts: set[str] = set()
        self._state = "idle"
        self._taking = self._contact = False
        self._questions = 0
        self._shown: Light = DARK
        self._timed: set[str] = set()

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        again = self._note(event)
        self._fact("charging", self._state == "charging" and self._taking and self._contact)
        self._fact("accepted", self._state in ("authorised", "locking", "charging", "away", "resuming"))
        self._fact("occupied", self._state in ("plugged", "held", "finished"))
        return again + self._show()

    def _note(self, event: ev.Event) -> list[fx.Effect]:
        match event:
            case ev.Booted():
                self._facts.add("ready")
            case ev.InstallationBegun():
                self._facts.add("updating")
            case ev.SessionChanged(state=state):
                self._state = state
            case ev.VehicleChanged(state=state):
                self._taking = state in READY
            case ev.ContactorMoved(closed=closed):
                self._contact = closed
            case ev.CardRecognised():
                self._facts.add("recognised")
            case ev.AuthorisationAsked() | ev.AuthorisationSettled():
                self._questions += 1 if isinstance(event, ev.AuthorisationAsked) else -1
                self._fact("asking", self._questions > 0)
            case ev.Refused():
                return self._refuse()
            case ev.Granted():
                self._facts.discard("refused")
            case ev.SessionEnded():
                self._facts.add("completing")
            case ev.SessionReported():
                self._facts.discard("completing")
            case ev.ReservationsChanged(kept):
                self._fact("reserved", any(socket == self._socket for socket, _, _ in kept))
            case ev.LinkUp() | ev.LinkDown():
                shown = self._settings.on("Display backend disconnect as error")
                self._fact("backend lost", shown and isinstance(event, ev.LinkDown))
            case ev.FaultsChanged(barred=barred):
                self._fact("fault", barred)
            case ev.TimerExpired(name=name):
                self._facts.discard(name)
                self._timed.discard(name)
            case _:
                raise UnexpectedEvent(self, event)
        return []

    def _refuse(self) -> list[fx.Effect]:
        """Five flashes of its own, also for a card that is refused while another's are still shown."""
        again = "refused" in self._timed
        self._facts.add("refused")
        self._timed.discard("refused")
        if again:
            self._shown = DARK
        return [fx.CancelTimer(OWNER, self._socket, "refused")] if again else []

    def _fact(self, name: str, holds: bool) -> None:
        if holds:
            self._facts.add(name)
        else:
            self._facts.discard(name)

    def _show(self) -> list[fx.Effect]:
        row = next((row for row in self._rows if row.fact in self._facts), None)
        effects = self._time(row)
        light = row.light if row else DARK
        if light != self._shown:
            self._shown = light
            effects.append(fx.ShowLight(self._socket, light))
        return effects

    def _time(self, shown: Row | None) -> list[fx.Effect]:
        """Start the time of each row that ends by itself; a fact that others ended needs none any more."""
        effects: list[fx.Effect] = []
        for row in self._rows:
            if not row.lasts_ms:
                continue
            if row.fact not in self._facts:
                if row.fact in self._timed:
                    self._timed.discard(row.fact)
                    effects.append(fx.CancelTimer(OWNER, self._socket, row.fact))
            elif row.fact not in self._timed and (row is shown or not row.once_shown):
                self._timed.add(row.fact)
                effects.append(fx.StartTimer(OWNER, self._socket, row.fact, row.lasts_ms))
        return effects
