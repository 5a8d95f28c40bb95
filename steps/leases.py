"""Steps for addresses on the local network: who asks for one, and what is given."""

from __future__ import annotations

from ipaddress import IPv4Address

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance
from fixtures.bench.journal import Entry

from .vocabulary import step

METER = "meter"
NEXT = "next host"


def _ask(bench: Bench, clients: list[str]) -> Mark:
    mark = bench.mark()
    for client in clients:
        bench.lan.lease(client)
    return mark


def _hosts(number: int) -> list[str]:
    return [f"host {chr(ord('a') + n // 26)}{chr(ord('a') + n % 26)}" for n in range(number)]


def _given(bench: Bench, since: Mark) -> dict[str, Entry]:
    """The first answer to each who asked."""
    answers: dict[str, Entry] = {}
    for entry in bench.journal.after(since.number):
        if entry.kind == "lease" and entry.detail["state"] == "given":
            answers.setdefault(entry.to, entry)
    return answers


def _asked(bench: Bench, since: Mark) -> list[str]:
    entries = bench.journal.after(since.number)
    return [entry.who for entry in entries if entry.kind == "lease" and entry.detail["state"] == "asked"]


def _address(entry: Entry) -> IPv4Address:
    return IPv4Address(str(entry.detail["address"]))


@given(step("{number:Number} hosts got an address"), target_fixture="before")
@when(step("{number:Number} hosts ask for an address"), target_fixture="stimulus")
@when(step("{number:Number} host asks for an address"), target_fixture="stimulus")
def hosts_ask(bench: Bench, number: int) -> Mark:
    """DHCP clients, one after the other."""
    return _ask(bench, _hosts(number))


@when("the meter asks for an address", target_fixture="stimulus")
def meter_asks(bench: Bench) -> Mark:
    """As its mode Dynamic (DHCP) says."""
    return _ask(bench, [METER])


@when("the same hosts ask again, the last first", target_fixture="stimulus")
def ask_again(bench: Bench, before: Mark) -> Mark:
    """In another order, so that counting does not do."""
    return _ask(bench, _asked(bench, before)[::-1])


@then(step('each of them gets another address, from "{first:Text}" to "{last:Text}"'))
def all_different(bench: Bench, stimulus: Mark, first: str, last: str) -> None:
    """Nobody is left out, no address is given twice, none lies outside."""
    asked, answers = _asked(bench, stimulus), _given(bench, stimulus)
    addresses = {_address(entry) for entry in answers.values()}
    inside = all(IPv4Address(first) <= address <= IPv4Address(last) for address in addresses)
    if not asked or len(addresses) != len(asked) or not inside:
        listed = ", ".join(str(address) for address in sorted(addresses)[:3])
        raise NonConformance(
            f"{len(asked)} different addresses from {first} to {last}", f"{len(addresses)}: {listed} ..."
        )


@then("the next host that asks gets no address")
def nothing_left(bench: Bench) -> None:
    """Nobody answers."""
    if address := bench.lan.lease(NEXT):
        raise NonConformance("no address is given", f"{address} is given")


@then(step('none of them gets an address from "{first:Text}" to "{last:Text}"'))
def left_alone(bench: Bench, stimulus: Mark, first: str, last: str) -> None:
    """All that is given lies elsewhere."""
    answers = _given(bench, stimulus)
    wrong = [_address(e) for e in answers.values() if IPv4Address(first) <= _address(e) <= IPv4Address(last)]
    if wrong or not answers:
        told = ", ".join(map(str, wrong)) or "no address at all"
        raise NonConformance(f"addresses outside of {first} to {last}", told)


@then(step('nobody is given the address "{address:Text}"'))
def not_given(bench: Bench, stimulus: Mark, address: str) -> None:
    """It is somebody's own."""
    left_alone(bench, stimulus, address, address)


@then(step('its netmask is "{netmask:Text}" and its gateway "{router:Text}"'))
def netmask_and_gateway(bench: Bench, stimulus: Mark, netmask: str, router: str) -> None:
    """What comes with the address."""
    told = [(str(e.detail["netmask"]), str(e.detail["router"])) for e in _given(bench, stimulus).values()]
    if set(told) != {(netmask, router)}:
        raise NonConformance(f"netmask {netmask} and gateway {router}", str(told))


@then(step("only station {number:Number} answers them"))
def only_one_server(bench: Bench, stimulus: Mark, number: int) -> None:
    """One answer to each, all from there."""
    entries = [e for e in bench.journal.after(stimulus.number) if e.kind == "lease" and e.detail["state"] == "given"]
    servers = [int(entry.detail.get("station", 1)) for entry in entries]
    if servers != [number] * len(_asked(bench, stimulus)):
        raise NonConformance(f"station {number} answers each of them once", f"answers come from {servers}")


@then("each of them gets the address that it had")
def same_addresses(bench: Bench, before: Mark, stimulus: Mark) -> None:
    """As in the answers before."""
    now = {client: str(entry.detail["address"]) for client, entry in _given(bench, stimulus).items()}
    earlier = {client: str(entry.detail["address"]) for client, entry in _given(bench, before).items()}
    if now != earlier or not now:
        raise NonConformance(str(earlier), str(now))
