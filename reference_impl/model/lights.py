"""What an LED ring can show: colours, motion and timing, as the manual's chapter 6 describes them."""

from __future__ import annotations

from enum import StrEnum

from .frozen import dataclass


class Colour(StrEnum):
    """Colours of the ring."""

    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    WHITE = "white"


class Motion(StrEnum):
    """How the light moves."""

    STEADY = "steady"
    BLINKING = "blinking"
    ROTATING = "rotating"
    DARK = "dark"


@dataclass(frozen=True)
class Light:
    """One pattern of the ring.

    colours:   shown together (steady) or one after the other within each flash
    period_ms: from the start of one flash to the start of the next; 0 where nothing blinks
    on_ms:     how long each flash is lit
    flashes:   how many flashes before the ring goes dark; 0 means without end
    """

    motion: Motion
    colours: tuple[Colour, ...] = ()
    period_ms: int = 0
    on_ms: int = 0
    flashes: int = 0

    @property
    def duration_ms(self) -> int:
        """How long a counted pattern lasts; 0 for one without end."""
        return self.flashes * self.period_ms


DARK = Light(Motion.DARK)
