"""Steps for the download of the log files: manual, chapter 10, Andere fouten."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pytest_bdd import then, when

from fixtures.bench.api import Bench, Mark, NonConformance

from .configuration import enter
from .observations import payload, request, seen_since
from .vocabulary import step

IDENTITY = "OCPP ChargeBoxIdentity (ChargePointID)"


@when("the operator looks at the menu", target_fixture="menu")
def menu(bench: Bench) -> dict[str, str]:
    """Its entries, and what stands below each."""
    enter(bench)
    return bench.operator.open_page("Menu")


@then(step('below {entry:Word} there is a page with the button "{button:Text}"'))
def button_below(bench: Bench, menu: dict[str, str], entry: str, button: str) -> None:
    """How deep is not asked (D-TRB-11)."""
    below = [page for page in menu.get(entry, "").split("; ") if page]
    if not any(button in bench.operator.open_page(page) for page in (entry, *below)):
        raise NonConformance(f"a button {button!r} below {entry}", f"below {entry}: {', '.join(below) or 'nothing'}")


@when("the operator downloads the log files", target_fixture="download")
def download(bench: Bench) -> bytes:
    """What the browser saves."""
    enter(bench)
    return bench.operator.download_logs()


@when("the operator downloads the log files during it", target_fixture="stimulus")
def download_during(bench: Bench) -> Mark:
    """The mark is from before."""
    mark = bench.mark()
    _unpacked(download(bench))
    return mark


@when("somebody who has not logged in presses the button for the log files", target_fixture="download")
def download_outside(bench: Bench) -> bytes:
    """On a browser that has not been used before."""
    bench.mains.cut()  # whoever was logged in is not any more
    bench.mains.restore()
    return bench.operator.download_logs()


@then("nothing is saved until the operator has logged in and presses it")
def only_inside(bench: Bench, download: bytes) -> None:
    """The address alone gives nothing."""
    if download:
        raise NonConformance("no file without a login", f"a file of {len(download)} bytes")
    enter(bench)
    _unpacked(bench.operator.download_logs())


@then("what is saved is a sound ZIP file with at least one file in it")
def sound(download: bytes) -> None:
    """Complete, with every checksum right."""
    _unpacked(download)


@then("the downloaded files hold the ChargeBoxIdentity and the firmware version of the station")
def hold_identity(bench: Bench, download: bytes) -> None:
    """The identity of the configuration page; the version that the backend is told."""
    (boot,) = seen_since(bench, request("BootNotification"), 0)[:1]
    found = _text(download)
    for wanted in (bench.operator.open_page("Backend")[IDENTITY], str(payload(boot)["firmwareVersion"])):
        if wanted not in found:
            raise NonConformance(f"{wanted} in the files", found[:300])


@then(step("the downloaded files tell that a session began at socket {socket:Socket}"))
def tell_session(download: bytes, socket: int) -> None:
    """Their format is not laid down."""
    _one_line(download, f"socket {socket}", "session", "begin")


@then(step('the downloaded files tell of "{what:Text}" at socket {socket:Socket}'))
def tell_fault(download: bytes, socket: int, what: str) -> None:
    """Their format is not laid down."""
    _one_line(download, f"socket {socket}", what)


@then(step('no downloaded file holds "{secret:Text}"'))
def hold_not(download: bytes, secret: str) -> None:
    """Not in clear."""
    if secret in _text(download):
        raise NonConformance(f"no {secret} in the files", f"it is in one of {', '.join(_unpacked(download))}")


@then("every downloaded file can be read as text")
def readable(download: bytes) -> None:
    """UTF-8, and no control characters."""
    for name, content in _unpacked(download).items():
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            raise NonConformance(f"{name} can be read", str(error)) from None
        if not text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
            raise NonConformance(f"{name} can be read", repr(text[:100]))


def _unpacked(download: bytes) -> Mapping[str, bytes]:
    """Name and content of each member; NonConformance when it is no ZIP file, is damaged or empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(download)) as archive:
            damaged = archive.testzip()
            members = {} if damaged else {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError) as error:
        raise NonConformance("a ZIP file", f"{len(download)} bytes: {error}") from None
    if damaged or not members:
        raise NonConformance("a sound ZIP file with at least one file", f"{damaged} is damaged" if damaged else "none")
    return members


def _text(download: bytes) -> str:
    return "\n".join(content.decode(errors="replace") for content in _unpacked(download).values())


def _one_line(download: bytes, *words: str) -> None:
    text = _text(download)
    if not any(all(word in line for word in words) for line in text.splitlines()):
        raise NonConformance(f"a line about {', '.join(words)}", text[-300:])
