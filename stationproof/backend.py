"""`stationproof backend`: the simulated central system on a real port, controlled over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from .codes import EXIT_CODES
from .control_options import LOOPBACK, MOST_PORT, Host, Token, control_options

EPILOG = f"""\
**Examples**

- `stationproof backend --port 9000 --control 9001`: stations at `ws://127.0.0.1:9000/ANYTHING/IDENTITY`
- `curl -X PUT http://127.0.0.1:9001/cards/0a0e9b83 -H 'Content-Type: application/json' -d '{{"status": "Accepted"}}'`
- `curl 'http://127.0.0.1:9001/journal?after=0&wait_s=30'`: the log, as soon as there is something

All of it is in docs/control-api.md, at `/docs` and, for programs, at `/openapi.json`.
Any number of stations may connect; the last element of the path is the identity. Ctrl-C ends it with 0.

{EXIT_CODES}
"""


def backend(
    port: Annotated[
        int, typer.Option("--port", min=0, max=MOST_PORT, help="Where stations connect; 0: any port that is free.")
    ] = 9000,
    control: Annotated[
        int, typer.Option("--control", min=0, max=MOST_PORT, help="Where the control interface is; 0: any free port.")
    ] = 9001,
    host: Host = LOOPBACK,
    token: Token = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print where it can be reached, and no log.")] = False,
) -> None:
    """Run the simulated central system in real time, for charge points of yours.

    It judges every frame against the schemas of OCPP 1.6, logs it, and answers; over its control
    interface it sends any request to a station and says what of a card, a boot, or nothing at all.
    """
    from .backend_server import serve  # now, because it takes a while to import

    serve(port, control_options(control, host, token), quiet=quiet)
