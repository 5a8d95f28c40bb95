"""The registers of one socket: what they show, what may be written, and what holds when the manager goes silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.peers.energy_manager import QUANTITIES, words_for
from reference_impl.blocks.energy_management.registers import REGISTERS, of_firmware, overlaps
from reference_impl.blocks.energy_management.server import EnergyManager
from reference_impl.blocks.energy_management.values import VALUES
from reference_impl.blocks.energy_management.writes import WRITES
from reference_impl.blocks.signals.faults import FAULTS
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.grants import Grant, Source
from reference_impl.model.quantities import Current

from .telling import Values, asked, feed, told

SERVER = "Modbus TCP Server for energy management systems"
ROLE = "Dynamic Load Management - DLM Master/Slave"
MASTER = "DLM Master (With internal DLM-Slave)"
NOT_SERVED = {
    *range(135, 140), 621, *range(630, 636), 700, 701, 703, 713, 730,
}  # fmt: skip
"""Known from documents, and without a meaning that the station could fill (docs/modbus-server.md)."""
METER = ev.MeterRead(1, "energy manager", 70_000, (100, 101, 102), (230, 231, 232), (2300, 2333, 2366))


def manager(socket: int = 1, **changed: str) -> EnergyManager:
    names = {"role": ROLE, "firmware": "FirmwareVersion", "start": "Modbus TCP Server Allow Start/Stop Transaction",
             "uid": "Modbus TCP Server Allow UID Disclose"}  # fmt: skip
    values = Values({SERVER: "On", **{names[name]: text for name, text in changed.items()}})
    made = EnergyManager(socket, values, FAULTS)
    feed(made, ev.Booted("power"))
    return made


def ask(made: EnergyManager, address: int, count: int = 1, function: int = 3) -> fx.AnswerManager:
    """The answer; the meter, where it is asked, shows METER."""
    effects = feed(made, ev.ManagerAsked(1, "r", function, address, count))
    if fx.ReadMeter(1, "energy manager") in effects:
        effects += feed(made, METER)
    (answer,) = (effect for effect in effects if isinstance(effect, fx.AnswerManager))
    return answer


def write(made: EnergyManager, address: int, *words: int, function: int = 16) -> list[fx.Effect]:
    return feed(made, ev.ManagerAsked(1, "w", function, address, len(words), words))


def code(effects: list[fx.Effect]) -> int:
    (answer,) = (effect for effect in effects if isinstance(effect, fx.AnswerManager))
    return answer.exception


def limits(effects: list[fx.Effect]) -> list[ev.Event]:
    return [event for event in told(effects) if isinstance(event, ev.ManagerLimited)]


# -- the map ------------------------------------------------------------------------------------


def test_no_register_is_claimed_twice() -> None:
    assert overlaps(REGISTERS) == []


def test_every_register_has_a_value_and_every_writable_one_a_consequence() -> None:
    assert {row.value for row in REGISTERS} == set(VALUES)
    assert {row.value for row in REGISTERS if row.written} == set(WRITES)


def test_the_station_and_the_energy_manager_have_read_the_same_documents() -> None:
    """Addresses, sizes and who may write, from two readings."""
    ours = {(row.address, row.size, row.written) for row in REGISTERS}
    theirs = {(one.address, one.size, one.writable) for one in QUANTITIES.values() if one.address not in NOT_SERVED}
    assert ours == theirs


def test_older_firmware_has_fewer_registers() -> None:
    """bender-facts, 1.2 and 1.3."""
    old, revised, latest = (set(of_firmware(version, master=True)) for version in ("5.12", "5.22", "5.33.5"))
    assert {134, 142, 152, 218, 712, 716, 1110} <= revised - old
    assert {123, 133, 140, 168} <= latest - revised
    assert {100, 104, 122, 212, 706, 720, 1000} <= old
    assert 1001 not in latest


def test_only_a_master_shows_the_limits_of_its_sub_distribution() -> None:
    assert ask(manager(), 610).exception == 2
    assert ask(manager(role=MASTER), 610, 6).words == (16,) * 6


# -- reading ------------------------------------------------------------------------------------


def test_numbers_come_with_their_high_word_first() -> None:
    assert ask(manager(), 218, 2).words == (1, 70_000 - 65_536)


def test_quantities_have_their_units() -> None:
    assert ask(manager(), 212, 6).words == (0, 10_000, 0, 10_100, 0, 10_200)
    assert ask(manager(), 222, 6).words == (0, 230, 0, 231, 0, 232)
    assert ask(manager(), 220, 2).words == (0, 2300 + 2333 + 2366)


def test_the_total_energy_stands_for_l1_and_what_is_not_there_is_all_ones() -> None:
    assert ask(manager(), 200, 6).words == (1, 4464, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF)


def test_a_meter_that_does_not_answer_has_no_values() -> None:
    made = manager()
    feed(made, ev.ManagerAsked(1, "r", 3, 212, 2))
    (answer,) = asked(feed(made, ev.TimerExpired("energy_manager", 1, "meter")))
    assert answer == fx.AnswerManager("r", (0xFFFF, 0xFFFF))


def test_error_bits_are_in_their_own_order() -> None:
    """The worked example of bender-facts, 1.4: bits 0 and 6."""
    made = manager()
    names = ("Residual current detected via sensor", "Contactor welded")
    feed(made, ev.FaultsChanged(1, names, True))
    assert ask(made, 105, 8).words == (0, 0, 0, 0, 0, 0, 0x4100, 0)


def test_the_user_is_disclosed_only_where_that_is_allowed() -> None:
    for allowed, text in (("On", b"            0A0E9B83"), ("Off", b" " * 20)):
        made = manager(uid=allowed)
        feed(made, ev.SessionStarted(1, Grant(Source.WHITELIST, "0A0E9B83", "0A0E9B83")))
        words = ask(made, 720, 10).words
        assert b"".join(word.to_bytes(2, "big") for word in words) == text


def test_a_session_is_timed_and_counted() -> None:
    made = manager()
    feed(made, ev.ClockSet(1_000_000_000_000 - 5_000))  # 01:46:40 at 5 s
    assert fx.ReadMeter(1, "energy manager: begin") in feed(
        made, ev.SessionStarted(1, Grant(Source.FREE, "", "")), at_ms=5_000
    )
    feed(made, ev.MeterRead(1, "energy manager: begin", 69_000, ()))
    assert ask(made, 707, 2).words == (0x0001, 0x4640)
    assert ask(made, 716, 2).words == (0, 1000)
    feed(made, ev.SessionEnded(1, "Local", "", Grant(Source.FREE, "", "")), at_ms=65_000)
    assert ask(made, 718, 2).words == (0, 60)
    assert ask(made, 710, 2).words == (0x0001, 0x4740)


def test_availability_changed_its_sense_with_5_22() -> None:
    for firmware, available in (("5.20", 0), ("5.22", 1)):
        made = manager(firmware=firmware)
        assert ask(made, 124).words == (available,)
        assert ev.AvailabilityAsked("", 1, True) in told(write(made, 124, available))
        assert ev.AvailabilityAsked("", 1, False) in told(write(made, 124, 1 - available))


# -- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "count", "function", "exception"),
    [(1001, 1, 3, 2), (999, 2, 3, 2), (1000, 1, 4, 1), (1000, 1, 1, 1), (1000, 1, 23, 1), (100, 0, 3, 3),
     (100, 126, 3, 3), (65_535, 125, 3, 2)],
)  # fmt: skip
def test_what_cannot_be_read_is_an_exception(address: int, count: int, function: int, exception: int) -> None:
    assert ask(manager(), address, count, function).exception == exception


def test_older_firmware_says_illegal_function_of_a_register_that_it_does_not_have() -> None:
    assert ask(manager(firmware="5.20"), 142, 10).exception == 1


@pytest.mark.parametrize(
    ("address", "words", "exception"),
    [(1000, (65_535,), 3), (1000, (81,), 3), (104, (0,), 2), (1000, (10, 10), 2), (999, (10,), 2), (124, (2,), 3),
     (130, (1,), 3), (1110, (0x3041,), 2), (1110, words_for(QUANTITIES["id tag"], "0A0E9B83"), 2), (613, (10,), 2)],
)  # fmt: skip
def test_what_cannot_be_written_is_an_exception_and_changes_nothing(
    address: int, words: tuple[int, ...], exception: int
) -> None:
    made = manager()
    effects = write(made, address, *words)
    assert (code(effects), told(effects)) == (exception, [])


def test_of_a_request_with_one_bad_value_nothing_is_taken() -> None:
    made = manager()
    assert code(write(made, 130, 0, 10, 60)) == 0
    assert code(write(made, 130, 1, 12, 90)) == 3
    assert ask(made, 130, 3).words == (0, 10, 60)


def test_more_registers_than_a_request_can_write_are_refused() -> None:
    assert code(write(manager(), 131, *range(124))) == 3


# -- the limit ----------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [6, 16])
def test_a_limit_is_told_in_amperes(function: int) -> None:
    assert limits(write(manager(), 1000, 10, function=function)) == [ev.ManagerLimited(1, Current.of_a(10))]


def test_until_something_is_written_nothing_is_held_back_from_5_22_on() -> None:
    for firmware, most in (("5.20", 6), ("5.33.5", 32)):
        made = EnergyManager(1, Values({SERVER: "On", "FirmwareVersion": firmware}), FAULTS)
        assert limits(feed(made, ev.Booted("power"))) == [ev.ManagerLimited(1, Current.of_a(most))]


def test_a_server_that_is_off_limits_nothing_and_listens_nowhere() -> None:
    assert feed(EnergyManager(1, Values({}), FAULTS), ev.Booted("power")) == []


def test_each_socket_has_a_port() -> None:
    effects = feed(EnergyManager(2, Values({SERVER: "On"}), FAULTS), ev.Booted("power"))
    assert fx.ServeManager(2, 503) in effects


def test_a_manager_that_goes_silent_leaves_the_safe_current() -> None:
    made = manager()
    write(made, 131, 8, 60)
    assert fx.StartTimer("energy_manager", 1, "silent", 60_000) in write(made, 1000, 16)
    silent = feed(made, ev.TimerExpired("energy_manager", 1, "silent"))
    assert limits(silent) == [ev.ManagerLimited(1, Current.of_a(8), lost=True)]
    assert ask(made, 1000).words == (16,)
    assert limits(write(made, 1000, 10)) == [ev.ManagerLimited(1, Current.of_a(10))]


def test_the_safe_current_outlives_a_restart_and_the_limit_does_not() -> None:
    made = manager()
    (kept,) = (one for one in write(made, 131, 9, 30) if isinstance(one, fx.Persist))
    write(made, 1000, 10)
    again = EnergyManager(1, Values({SERVER: "On"}), FAULTS)
    feed(again, ev.RecordsRestored({kept.record: kept.value}))
    effects = feed(again, ev.Booted("restart"))
    assert limits(effects) == [ev.ManagerLimited(1, Current.of_a(32))]
    assert fx.StartTimer("energy_manager", 1, "silent", 30_000) in effects


def test_a_written_id_tag_is_a_card() -> None:
    made = manager(start="On")
    effects = write(made, 1110, *words_for(QUANTITIES["id tag"], "0A0E9B83"))
    assert ev.CardWritten(1, "0A0E9B83") in told(effects)
    assert code(write(made, 1110, *(0x2020,) * 10)) == 3
    assert code(write(made, 1110, *(0xFFFF,) * 10)) == 3


def test_three_limits_of_the_operator_in_one_request_are_one_value() -> None:
    made = manager(role=MASTER)
    name = "Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A]"
    assert told(write(made, 613, 10, 11, 12))[-1] == ev.ValueAllowed("", name, "10/11/12")
    assert code(write(made, 613, 10, 17, 12)) == 3


@given(st.lists(st.tuples(st.sampled_from([3, 6, 16, 4, 0, 255]), st.integers(0, 65_535), st.integers(0, 200),
                          st.lists(st.integers(0, 65_535), max_size=200)), max_size=20))  # fmt: skip
def test_whatever_is_asked_is_answered_once(requests: list[tuple[int, int, int, list[int]]]) -> None:
    made = manager(role=MASTER, start="On")
    for function, address, count, words in requests:
        written = tuple(words) if function in (6, 16) else ()
        near = address if address % 3 else 100 + address % 1100
        event = ev.ManagerAsked(1, "r", function, near, len(written) or count, written)
        effects = feed(made, event)
        if fx.ReadMeter(1, "energy manager") in effects:
            effects += feed(made, METER)
        assert sum(isinstance(effect, fx.AnswerManager) for effect in effects) == 1
