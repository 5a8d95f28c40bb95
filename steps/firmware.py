"""Steps for firmware updates: OCPP 1.6, 5.19, and the security whitepaper."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation

from .backend import SOON_MS
from .file_server import IMAGE, SIZE, rows_of, tries_of
from .observations import answer, current_flows, date_from_now, payload, request, seen_since
from .vocabulary import step

UPDATED_MS = 15 * 60_000
"""An update, from the end of its download to the station's next report for duty (discrepancy D-FWU-02)."""


# -- orders ----------------------------------------------------------------------------------


def _order_update(bench: Bench, rows: dict[str, str], in_ms: int = 0) -> Mark:
    where = bench.files.address(IMAGE, rows.get("scheme", "http"), rows.get("login", ""))
    content: dict[str, Any] = {"location": where, "retrieveDate": date_from_now(bench, in_ms), **tries_of(rows)}
    return bench.backend.request("UpdateFirmware", content)


@when("the backend orders the update", target_fixture="stimulus")
@given("the backend ordered the update")
def order_update(bench: Bench) -> Mark:
    """UpdateFirmware over HTTP, now."""
    return _order_update(bench, {})


@when("the backend orders the update with", target_fixture="stimulus")
@given("the backend ordered the update with")
def order_update_with(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Rows: scheme, login, retries, retryInterval (s)."""
    return _order_update(bench, rows_of(datatable))


@when(step("the backend orders the update for {after:Duration} from now"), target_fixture="stimulus")
def order_update_later(bench: Bench, after: int) -> Mark:
    """retrieveDate in the future."""
    return _order_update(bench, {}, after)


@given(step("the backend ordered the update for {after:Duration} from now"))
def ordered_update_later(bench: Bench, after: int) -> None:
    """A second ago."""
    _order_update(bench, {}, after)
    bench.wait(1_000)


@when(step("the backend orders the update, dated {ago:Duration} ago"), target_fixture="stimulus")
def order_update_past(bench: Bench, ago: int) -> Mark:
    """retrieveDate in the past."""
    return _order_update(bench, {}, -ago)


def _order_signed(bench: Bench, kind: str, number: int, install_in_ms: int | None = None) -> Mark:
    """The signature is that over the sound image of 5.34.0, whatever the server offers."""
    sound = bench.manufacturer.image("5.34.0", size=SIZE)
    install = {} if install_in_ms is None else {"installDateTime": date_from_now(bench, install_in_ms)}
    firmware = {
        "location": bench.files.address(IMAGE),
        "retrieveDateTime": date_from_now(bench, 0),
        "signingCertificate": bench.manufacturer.certificate(kind),
        "signature": bench.manufacturer.signature(sound),
        **install,
    }
    return bench.backend.request("SignedUpdateFirmware", {"requestId": number, "firmware": firmware})


@given(step("the station was updated to firmware {version:Word}"))
def updated(bench: Bench, version: str) -> None:
    """Up or down, over the backend, and connected again."""
    bench.files.put(IMAGE, bench.manufacturer.image(version, size=SIZE))
    mark = _order_update(bench, {})
    bench.observe(request("BootNotification", firmwareVersion=version), since=mark, within_ms=UPDATED_MS)
    bench.wait(SOON_MS)


@when(step("the backend orders signed update {number:Number} with a certificate that is {kind:Word}"),
      target_fixture="stimulus")  # fmt: skip
@given(step("the backend ordered signed update {number:Number} with a certificate that is {kind:Word}"))
def order_signed(bench: Bench, number: int, kind: str) -> Mark:
    """SignedUpdateFirmware to 5.34.0; genuine, foreign, expired or revoked."""
    return _order_signed(bench, kind, number)


@when(step("the backend orders signed update {number:Number}, to be installed in {after:Duration}"),
      target_fixture="stimulus")  # fmt: skip
def order_signed_later(bench: Bench, number: int, after: int) -> Mark:
    """SignedUpdateFirmware with installDateTime."""
    return _order_signed(bench, "genuine", number, after)


# -- what the backend is told ----------------------------------------------------------------


def _statuses(bench: Bench, action: str, since: int) -> list[str]:
    return [str(payload(entry).get("status")) for entry in seen_since(bench, request(action), since)]


def goes_through(bench: Bench, action: str, since: Mark, wanted: list[str], within_ms: int) -> None:
    """These statuses in this order and no other, the last of them in time.

    One may be told again, for instance Downloading with each try, and InstallRebooting need not be told.
    """
    left_ms = max(0, since.at_ms + within_ms - bench.mark().at_ms)
    bench.wait_until(lambda: _statuses(bench, action, since.number)[-1:] == wanted[-1:], within_ms=left_ms)
    seen = [status for status, _ in groupby(_statuses(bench, action, since.number))]
    if seen not in (wanted, [status for status in wanted if status != "InstallRebooting"]):
        raise NonConformance(f"{action} {', '.join(wanted)} within {within_ms} ms", ", ".join(seen) or "none")


@then(step('the update is reported as "{statuses:Text}" within {limit:Duration}'))
def update_reported(bench: Bench, stimulus: Mark, statuses: str, limit: int) -> None:
    """FirmwareStatusNotification."""
    goes_through(bench, "FirmwareStatusNotification", stimulus, statuses.split(", "), limit)


@then(step('signed update {number:Number} is reported as "{statuses:Text}" within {limit:Duration}'))
def signed_reported(bench: Bench, stimulus: Mark, number: int, statuses: str, limit: int) -> None:
    """SignedFirmwareStatusNotification, each with the order's number."""
    action = "SignedFirmwareStatusNotification"
    goes_through(bench, action, stimulus, statuses.split(", "), limit)
    numbers = {payload(entry).get("requestId") for entry in seen_since(bench, request(action), stimulus.number)}
    if numbers != {number}:
        raise NonConformance(f"requestId {number} in each", str(sorted(map(str, numbers))))


@then(step("the backend is told {status:Word} in {action:Word}"))
def told_status(bench: Bench, stimulus: Mark, status: str, action: str) -> None:
    """Within ten seconds of the stimulus."""
    bench.observe(request(action, status=status), since=stimulus, within_ms=SOON_MS)


@then(step("the backend learns of {kind:Word} within {limit:Duration}"))
def learns_of(bench: Bench, stimulus: Mark, kind: str, limit: int) -> None:
    """A security event of the whitepaper, in SecurityEventNotification."""
    bench.observe(request("SecurityEventNotification", type=kind), since=stimulus, within_ms=limit)


@then(step("the station reports for duty with version {version:Word} within {limit:Duration}"))
def boots_with(bench: Bench, stimulus: Mark, version: str, limit: int) -> None:
    """The next BootNotification names it, and so does the key FirmwareVersion."""
    boot = bench.observe(request("BootNotification"), since=stimulus, within_ms=limit)
    named = payload(boot).get("firmwareVersion")
    if named != version:
        raise NonConformance(f"BootNotification with firmwareVersion {version}", str(named))
    bench.wait(5_000)
    mark = bench.backend.request("GetConfiguration", {"key": ["FirmwareVersion"]})
    rows = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS))["configurationKey"]
    if [row.get("value") for row in rows] != [version]:
        raise NonConformance(f"FirmwareVersion = {version}", str(rows))


@then(step("the station runs version {version:Word} and has not restarted"))
def version_kept(bench: Bench, stimulus: Mark, version: str) -> None:
    """Asked now over OCPP; no BootNotification since the stimulus."""
    mark = bench.backend.request("GetConfiguration", {"key": ["FirmwareVersion"]})
    rows = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS))["configurationKey"]
    if [row.get("value") for row in rows] != [version]:
        raise NonConformance(f"FirmwareVersion = {version}", str(rows))
    if seen_since(bench, request("BootNotification"), stimulus.number):
        raise NonConformance("no restart", "a BootNotification")


@then(step("the backend sees both sockets Unavailable before the installation begins"))
def unavailable_before(bench: Bench, stimulus: Mark) -> None:
    """And nothing else of them until the station has restarted."""
    installing = bench.observe(
        request("FirmwareStatusNotification", status="Installing"), since=stimulus, within_ms=UPDATED_MS
    )
    bench.wait(60_000)
    for socket in (1, 2):
        seen = seen_since(bench, request("StatusNotification", connectorId=socket), stimulus.number)
        told = [str(payload(entry)["status"]) for entry in seen]
        if told != ["Unavailable"] or seen[0].at_ms > installing.at_ms + SOON_MS:
            raise NonConformance(f"connector {socket} Unavailable while firmware is installed", ", ".join(told))


SWITCHES_MS = 1_000
"""The message and the ring need not be of one moment."""


@then(step("the ring of socket {socket:Socket} is steady green, yellow and blue while the firmware is installed"))
def update_light(bench: Bench, stimulus: Mark, socket: int) -> None:
    """From Installing to the restart, for ten minutes at most, and ready green afterwards."""
    begun = bench.observe(
        request("FirmwareStatusNotification", status="Installing"), since=stimulus, within_ms=UPDATED_MS
    )
    mark = Mark(begun.at_ms, begun.number)
    restart = Observation("the station restarts", lambda e: e.kind == "restart")
    gone = bench.observe(restart, since=mark, within_ms=10 * 60_000)
    shown = bench.led(socket).seen(mark)
    lit = [one for one in shown if one.from_ms < gone.at_ms and one.to_ms > begun.at_ms + SWITCHES_MS]
    wanted = ("steady", ["blue", "green", "yellow"])
    if not lit or any((one.motion, sorted(one.colours)) != wanted for one in lit):
        raise NonConformance("steady green-yellow-blue", "; ".join(f"{s.motion} {s.colours}" for s in lit))
    ready = Observation(
        f"ready green at socket {socket}",
        lambda e: (e.kind, e.detail.get("socket"), e.detail.get("motion"), e.detail.get("colours"))
        == ("light", socket, "steady", "green"),
    )
    bench.observe(ready, since=mark, within_ms=10 * 60_000)


# -- an update and what goes on around it ----------------------------------------------------


@then(step('the update that the backend then orders is reported as "{statuses:Text}"'))
def update_then(bench: Bench, statuses: str) -> None:
    """Ordered now."""
    mark = _order_update(bench, {})
    goes_through(bench, "FirmwareStatusNotification", mark, statuses.split(", "), UPDATED_MS)


@then(step('the station still charges for card "{uid:Text}"'))
def still_charges(bench: Bench, uid: str) -> None:
    """A vehicle, the card, current."""
    mark = bench.vehicle(1).plug_in()
    bench.wait(2_000)
    bench.reader(1).present(uid)
    bench.observe(current_flows(1), since=mark, within_ms=60_000)


@then(step('the update begins once card "{uid:Text}" has ended the session of socket {socket:Socket}'))
def begins_behind(bench: Bench, uid: str, socket: int) -> None:
    """Installing follows the end of the session, and only then."""
    if "Installing" in _statuses(bench, "FirmwareStatusNotification", 0):
        raise NonConformance("Installing after the session", "Installing before its end")
    mark = bench.reader(socket).present(uid)
    wanted = request("FirmwareStatusNotification", status="Installing")
    installing = bench.observe(wanted, since=mark, within_ms=UPDATED_MS)
    stopped = bench.observe(request("StopTransaction"), since=mark, within_ms=UPDATED_MS)
    if installing.at_ms < stopped.at_ms:
        raise NonConformance("Installing behind the end of the transaction", "before it")


@then(step("the station runs {new:Word} within {limit:Duration}, after no other version than {old:Word}"))
def ends_on(bench: Bench, stimulus: Mark, new: str, limit: int, old: str) -> None:
    """As its BootNotifications say."""
    bench.observe(request("BootNotification", firmwareVersion=new), since=stimulus, within_ms=limit)
    boots = [payload(e).get("firmwareVersion") for e in seen_since(bench, request("BootNotification"), stimulus.number)]
    if not set(boots) <= {old, new}:
        raise NonConformance(f"{old} or {new}", ", ".join(map(str, boots)))


@then(step("the station claims the profile {profile:Word}"))
def claims_profile(bench: Bench, profile: str) -> None:
    """SupportedFeatureProfiles of GetConfiguration."""
    mark = bench.backend.request("GetConfiguration", {"key": ["SupportedFeatureProfiles"]})
    rows = payload(bench.observe(answer("GetConfiguration"), since=mark, within_ms=SOON_MS))["configurationKey"]
    if profile not in str(rows[0].get("value")).split(","):
        raise NonConformance(f"{profile} among SupportedFeatureProfiles", str(rows))
