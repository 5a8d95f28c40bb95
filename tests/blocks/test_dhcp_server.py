"""The DHCP server: who gets which address, who gets it again, and who gets none."""

from __future__ import annotations

import pytest

from reference_impl.blocks.connectivity.dhcp_server import MODE, POOL, DhcpServer
from reference_impl.model import effects as fx
from reference_impl.model import events as ev

from .telling import Values, asked, feed


def server(pool: tuple[str, ...] = POOL, **values: str) -> DhcpServer:
    named = {name.replace("_", " "): value for name, value in values.items()}
    return DhcpServer(Values({MODE: "DHCP server", **named}), pool)


def given(effects: list[fx.Effect]) -> list[tuple[str, str]]:
    return [(one.client, one.address) for one in asked(effects) if isinstance(one, fx.GiveLease)]


def test_the_pool_is_the_manuals() -> None:
    assert (POOL[0], POOL[-1], len(POOL)) == ("172.16.23.100", "172.16.23.254", 155)


def test_a_lease_names_netmask_and_router() -> None:
    effects = feed(server(), ev.LeaseAsked("a"))
    assert effects == [
        fx.Persist("leases", {"a": "172.16.23.100"}),
        fx.GiveLease("a", "172.16.23.100", "255.255.255.0", "172.16.23.1"),
    ]


def test_who_asks_again_gets_the_same_and_nothing_is_written() -> None:
    made = server()
    feed(made, ev.LeaseAsked("a"), ev.LeaseAsked("b"))
    effects = feed(made, ev.LeaseAsked("a"))
    assert given(effects) == [("a", "172.16.23.100")]
    assert not [one for one in effects if isinstance(one, fx.Persist)]


def test_leases_outlive_a_restart() -> None:
    effects = feed(server(), ev.LeaseAsked("a"), ev.LeaseAsked("b"))
    record = [one.value for one in effects if isinstance(one, fx.Persist)][-1]
    made = server()
    feed(made, ev.RecordsRestored({"leases": record}))
    assert given(feed(made, ev.LeaseAsked("c"), ev.LeaseAsked("b"))) == [("c", POOL[2]), ("b", POOL[1])]


def test_when_all_are_taken_nobody_else_gets_one() -> None:
    made = server(POOL[:2])
    assert len(given(feed(made, *(ev.LeaseAsked(name) for name in "abc")))) == 2


def test_the_address_of_the_meter_is_never_leased() -> None:
    made = server(POOL[:2], IP_address_of_second_meter=POOL[0])
    assert given(feed(made, ev.LeaseAsked("a"), ev.LeaseAsked("b"))) == [("a", POOL[1])]
    feed(made, ev.RecordsRestored({"leases": {"a": POOL[0]}}))
    assert given(feed(made, ev.LeaseAsked("a"))) == [("a", POOL[1])], "a lease from before the meter came"


@pytest.mark.parametrize("mode", ["Auto (DHCP client)", "Manual configuration"])
def test_in_other_modes_nobody_gets_one(mode: str) -> None:
    made = DhcpServer(Values({MODE: mode}))
    assert feed(made, ev.LeaseAsked("a")) == []
