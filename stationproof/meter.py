"""`stationproof meter`: a simulated Modbus TCP meter on a real port, for charge points of yours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .codes import EXIT_CODES
from .control_options import LOOPBACK, MOST_PORT, Host, Token, control_options

EPILOG = f"""\
**Examples**

- `stationproof meter 7KM2200 --port 502 --host 0.0.0.0 --profile house.csv`: a building whose load follows a file
- `stationproof meter EM300-LR --port 1502 --http 9003`: its load is set over HTTP
- `curl -X PUT http://127.0.0.1:9003/load -H 'Content-Type: application/json' -d '{{"l1_a": 9, "l2_a": 0, "l3_a": 0}}'`

Models: 7KM2200, EM300-LR, EEM-MB371, EEM-MB370. A profile has lines of `seconds;l1_a;l2_a;l3_a`; each holds until the
next one, the last one for ever. Ports below 1024 may need rights of an administrator. More in docs/control-api.md.
Ctrl-C ends it with 0.

{EXIT_CODES}
"""


def meter(
    model: Annotated[str, typer.Argument(help="The meter's type, for instance 7KM2200.")],
    port: Annotated[
        int, typer.Option("--port", min=0, max=MOST_PORT, help="Where Modbus TCP clients connect; 0: any free port.")
    ] = 1502,
    http: Annotated[
        int | None,
        typer.Option("--http", min=0, max=MOST_PORT, help="Where the control interface is; 0: any free port."),
    ] = None,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="A CSV file of seconds;l1_a;l2_a;l3_a to follow.")
    ] = None,
    host: Host = LOOPBACK,
    token: Token = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print where it can be reached, and no log.")] = False,
) -> None:
    """Run a simulated meter in real time, with the registers of a real one.

    It shows a load that is set over HTTP or follows a file, and can be made to fail as meters do.
    """
    from .meter_server import serve  # now, because it takes a while to import

    options = control_options(http if http is not None else 0, host, token)
    serve(model, port, options if http is not None else None, host, profile, quiet=quiet)
