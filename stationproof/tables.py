"""`stationproof tables`: who may start and what ends a session, printed from the code that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from reference_impl.blocks.session.stop_modes import ROWS, Cause, Outcome, Row

from .codes import EXIT_CODES
from .places import checkout, shown
from .tell import say
from .who_may_start import HEAD, QUESTIONS, answers, judges

EPILOG = f"""\
**Examples**

- `stationproof tables`: print them
- `stationproof tables --write`: renew docs/decision-tables.md, behind a change of what decides

{EXIT_CODES}
"""
COMMAND = "stationproof tables --write"
EFFECTS: dict[Outcome, tuple[str, str, str]] = {
    Outcome.GOES_ON: ("stays open", "stays locked", "flows on"),
    Outcome.INTERRUPTED: ("stays open", "stays locked", "stops, and flows again when that is over"),
    Outcome.AWAITS_VEHICLE: ("stays open", "is let go", "stops; flows again when a vehicle is plugged in"),
    Outcome.AWAITS_PULL: ("stays open until the plug is pulled", "is let go", "stops"),
    Outcome.ENDS: ("ends, with the reason that is named", "is let go", "stops"),
}
"""Transaction, plug and current."""
START = """\
The judges are asked from the first to the last. Each says yes, no, "ask the backend" or nothing; nothing
passes the question on, and so does a backend that gives no answer. Settings that a row does not name have
their factory values. "Asked" means that the backend was asked first; "when the wait is over" is after the
Backend connection timeout. Refused afterwards: the backend refuses the card in its answer to StartTransaction,
and StopTransactionOnInvalidId is on (off: the transaction stays open and its energy ends).
"""
STOP = """\
A session that was given away by no card at all has no card that ends it. A remote stop in "Stop only by
disconnecting" is accepted (D-AUT-02). A card with the same parent counts as the card that began the session
(OCPP 1.6, 3.4; D-AUT-09). With UnlockConnectorOnEVSideDisconnect off the plug stays locked behind a pull at
the car. A loss of power ends the session with reason PowerLoss where Restart transaction after power loss is
Off, and with EVDisconnected where the vehicle has gone meanwhile. No plug is let go before its contactor is open.
"""


def tables(
    write: Annotated[bool, typer.Option("--write", help="Renew docs/decision-tables.md instead of printing.")] = False,
) -> None:
    """Print who may start a session and what ends one."""
    if not write:
        typer.echo(render(), nl=False)
        return
    path = document()
    path.write_text(render(), encoding="utf-8")
    say(f"written: {shown(path)}")


def document() -> Path:
    """Where the tables stand in the documentation."""
    return checkout() / "docs" / "decision-tables.md"


def render() -> str:
    """The whole document, as Markdown."""
    lines = ["# Decision tables", "", f"Written by `{COMMAND}` from the code that decides; a test compares."]
    lines += ["", "## Who may start", "", *START.splitlines(), ""]
    lines += _table(("", "Judge", "What it says"), ((str(n), *row) for n, row in enumerate(judges(), 1)))
    lines += ["", *_table(("Who asks", *HEAD), ((one.text, *answers(one)) for one in QUESTIONS))]
    lines += ["", "## What ends a session", "", "Stop Transaction Mode, across; what happens, down.", ""]
    lines += _table(("What happens", *ROWS), ((cause, *(_cell(ROWS[mode][cause]) for mode in ROWS)) for cause in Cause))
    lines += ["", "What the words mean:", ""]
    lines += _table(("", "Transaction", "Plug", "Current"), ((outcome, *EFFECTS[outcome]) for outcome in Outcome))
    return "\n".join([*lines, "", *STOP.splitlines(), ""])


def _cell(row: Row) -> str:
    return f"{row.outcome} ({row.reason})" if row.reason else str(row.outcome)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]
