"""Every source of a current limit as a row: what it limits and where its value comes from."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.quantities import Current

MANUFACTURER = Current.of_a(32)
"""Each socket of the twin station (manual, 1.4: at most 32 A a socket)."""

PROFILE = "backend profile"
"""The charging profiles of the backend (OCPP 1.6, 3.13; DLM-050)."""


@dataclass(frozen=True)
class Source:
    """A source of a limit for one socket.

    key: the configuration key that holds it, by socket; empty where the value comes from elsewhere
    """

    name: str
    keys: tuple[str, str] | None = None


SOURCES: tuple[Source, ...] = (
    Source("manufacturer"),
    Source("operator", ("Operator Current Limit (A)", "Operator Current Limit (A) (Connector 2)")),
    Source("cable"),
    Source(PROFILE),
)
