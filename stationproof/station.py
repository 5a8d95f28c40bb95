"""`stationproof station`: the reference station on real sockets, to try a backend or a test tool on."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from ipaddress import IPv4Address
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from fixtures.bench.memory_store import MemoryStore
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.edges.disk import FolderStore
from reference_impl.edges.lan import PORT
from reference_impl.model.errors import StationError
from reference_impl.station.blueprint import BOOT_MS
from reference_impl.station.host import Store

from .backend_verdict import prepare, run_judged
from .codes import EXIT_CODES, Stop
from .control_options import LOOPBACK, MOST_PORT, Host, Token, control_options
from .dashboard import fits
from .manager_port import OPTION, configuration, manager_port
from .session import Session, Show
from .simulation import Simulation
from .site import AnyStation, Site
from .tell import console

if TYPE_CHECKING:
    from .control_server import ControlServer

OUTSIDE = "outside"
"""The folder in --state for what is not the station's own: cables, cars and registers."""

LONGEST_BOOT_S = 3_600.0

TYPE, URL, IDENTITY = (
    "Connection Type",
    "WebSockets JSON OCPP URL of the Backend",
    "OCPP ChargeBoxIdentity (ChargePointID)",
)
EPILOG = f"""\
**Type while it runs**, or pipe in, a command a line: `plug 1`, `ready 1`, `notready 1`, `unplug 1`, `pull 1`,
`card 1 0A0E9B83`, `set "Free Charging" On`, `save`, `restart`, `page Dashboard`, `mains off`, `mains on`,
`wait`, `wait 2`, `help`, `quit`.

**Examples**

- `stationproof station`: without a backend
- `stationproof station --url ws://localhost:9000/ocpp --identity PS2-1`: with one
- `stationproof station --url wss://csms.example/ocpp --ca ca.pem --state .ps2`: with TLS, and a disk that lasts
- `stationproof station --url ws://localhost:9000/ocpp --report out`: and a verdict of that backend (docs/backends.md)
- `stationproof station --control 9002`: let programs plug in, present cards and cut the supply (docs/control-api.md)
- `stationproof station --lan 0.0.0.0`: with others on the local network; two on one machine: `--lan 127.0.0.2`, .3
- `stationproof station --energy-manager 1502`: registers for an energy manager (docs/modbus-server.md)
- `printf 'wait\\nplug 1\\nwait 5\\nquit\\n' | stationproof station --boot 1`: from a script

`quit` and Ctrl-C end it with 0, but for `--report`: then the verdict of the backend says it. The end of piped input
does not end it.

{EXIT_CODES}
"""


Report = Annotated[
    Path | None, typer.Option("--report", metavar="DIR", help="Judge the backend, and write what was found here.")
]
Boot = Annotated[
    float, typer.Option("--boot", min=0.0, max=LONGEST_BOOT_S, help="Seconds from power to running software.")
]


def station(
    url: Annotated[
        str | None, typer.Option("--url", metavar="WS-URL", help="The backend, without the identity.")
    ] = None,
    identity: Annotated[str | None, typer.Option("--identity", metavar="NAME", help="The ChargePointID.")] = None,
    state: Annotated[Path | None, typer.Option("--state", metavar="DIR", help="Keep what is saved here.")] = None,
    ca: Annotated[Path | None, typer.Option("--ca", metavar="FILE", help="Trust this authority (PEM) for wss.")] = None,
    boot: Boot = BOOT_MS / 1000,
    plain: Annotated[bool, typer.Option("--plain", help="Print the journal instead of a dashboard.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print neither.")] = False,
    control: Annotated[
        int | None,
        typer.Option("--control", min=0, max=MOST_PORT, metavar="PORT", help="Serve a control interface over HTTP."),
    ] = None,
    lan: Annotated[
        str | None,
        typer.Option(
            "--lan", metavar="ADDRESS[:PORT]",
            help="Share current with other stations: the address to use, 0.0.0.0 for the local network.",
        ),
    ] = None,
    energy_manager: Annotated[
        str | None,
        typer.Option(
            OPTION, metavar="[ADDRESS:]PORT",
            help="Serve energy managers over Modbus TCP: socket 1 at this port, socket 2 at the next.",
        ),
    ] = None,
    site: Annotated[
        bool,
        typer.Option("--site", help="With house, local network, meters, files and mail; for the control interface."),
    ] = False,
    report: Report = None,
    host: Host = LOOPBACK,
    token: Token = None,
) -> None:
    """Run the reference station in real time against a backend of yours.

    The station's software is the one that the conformance run judges; lock, contactor, vehicle and
    card are simulated and obey what is typed.
    """
    _check_company(site, (url, identity, state, ca, lan, energy_manager), control, token)
    prepare(report, url)
    roots = _trust(ca) if ca else None
    store = _store(state)
    outside = _store(state / OUTSIDE) if state else None
    managers = manager_port(energy_manager)
    _configure(store, url, identity, configuration(managers))
    show = Show.NOTHING if quiet else Show.LOG if plain or not fits(console()) else Show.DASHBOARD

    def make(loop: asyncio.AbstractEventLoop) -> AnyStation:
        if site:
            return Site(loop, boot_ms=round(boot * 1000))
        return Simulation(
            loop, store=store, boot_ms=round(boot * 1000), roots=roots, outside=outside, lan=_lan(lan),
            managers=managers and managers[0],
        )  # fmt: skip

    session = Session(make, show=show, control=_control(control, host, token))
    raise typer.Exit(run_judged(session, store, report, quiet=quiet))


def _check_company(site: bool, others: Sequence[object], control: int | None, token: str | None) -> None:
    """Options that make sense only with, or only without, another one."""
    if site and any(others):
        raise Stop("--site goes with --boot and --control only: what it is made of is fresh, and set over --control.")
    if control is None and token is not None:
        raise Stop("--token is for the control interface; give its port with --control, too.")


def _lan(text: str | None) -> tuple[str, int] | None:
    """Address and port; Stop when nobody can listen there."""
    if text is None:
        return None
    address, _, port = text.partition(":") if text.count(":") == 1 else (text, "", "")
    advice = f"name an address of this machine, as in 0.0.0.0:{PORT}"
    port = port or str(PORT)
    if not (port.isascii() and port.isdigit() and len(port) <= len(str(MOST_PORT)) and 0 < int(port) <= MOST_PORT):
        raise Stop(f"--lan {text} cannot be used: {port!r} is no port from 1 to {MOST_PORT}; {advice}.")
    try:
        where = str(IPv4Address(address)), int(port)
        with socket(AF_INET, SOCK_DGRAM) as probe:  # the station's own sockets would share a port that is taken
            probe.bind(where)
    except ValueError as error:
        raise Stop(f"--lan {text} cannot be used: {address!r} is no IPv4 address; {advice}.") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Stop(f"--lan {text} cannot be used: {why}; {advice}, that no other station uses.") from error
    return where


def _control(port: int | None, host: str, token: str | None) -> ControlServer | None:
    if port is None:
        return None
    from .control_server import ControlServer  # now, because it takes a while to import

    return ControlServer(control_options(port, host, token))


def _trust(ca: Path) -> tuple[str, ...]:
    try:
        ssl.create_default_context(cafile=ca)
        return (ca.read_text(encoding="ascii"),)
    except (OSError, ValueError) as error:  # also ssl.SSLError; ValueError: not in ASCII
        why = getattr(error, "strerror", None) or error
        raise Stop(f"The authority {ca} cannot be used: {why}; name a file in PEM form.") from error


def _store(folder: Path | None) -> Store:
    if folder is None:
        return MemoryStore()
    try:
        store = FolderStore(folder)
        store.load()
    except StationError as error:
        raise Stop(f"{error}.") from error
    return store


def _configure(store: Store, url: str | None, identity: str | None, further: dict[str, str]) -> None:
    """Write it into the configuration, as somebody would have on the configuration pages."""
    wanted = {URL: url, IDENTITY: identity, TYPE: None if url is None else "Ethernet"}
    values = {name: text for name, text in wanted.items() if text is not None} | further
    for name, text in values.items():
        try:
            next(key for key in KEYS if key.name == name).read(text)
            if name == URL:
                _check_port(text)
        except ValueError as error:
            raise Stop(f"{name}: {error}.") from error
    if values:
        store.save_all({"configuration": {**store.load().get("configuration", {}), **values}})


def _check_port(url: str) -> None:
    if not url:
        raise ValueError("it is empty; leave --url out for a station without a backend")
    try:
        port = urlsplit(url).port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError(f"{url!r} has no port from 1 to 65535")
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise ValueError(f"{url!r} has a blank in it")
