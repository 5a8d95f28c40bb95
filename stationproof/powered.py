"""The supply of a station in real time, as its commands and its control interface switch it."""

from __future__ import annotations

from fixtures.bench.embedded_facets import EmbeddedMains


class Powered:
    """Has a supply."""

    supply: EmbeddedMains

    @property
    def supplied(self) -> bool:
        """There is supply."""
        return self.supply.on

    def power(self, on: bool) -> None:
        """Switch the supply; BenchBroken when it is so already."""
        if on:
            self.supply.restore()
        else:
            self.supply.cut()
