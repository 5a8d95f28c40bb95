"""The end of `stationproof station --url ...`: what is said of the backend, and the exit code that it asks for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.station.host import Store

from .backend_judge.report import PAGE, About, as_text, verdict, write_report
from .child import make_folder
from .codes import NO_VERDICT, NONCONFORMANCE, PASS, Stop, complain
from .places import our_version, shown
from .session import Session
from .simulation import Simulation
from .tell import say

CODES = {"fault": NONCONFORMANCE, "no_fault": PASS, "nothing": NO_VERDICT}
SAID = ("WebSockets JSON OCPP URL of the Backend", "OCPP ChargeBoxIdentity (ChargePointID)", "FirmwareVersion")
"""What the station's configuration says of itself."""


def prepare(folder: Path | None, url: str | None) -> None:
    """See that a report can be written there before anything is run; Stop when not. None: nobody wants one."""
    if folder is None:
        return
    if url is None:
        raise Stop("--report judges a backend; name it with --url.")
    make_folder(folder)
    probe = folder / PAGE
    try:
        probe.touch()
    except OSError as error:
        raise Stop(f"Nothing can be written in {shown(folder)}: {error.strerror}; name another folder.") from error


def run_judged(session: Session, store: Store, folder: Path | None, *, quiet: bool) -> int:
    """Run until somebody leaves, or it fails, and say what was found of the backend; the exit code."""
    try:
        asyncio.run(session.run())
    finally:
        station = session.station
        code = conclude(station, store, folder, quiet=quiet) if isinstance(station, Simulation) else PASS
    return code


def conclude(station: Simulation, store: Store, folder: Path | None, *, quiet: bool) -> int:
    """Write and say what was found; the exit code. Without a folder only that there is something, and PASS."""
    if folder is None:
        broken = sum(one.weight == "broken" for one in station.judge.findings.values())
        if broken and not quiet:
            complain(f"The backend broke OCPP in {broken} way(s); --report DIR writes a report with the frames.")
        return PASS
    found = verdict(station.judge, _about(station, store))
    try:
        files = write_report(found, station.journal, folder)
    except OSError as error:
        say(as_text(found))
        raise Stop(f"The report cannot be written in {shown(folder)}: {error.strerror}.", NO_VERDICT) from error
    if not quiet:
        say(f"{as_text(found)}\nOpen {shown(files[0])}")
    return CODES[found.kind]


def _about(station: Simulation, store: Store) -> About:
    saved = store.load().get("configuration", {})
    values = {key.name: str(saved.get(key.name, key.default)) for key in KEYS if key.name in SAID}
    url, identity, firmware = (values[name] for name in SAID)
    began = datetime.fromtimestamp(station.start_ms / 1000, UTC)
    return About(
        url=_without_password(url),
        identity=identity,
        firmware=firmware,
        started=f"{began:%Y-%m-%d %H:%M:%S} UTC",
        lasted_ms=station.now_ms(),
        version=our_version(),
    )


def _without_password(url: str) -> str:
    """The URL as it may be shown to others."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
