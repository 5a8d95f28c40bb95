"""Islands in which anything happens: no phase ever carries more than the limit (DLM-062, DLF-015, DLF-024)."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.blocks.load_management import parameters as names

from .dlm_island import Island, Node

STATIONS = 3
DISCONNECTED_A = 7
LIMIT_A = 2 * STATIONS * DISCONNECTED_A
"""The rule of 7.7: the Disconnected Limits of all sockets together."""
WAIT_S = st.sampled_from([0.001, 0.5, 3, 5, 9.999, 10, 24, 26, 31, 59, 61, 66, 120])
SOCKET = st.tuples(st.integers(0, STATIONS - 1), st.integers(1, 2))
LATE_MS = st.sampled_from([1, 1, 1, 30, 2_500, 11_000, 24_000, 58_000, 75_000])
"""So long a datagram may be under way."""
STEP = st.one_of(
    st.tuples(st.just("car"), SOCKET, st.sampled_from([(0, 1, 2), (0,), (1, 2)]), st.sampled_from([100, 5_000])),
    st.tuples(st.just("leaves"), SOCKET),
    st.tuples(st.just("takes"), SOCKET, st.integers(6, 32)),
    st.tuples(st.just("cut"), st.integers(0, STATIONS - 1)),
    st.tuples(st.just("restore"), st.integers(0, STATIONS - 1)),
    st.tuples(st.just("power"), st.integers(0, STATIONS - 1)),
    st.tuples(st.just("deaf"), st.integers(0, STATIONS - 1)),
    st.tuples(st.just("lossy"), st.integers(0, 4)),
    st.tuples(st.just("odd ways"), st.lists(st.lists(LATE_MS, max_size=2).map(tuple), min_size=1, max_size=7)),
    st.tuples(st.just("disconnected"), st.integers(0, STATIONS - 1), st.sampled_from([0, 6, DISCONNECTED_A])),
    st.tuples(st.just("minimum"), st.integers(6, 12)),
)
WALKS = st.lists(st.tuples(STEP, WAIT_S), min_size=5, max_size=40)


def do(island: Island, nodes: list[Node], step: tuple[Any, ...]) -> None:
    match step:
        case ("car", (number, socket), conductors, reaction_ms):
            if socket not in nodes[number].cars and nodes[number].running:
                nodes[number].arrives(socket, conductors, 32, reaction_ms=reaction_ms)
        case ("leaves", (number, socket)):
            if socket in nodes[number].cars:
                nodes[number].leaves(socket)
        case ("takes", (number, socket), takes_a):
            if socket in nodes[number].cars:
                nodes[number].takes(socket, takes_a)
        case ("cut", number):
            nodes[number].connected = False
        case ("restore", number):
            nodes[number].connected, nodes[number].deaf = True, False
        case ("deaf", number):
            nodes[number].deaf = True
        case ("power", number):
            nodes[number].stop()
            island.run(20)
            nodes[number].boot()
        case ("lossy", every):
            island.lose = every
        case ("odd ways", ways):
            island.ways = tuple(ways)
        case ("disconnected", number, amperes):
            island.store(nodes[number], names.DISCONNECTED, str(amperes))
        case ("minimum", amperes):
            island.store(nodes[0], names.MINIMUM, str(amperes))


def begun(*, masters: int = 1) -> tuple[Island, list[Node]]:
    """A car at each station, and the island at work."""
    island = Island(LIMIT_A)
    nodes = [island.master()]
    for number in range(2, STATIONS + 1):
        limit = "/".join([str(LIMIT_A)] * 3)
        role = names.WITH_SLAVE if number <= masters else names.DISCOVERING
        nodes.append(island.slave(number, {names.ROLE: role, names.SUB: limit, names.OPSUB: limit}))
    island.run(40)
    for node in nodes:
        node.arrives(1)
    island.run(40 if masters == 1 else 110)
    return island, nodes


def walked(walk: list[tuple[tuple[Any, ...], float]], masters: int = 1) -> tuple[Island, list[Node]]:
    island, nodes = begun(masters=masters)
    for step, wait_s in walk:
        do(island, nodes, step)
        island.run(wait_s)
    return island, nodes


@settings(max_examples=60, deadline=None)
@given(WALKS)
def test_no_phase_ever_carries_more_than_the_limit(walk: list[tuple[tuple[Any, ...], float]]) -> None:
    island, _ = walked(walk)
    island.run(90)
    assert island.overloads == []


@settings(max_examples=60, deadline=None)
@given(WALKS)
def test_nor_with_a_second_master_that_yields(walk: list[tuple[tuple[Any, ...], float]]) -> None:
    island, _ = walked(walk, masters=2)
    island.run(90)
    assert island.overloads == []


@settings(max_examples=30, deadline=None)
@given(WALKS, st.sampled_from([1, 2]))
def test_whatever_happened_the_island_finds_together_again_and_uses_what_it_has(
    walk: list[tuple[tuple[Any, ...], float]], masters: int
) -> None:
    island, nodes = walked(walk, masters)
    island.lose, island.ways = 0, ((1,),)
    for node in nodes:
        node.connected, node.deaf = True, False
        for socket in list(node.cars):
            node.leaves(socket)
    island.run(300)
    assert nodes[0].rows["master"]["DLM slaves connected"] == str(STATIONS - 1)
    for node in nodes:
        node.arrives(1)
    island.run(65)
    assert LIMIT_A - 3 <= sum(node.offer_a(1) for node in nodes) <= LIMIT_A
