"""Steps about which limit it is: what a station says of it on its dashboard, and what of that is in the journal.

A place is a station and a socket: "2/1".
"""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.bench.api import Bench, BenchBroken, Mark, NonConformance, SaidLimit

from .configuration import PASSWORD, USER
from .limits import CONNECTOR, FOLLOWS_MS
from .site import places
from .vocabulary import step

LIMITED_BY = "Signaled Current is limited by"
EACH_PHASE = "Limit on L1, L2 and L3"
ISLAND_A = "DLM distributable current (L1/L2/L3) [A]"
ISLAND_BY = "DLM distributable current is limited by (L1/L2/L3)"


def _dashboard(bench: Bench, station: int) -> dict[str, str]:
    operator = bench.station(station).operator
    if not operator.log_in(USER, PASSWORD):
        raise BenchBroken(f"the operator cannot log in at station {station}")
    return operator.open_page("Dashboard")


def _wanted(l1: int, l2: int, l3: int, sources: tuple[str, str, str]) -> SaidLimit:
    return SaidLimit((l1, l2, l3), sources)


def _is_said(bench: Bench, where: str, wanted: SaidLimit) -> None:
    """On the dashboard, and the same in the journal, within 10 s."""
    ((station, socket),) = places(where)
    bench.wait_until(lambda: bench.station(station).limit(socket) == wanted, within_ms=FOLLOWS_MS)
    page = _dashboard(bench, station)
    seen = page.get(EACH_PHASE + CONNECTOR[socket], "no such row")
    if seen != str(wanted) or page.get(LIMITED_BY + CONNECTOR[socket]) != wanted.sources[0]:
        raise NonConformance(f"at {where}: {wanted}", f"dashboard: {seen}")
    if (said := bench.station(station).limit(socket)) != wanted:
        raise NonConformance(f"at {where}: {wanted}", f"journal: {said}")


@then(step('the station says that {most:Current} at {where:Word} are the limit of "{source:Text}"'))
def limit_is(bench: Bench, most: int, where: str, source: str) -> None:
    """On all phases."""
    _is_said(bench, where, _wanted(most, most, most, (source, source, source)))


@then(
    step(
        "the station says that {l1:Current}, {l2:Current} and {l3:Current} at {where:Word} are the limits of "
        '"{one:Text}", "{two:Text}" and "{three:Text}"'
    )
)
def limits_are(bench: Bench, l1: int, l2: int, l3: int, where: str, one: str, two: str, three: str) -> None:
    """On L1, L2 and L3 of the socket."""
    _is_said(bench, where, _wanted(l1, l2, l3, (one, two, three)))


@then(step('the station names "{source:Text}" as the limit at {where:Word}'))
def source_is(bench: Bench, source: str, where: str) -> None:
    """However much that is: what the vehicle is offered."""
    ((station, socket),) = places(where)

    def offered() -> SaidLimit:
        """As the vehicle reads it; a duty cycle of whole per mille offers up to 0.1 A less."""
        most = -(-bench.station(station).vehicle(socket).offered_da() // 10) * 10
        return _wanted(most, most, most, (source, source, source))

    bench.wait_until(lambda: bench.station(station).limit(socket) == offered(), within_ms=FOLLOWS_MS)
    _is_said(bench, where, offered())


def _island_is(bench: Bench, wanted: SaidLimit) -> None:
    bench.wait_until(lambda: bench.station(1).limit() == wanted, within_ms=FOLLOWS_MS)
    page = _dashboard(bench, 1)
    seen = page.get(ISLAND_A, "no such row"), page.get(ISLAND_BY, "no such row")
    if seen != ("/".join(str(da // 10) for da in wanted.phases_da), "/".join(wanted.sources)):
        raise NonConformance(f"for the island: {wanted}", f"dashboard: {' by '.join(seen)}")
    if (said := bench.station(1).limit()) != wanted:
        raise NonConformance(f"for the island: {wanted}", f"journal: {said}")


@then(step('the master says that {most:Current} for its island are the limit of "{source:Text}"'))
def island_limit_is(bench: Bench, most: int, source: str) -> None:
    """On all phases of the grid."""
    _island_is(bench, _wanted(most, most, most, (source, source, source)))


@then(
    step(
        "the master says that {l1:Current}, {l2:Current} and {l3:Current} for its island are the limits of "
        '"{one:Text}", "{two:Text}" and "{three:Text}"'
    )
)
def island_limits_are(bench: Bench, l1: int, l2: int, l3: int, one: str, two: str, three: str) -> None:
    """On L1, L2 and L3 of the grid."""
    _island_is(bench, _wanted(l1, l2, l3, (one, two, three)))


@when(step("external input {number:Number} of the master opens"), target_fixture="stimulus")
def input_opens(bench: Bench, number: int) -> Mark:
    """A potential-free contact."""
    return bench.station(1).faults(1).switch_input(number, False)
