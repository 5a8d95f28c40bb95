"""Steps at the backend's certificate and the strictness with which the station checks it."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation

from .backend import BACK_MS, HOST, LOCAL_NETWORK
from .configuration import CONNECTION_STATE, PASSWORD, USER, configure
from .observations import handshake, seen_since
from .vocabulary import step

SECURE_URL, SECURE_PORT = "wss://csms.test/ocpp", 443
STRICTNESS = "SSL Strictness as client"
LOCAL_URL = "WebSockets JSON OCPP URL of the Backend"
PROBLEM = "Connection problem (Backend)"
LEVELS: dict[str, frozenset[str]] = {
    "Encrypt only - No authentication": frozenset(),
    "Allow expired certificate and skip host check": frozenset({"authority"}),
    "Skip host check": frozenset({"authority", "date"}),
    "Allow expired certificate": frozenset({"authority", "host"}),
    "Normal SSL Auth": frozenset({"authority", "host", "date"}),
}
"""The levels of SSL Strictness as client and the checks that each makes (D-BKD-11)."""
CERTIFICATES = (
    "valid",
    "expired",
    "issued for another host",
    "expired and issued for another host",
    "from an unknown authority",
)
Taken = dict[str, frozenset[str]]


# -- certificates -------------------------------------------------------------------------


@given("a backend over TLS")
def tls_backend(bench: Bench) -> None:
    """Reachable under its name; the station is not told about it yet."""
    bench.network.resolve(HOST, tls=True, port=SECURE_PORT)
    bench.backend.accept_boot(interval_s=300)


@given(step("a backend over TLS whose certificate is {situation}"))
def tls_backend_with(bench: Bench, situation: str) -> None:
    """In the words of the catalogue: valid, expired, issued for another host, ..."""
    tls_backend(bench)
    bench.network.certificate(situation)


@when(step('the operator configures it with the SSL strictness "{level:Text}"'), target_fixture="stimulus")
def configure_strictness(bench: Bench, level: str) -> Mark:
    """Over the local network, with Save & Restart."""
    return configure(bench, {**LOCAL_NETWORK, LOCAL_URL: SECURE_URL, STRICTNESS: level})


@then("the line is encrypted")
def encrypted(bench: Bench) -> None:
    """As the backend sees it."""
    opened = bench.journal.last("link", state="open")
    if opened is None or opened.detail["tls"] is not True:
        raise NonConformance("a line over TLS", "it is not" if opened else "there is no line")


@then(step("the backend receives nothing for {duration:Duration}"))
def receives_nothing(bench: Bench, stimulus: Mark, duration: int) -> None:
    """No handshake and no frame."""
    anything = Observation(
        "the station says anything to the backend",
        lambda e: (e.kind == "frame" and e.who == "station") or (e.kind == "link" and e.who == "backend"),
    )
    bench.never(anything, since=stimulus, until_ms=duration)


def _dashboard(bench: Bench) -> dict[str, str]:
    if not bench.operator.log_in(USER, PASSWORD):
        raise NonConformance("the operator logs in and sees the dashboard", "the login was refused")
    return bench.operator.open_page("Dashboard")


@then(step("the dashboard shows the backend as not connected, for its certificate {problem}"))
@then(step('the dashboard shows the backend as not connected and names "{problem:Text}"'))
def names_problem(bench: Bench, problem: str) -> None:
    """The state, and a sentence that helps."""
    rows = _dashboard(bench)
    if rows.get(CONNECTION_STATE) != "Not Connected":
        raise NonConformance("Not Connected", repr(rows.get(CONNECTION_STATE)))
    if problem not in rows.get(PROBLEM, ""):
        raise NonConformance(f"a sentence that names {problem!r}", repr(rows.get(PROBLEM)))


@when("the operator tries every SSL strictness with every certificate", target_fixture="taken")
def try_all(bench: Bench) -> Taken:
    """The certificates with which a line came about, by level."""
    taken: Taken = {}
    for level in LEVELS:
        configure_strictness(bench, level)
        taken[level] = frozenset(situation for situation in CERTIFICATES if _is_taken(bench, situation))
    return taken


def _is_taken(bench: Bench, situation: str) -> bool:
    """The line is cut and comes back, or not, to a backend with this certificate."""
    bench.network.cut()
    bench.wait(1_000)
    bench.network.certificate(situation)
    mark = bench.network.restore()
    accepted = handshake("handshake accepted")
    return bench.wait_until(lambda: bool(seen_since(bench, accepted, mark.number)), within_ms=BACK_MS)


@then("what a level takes, each level that drops one more check takes too")
def in_order(taken: Taken) -> None:
    """For each pair of levels of which one makes all the checks of the other."""
    for strict, checks in LEVELS.items():
        for lax in (level for level, fewer in LEVELS.items() if fewer < checks):
            if not taken[strict] <= taken[lax]:
                more = ", ".join(sorted(taken[strict] - taken[lax]))
                raise NonConformance(f"{lax} takes all that {strict} takes", f"it does not take: {more}")


@then("the strictest takes the valid certificate alone, and the one without authentication takes all")
def both_ends(taken: Taken) -> None:
    """The two ends of the order."""
    ends = taken["Normal SSL Auth"], taken["Encrypt only - No authentication"]
    if ends != (frozenset({"valid"}), frozenset(CERTIFICATES)):
        raise NonConformance("the valid certificate alone, and all", f"{sorted(ends[0])} and {sorted(ends[1])}")
