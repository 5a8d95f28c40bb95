"""Steps for diagnostics and logs: OCPP 1.6, 5.8, and the security whitepaper."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance

from .backend import SOON_MS
from .file_server import FOLDER, rows_of, tries_of
from .firmware import goes_through
from .observations import answer, date_from_now, payload, request, seen_since
from .vocabulary import step


@when("the backend asks for diagnostics", target_fixture="stimulus")
@given("the backend asked for diagnostics")
def ask_diagnostics(bench: Bench) -> Mark:
    """GetDiagnostics by HTTP, without limits."""
    return bench.backend.request("GetDiagnostics", {"location": bench.files.address(FOLDER)})


@when("the backend asks for diagnostics with", target_fixture="stimulus")
def ask_diagnostics_with(bench: Bench, datatable: list[list[str]]) -> Mark:
    """Rows: scheme, login, retries, retryInterval (s)."""
    rows = rows_of(datatable)
    where = bench.files.address(FOLDER, rows.get("scheme", "http"), rows.get("login", ""))
    return bench.backend.request("GetDiagnostics", {"location": where, **tries_of(rows)})


@when(step("the backend asks for diagnostics of the last {span:Duration}"), target_fixture="stimulus")
def ask_diagnostics_since(bench: Bench, span: int) -> Mark:
    """startTime."""
    content = {"location": bench.files.address(FOLDER), "startTime": date_from_now(bench, -span)}
    return bench.backend.request("GetDiagnostics", content)


@when(step("the backend asks for diagnostics from before the last {span:Duration}"), target_fixture="stimulus")
def ask_diagnostics_until(bench: Bench, span: int) -> Mark:
    """stopTime."""
    content = {"location": bench.files.address(FOLDER), "stopTime": date_from_now(bench, -span)}
    return bench.backend.request("GetDiagnostics", content)


@when(step("the backend asks for the {log:Word} with number {number:Number}"), target_fixture="stimulus")
@given(step("the backend asked for the {log:Word} with number {number:Number}"))
def ask_log(bench: Bench, log: str, number: int) -> Mark:
    """GetLog of SecurityLog or DiagnosticsLog."""
    where = bench.files.address(FOLDER)
    content = {"logType": log, "requestId": number, "retries": 1, "log": {"remoteLocation": where}}
    return bench.backend.request("GetLog", content)


@when(step("the backend asks for the {log:Word} from {after:Duration} in the future"), target_fixture="stimulus")
def ask_log_future(bench: Bench, log: str, after: int) -> Mark:
    """GetLog with an oldestTimestamp that nothing is younger than."""
    limits = {"remoteLocation": bench.files.address(FOLDER), "oldestTimestamp": date_from_now(bench, after)}
    return bench.backend.request("GetLog", {"logType": log, "requestId": 9, "log": limits})


# -- what is told and brought ----------------------------------------------------------------


@then(step('the diagnostics are reported as "{statuses:Text}" within {limit:Duration}'))
def diagnostics_reported(bench: Bench, stimulus: Mark, statuses: str, limit: int) -> None:
    """DiagnosticsStatusNotification."""
    goes_through(bench, "DiagnosticsStatusNotification", stimulus, statuses.split(", "), limit)


@then(step('log {number:Number} is reported as "{statuses:Text}" within {limit:Duration}'))
def log_reported(bench: Bench, stimulus: Mark, number: int, statuses: str, limit: int) -> None:
    """LogStatusNotification, each with the order's number."""
    goes_through(bench, "LogStatusNotification", stimulus, statuses.split(", "), limit)
    sent = seen_since(bench, request("LogStatusNotification"), stimulus.number)
    if {payload(entry).get("requestId") for entry in sent} != {number}:
        raise NonConformance(f"requestId {number} in each", "; ".join(str(e.detail["payload"]) for e in sent))


@then(step('the file named in the answer is uploaded and holds "{text:Text}"'))
def uploaded_holds(bench: Bench, stimulus: Mark, text: str) -> None:
    """fileName of GetDiagnostics, or filename of GetLog."""
    if text not in (found := _uploaded(bench, stimulus)):
        raise NonConformance(f"a file with {text!r}", found[:300])


@then("the file named in the answer is uploaded and is not empty")
def uploaded_something(bench: Bench, stimulus: Mark) -> None:
    """What a station writes into it, and in which form, is its own affair."""
    if not _uploaded(bench, stimulus):
        raise NonConformance("a file with something in it", "an empty file")


@then(step('it does not hold "{text:Text}"'))
def uploaded_lacks(bench: Bench, stimulus: Mark, text: str) -> None:
    """The same file."""
    if text in (found := _uploaded(bench, stimulus)):
        raise NonConformance(f"a file without {text!r}", found[:300])


def _uploaded(bench: Bench, since: Mark) -> str:
    named = [payload(e) for e in seen_since(bench, answer("GetDiagnostics"), since.number)]
    named += [payload(e) for e in seen_since(bench, answer("GetLog"), since.number)]
    if not named:
        raise BenchBroken("the station has not answered yet")
    name = named[-1].get("fileName") or named[-1].get("filename")
    bench.wait_until(lambda: f"{FOLDER}/{name}" in bench.files.uploads(), within_ms=SOON_MS)
    content = bench.files.uploads().get(f"{FOLDER}/{name}")
    if content is None:
        raise NonConformance(f"the file {name} in the folder", ", ".join(bench.files.uploads()) or "none")
    return content.decode("utf-8", errors="replace")


@then("the station answers GetDiagnostics without a file name")
def no_file_name(bench: Bench, stimulus: Mark) -> None:
    """There is nothing to upload."""
    sent = payload(bench.observe(answer("GetDiagnostics"), since=stimulus, within_ms=SOON_MS))
    if sent:
        raise NonConformance("an empty answer", str(sent))
