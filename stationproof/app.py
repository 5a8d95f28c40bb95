"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from . import allure, backend, bench, broken, meter, mutate, report, requirements, run, station, tables
from .codes import EXIT_CODES, Commands
from .places import our_version

HELP = "Proves a charge point against its manual: every requirement gets a verdict and the evidence for it."
EPILOG = f"""\
**Where to begin**

- `stationproof run`: run everything against the reference, then open the page that it names
- `stationproof requirements AUT-001`: what one requirement asks, and which scenarios ask it

`stationproof COMMAND --help` shows examples.

{EXIT_CODES}
"""

app = typer.Typer(
    name="stationproof",
    cls=Commands,
    help=HELP,
    epilog=EPILOG,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stationproof {our_version()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Show the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command(epilog=run.EPILOG)(run.run)
app.command(epilog=report.EPILOG)(report.report)
app.command(epilog=requirements.EPILOG)(requirements.requirements)
app.command(epilog=station.EPILOG)(station.station)
app.command(epilog=backend.EPILOG)(backend.backend)
app.command(epilog=meter.EPILOG)(meter.meter)
app.command(epilog=broken.EPILOG)(broken.broken)
app.command(epilog=mutate.EPILOG)(mutate.mutate)
app.command(epilog=bench.EPILOG)(bench.bench)
app.command(epilog=allure.EPILOG)(allure.allure)
app.command(epilog=tables.EPILOG)(tables.tables)
