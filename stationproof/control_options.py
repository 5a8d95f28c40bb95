"""The options that both control interfaces share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from .codes import Stop

LOOPBACK = "127.0.0.1"
TOKEN_VARIABLE = "STATIONPROOF_TOKEN"
MOST_PORT = 65535

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; this machine only unless told.")]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        metavar="WORDS",
        help=f"Who uses the control interface has to bring this. Others can read a command line: the environment "
        f"variable {TOKEN_VARIABLE} does the same.",
    ),
]


@dataclass(frozen=True)
class ControlOptions:
    """Where a control interface listens and what it asks for."""

    port: int
    host: str = LOOPBACK
    token: str | None = None


def control_options(port: int, host: str, token: str | None) -> ControlOptions:
    """What was asked for on the command line and in the environment; Stop for a token that no header can carry."""
    token = token if token is not None else os.environ.get(TOKEN_VARIABLE)
    if token is not None and not (token.isascii() and token.isprintable() and token.strip() == token and token):
        raise Stop("The token must be letters, digits and signs of ASCII, without blanks around them, and not empty.")
    return ControlOptions(port, host, token)
