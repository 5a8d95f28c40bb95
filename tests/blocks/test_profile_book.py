"""The book of charging profiles: what it takes, what it replaces, what it clears and what it keeps.

Source: OCPP 1.6 edition 2; the paragraph, or the public certification case, stands at each test.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.limits.profile_book import BookLimits, ProfileBook
from reference_impl.blocks.limits.schedules import limit_at
from reference_impl.model.charging_profiles import ChargingProfile, Installed, Purpose, RateUnit, TransactionInfo
from reference_impl.model.quantities import Current

from .profile_examples import RUNNING, at, now_limit, profile, unhurried

LIMITS = BookLimits(max_stack_level=9, max_periods=5, max_installed=10, units=frozenset(RateUnit), sockets=2)
NOW = at("12:00:00")


def book(*installed: tuple[int, ChargingProfile], running: dict[int, TransactionInfo] | None = None) -> ProfileBook:
    """A book that has accepted these profiles while transaction 42 runs at socket 1."""
    made = ProfileBook(LIMITS)
    for connector, each in installed:
        assert made.set(connector, each, {1: RUNNING} if running is None else running, NOW) == "Accepted"
    return made


def numbers(made: ProfileBook) -> list[tuple[int, int]]:
    return [(each.connector, each.profile.number) for each in made.installed]


def station(**fields: Any) -> ChargingProfile:
    return profile("ChargePointMaxProfile", **fields)


def default(**fields: Any) -> ChargingProfile:
    return profile("TxDefaultProfile", **fields)


def tx(**fields: Any) -> ChargingProfile:
    return profile("TxProfile", **fields)


# ---------------------------------------------------------------- what is taken: 3.13.1, 5.16


def test_tc_056_a_default_profile_is_taken_for_a_socket_and_for_all_without_a_transaction() -> None:
    made = book((1, default()), (0, default(chargingProfileId=2)), running={})
    assert numbers(made) == [(1, 1), (0, 2)]
    assert now_limit(made.installed, NOW) == Current.of_a(16)


def test_tc_057_a_tx_profile_is_taken_while_its_transaction_runs() -> None:
    assert numbers(book((1, tx(transactionId=42)))) == [(1, 1)]


def test_7_8_a_tx_profile_without_a_transaction_id_is_for_the_running_transaction() -> None:
    made = ProfileBook(LIMITS)
    assert made.set(1, tx(), {1: TransactionInfo(None, NOW)}, NOW) == "Accepted"


@pytest.mark.parametrize(("connector", "wrong", "sentence"), [
    (2, tx(transactionId=42), "no transaction runs at connector 2"),                 # TC_058_1
    (1, tx(transactionId=43), "transaction 43 does not run at connector 1"),         # TC_058_2
    (0, tx(transactionId=42), "a TxProfile is for one connector, not for 0"),        # 3.13.1
    (1, station(), "a ChargePointMaxProfile is for connector 0 only"),               # 3.13.1
    (1, default(transactionId=42), "only a TxProfile has a transactionId"),          # 7.8
    (3, default(), "there is no connector 3"),
    (-1, default(), "there is no connector -1"),
    (1, default(stackLevel=10), "stackLevel is 10; 0 to 9 are possible"),            # 9.4
    (1, default(limits=dict.fromkeys(range(6), 16)), "the schedule has 6 periods; 1 to 5 are possible"),
    (1, default(limits={1: 16}), "the first startPeriod is not 0"),                  # 5.16.4
    (1, default(limits={0: 16, 60: 8, 30: 4}), "the values of startPeriod do not ascend"),
    (1, default(limits={0: 16, 60: -0.1}), "a limit is below 0"),
    (1, default(schedule={"minChargingRate": -1}), "a limit is below 0"),
    (1, default(schedule={"duration": 0}), "the duration is not above 0 s"),
    (1, default(chargingProfileKind="Recurring"), "a recurring profile has no recurrencyKind"),  # 7.10
    (1, default(chargingProfileKind="Recurring", recurrencyKind="Daily", schedule={}),
     "a recurring profile has no startSchedule to return to"),
    (1, default(chargingProfileKind="Relative"), "a relative profile has a startSchedule"),      # 7.9
    (0, station(chargingProfileKind="Relative", schedule={}),
     "a ChargePointMaxProfile cannot be relative: the station has no transaction of its own"),
    (1, default(validFrom="2026-01-05T10:00:00Z", validTo="2026-01-05T10:00:00Z"), "validTo is not after validFrom"),
])
def test_5_16_what_cannot_be_obeyed_is_rejected_and_changes_nothing(
    connector: int, wrong: ChargingProfile, sentence: str
) -> None:
    made = book((1, default()))
    before = made.installed
    assert made.refusal(connector, wrong, {1: RUNNING}) == ("Rejected", sentence)
    assert made.set(connector, wrong, {1: RUNNING}, NOW) == "Rejected"
    assert made.installed == before


@pytest.mark.parametrize("phases", [0, 4])
def test_7_14_a_number_of_phases_that_does_not_exist_is_rejected(phases: int) -> None:
    wrong = default(chargingSchedule={"chargingRateUnit": "W", "chargingSchedulePeriod": [
        {"startPeriod": 0, "limit": 11_040, "numberPhases": phases}]})
    assert book().refusal(1, wrong, {}) == ("Rejected", "numberPhases is not within 1 to 3")


def test_7_14_two_periods_with_the_same_start_are_rejected() -> None:
    twice = default(chargingSchedule={"chargingRateUnit": "A", "chargingSchedulePeriod": [
        {"startPeriod": 0, "limit": 16}, {"startPeriod": 0, "limit": 8}]})
    assert book().refusal(1, twice, {}) == ("Rejected", "the values of startPeriod do not ascend")


def test_tc_058_2_a_number_does_not_match_a_transaction_that_has_none_yet() -> None:
    assert ProfileBook(LIMITS).set(1, tx(transactionId=42), {1: TransactionInfo(None, NOW)}, NOW) == "Rejected"


def test_9_4_a_unit_that_the_station_does_not_offer_is_not_supported() -> None:
    amperes_only = ProfileBook(BookLimits(max_stack_level=9, max_periods=5, max_installed=10,
                                          units=frozenset({RateUnit.A}), sockets=2))
    assert amperes_only.set(1, default(unit="W"), {}, NOW) == "NotSupported"
    assert amperes_only.set(1, default(), {}, NOW) == "Accepted"


def test_9_4_a_full_book_takes_replacements_only() -> None:
    made = book(*((1, default(chargingProfileId=number, stackLevel=number)) for number in range(10)))
    refusal = made.refusal(2, default(chargingProfileId=99), {})
    assert refusal == ("Rejected", "10 profiles are installed, which is the most")
    assert made.set(2, default(chargingProfileId=99), {}, NOW) == "Rejected"
    assert made.set(2, default(chargingProfileId=3), {}, NOW) == "Accepted"
    assert len(made.installed) == 10


@pytest.mark.parametrize("periods", [1, 5])
def test_9_4_as_many_periods_and_as_high_a_level_as_the_keys_say_are_taken(periods: int) -> None:
    assert book((1, default(limits=dict.fromkeys(range(periods), 16), stackLevel=9))).installed


def test_3_13_1_a_station_profile_without_a_start_begins_when_it_comes() -> None:
    hour = station(limits={0: 10, 1800: 20}, schedule={"duration": 3600})
    made = book((0, hour))
    assert limit_at(made.installed, 0, NOW, None) == (Current.of_a(10), at("12:30:00"))
    assert limit_at(made.installed, 1, at("12:30:00"), RUNNING) == (Current.of_a(20), at("13:00:00"))
    assert limit_at(made.installed, 0, at("13:00:00"), None) == (None, None)


# ---------------------------------------------------------------- what is replaced: 3.13.2, 5.16.3, 5.16.4


@pytest.mark.parametrize(("connector", "second"), [
    (1, default(stackLevel=3)), (0, default(stackLevel=3)), (2, default()), (0, station()), (1, tx())])
def test_5_16_3_the_same_id_replaces_wherever_it_was(connector: int, second: ChargingProfile) -> None:
    other = default(chargingProfileId=7, stackLevel=9)
    made = book((2, other), (1, default()), (connector, second))
    assert made.installed == (Installed(2, other), Installed(connector, second))


def test_5_16_4_the_same_purpose_level_and_connector_replace() -> None:
    made = book((1, default(limits={0: 10})), (1, default(limits={0: 8}, chargingProfileId=2)))
    assert numbers(made) == [(1, 2)]


@pytest.mark.parametrize(("connector", "second"), [
    (1, default(chargingProfileId=2, stackLevel=1)),
    (2, default(chargingProfileId=2)),
    (0, default(chargingProfileId=2)),  # 3.13.1: for the other sockets only
    (1, tx(chargingProfileId=2)),
    (0, station(chargingProfileId=2))])
def test_3_13_2_anything_else_stands_beside(connector: int, second: ChargingProfile) -> None:
    assert numbers(book((1, default()), (connector, second))) == [(1, 1), (connector, 2)]


def test_3_13_2_what_replaces_counts_from_its_valid_from_and_nothing_does_until_then() -> None:
    made = book((1, default(limits={0: 10})), (1, default(limits={0: 8}, validFrom="2026-01-05T13:00:00Z")))
    assert [now_limit(made.installed, at(clock)) for clock in ("12:00:00", "13:00:00")] == [None, Current.of_a(8)]


# ---------------------------------------------------------------- remote start: 5.11, 5.16.2


def test_tc_059_a_profile_of_a_remote_start_is_taken_when_its_transaction_runs() -> None:
    made, brought = ProfileBook(LIMITS), tx(limits={0: 10}, chargingProfileKind="Relative", schedule={})
    assert made.refusal_at_start(1, brought) is None
    assert made.installed == ()
    assert made.set(1, brought, {1: TransactionInfo(None, NOW)}, NOW) == "Accepted"
    assert now_limit(made.installed, NOW, tx=TransactionInfo(42, NOW)) == Current.of_a(10)
    later = tx(limits={0: 8}, transactionId=42, chargingProfileId=2)  # 5.16.2: the same level replaces
    assert made.set(1, later, {1: TransactionInfo(42, NOW)}, NOW) == "Accepted"
    assert numbers(made) == [(1, 2)]


@pytest.mark.parametrize(("wrong", "sentence"), [
    (default(), "a remote start brings a TxProfile, not a TxDefaultProfile"),
    (station(), "a remote start brings a TxProfile, not a ChargePointMaxProfile"),
    (tx(transactionId=42), "a remote start cannot know the transactionId"),
    (tx(limits={5: 10}), "the first startPeriod is not 0")])
def test_tc_060_a_remote_start_with_another_profile_is_refused(wrong: ChargingProfile, sentence: str) -> None:
    assert ProfileBook(LIMITS).refusal_at_start(1, wrong) == ("Rejected", sentence)


# ---------------------------------------------------------------- what goes: 5.5, 3.13.1

SHELF = ((0, station(chargingProfileId=1)), (0, default(chargingProfileId=2)),
         (1, default(chargingProfileId=3, stackLevel=1)), (2, default(chargingProfileId=4)),
         (1, tx(chargingProfileId=5)))


@pytest.mark.parametrize(("criteria", "left"), [
    ({"number": 3}, [1, 2, 4, 5]),
    ({"number": 3, "connector": 2, "purpose": Purpose.TX, "stack_level": 8}, [1, 2, 4, 5]),  # the id alone decides
    ({"connector": 0}, [3, 4, 5]),
    ({"connector": 1}, [1, 2, 4]),
    ({"purpose": Purpose.TX_DEFAULT}, [1, 5]),
    ({"stack_level": 0}, [3]),
    ({"purpose": Purpose.TX_DEFAULT, "stack_level": 0}, [1, 3, 5]),
    ({"connector": 1, "purpose": Purpose.TX_DEFAULT, "stack_level": 1}, [1, 2, 4, 5]),
    ({}, [])])
def test_tc_067_clearing_takes_all_that_match(criteria: dict[str, Any], left: list[int]) -> None:
    made = book(*SHELF)
    assert made.clear(**criteria) == "Accepted"
    assert [number for _, number in numbers(made)] == left
    assert made.clear(**criteria) == "Unknown"
    assert [number for _, number in numbers(made)] == left


@pytest.mark.parametrize("criteria", [
    {"number": 6}, {"connector": 3}, {"stack_level": 2}, {"connector": 2, "purpose": Purpose.TX}])
def test_5_5_clearing_what_is_not_there_is_unknown(criteria: dict[str, Any]) -> None:
    made = book(*SHELF)
    assert made.clear(**criteria) == "Unknown"
    assert len(made.installed) == 5


def test_3_13_1_tx_profiles_go_with_their_transaction_and_nothing_else_does() -> None:
    made = book(*SHELF)
    assert made.set(2, tx(chargingProfileId=6), {2: TransactionInfo(43, NOW)}, NOW) == "Accepted"
    made.transaction_ended(1)
    assert numbers(made) == [(0, 1), (0, 2), (1, 3), (2, 4), (2, 6)]


# ---------------------------------------------------------------- what survives a loss of power


def test_3_13_a_boot_keeps_all_the_tx_profiles_too_because_their_transaction_may_go_on() -> None:
    made, booted = book(*SHELF), ProfileBook(LIMITS)
    booted.restore(json.loads(json.dumps(made.records())))
    assert booted.installed == made.installed


# ---------------------------------------------------------------- properties of any history

steps = st.tuples(
    st.integers(0, 2), st.sampled_from([purpose.value for purpose in Purpose]), st.integers(1, 6), st.integers(0, 2))


@unhurried
@given(st.lists(steps, max_size=25))
def test_3_13_2_whatever_is_set_no_two_profiles_share_an_id_or_a_rank(history: list[tuple[int, str, int, int]]) -> None:
    small = BookLimits(max_stack_level=1, max_periods=5, max_installed=4, units=frozenset(RateUnit), sockets=2)
    made = ProfileBook(small)
    for connector, purpose, number, level in history:
        before, each = made.installed, profile(purpose, chargingProfileId=number, stackLevel=level)
        if made.set(connector, each, {1: RUNNING}, NOW) == "Accepted":
            assert made.installed[-1] == Installed(connector, each)
            assert {*made.installed} - {*before} <= {Installed(connector, each)}
        else:
            assert made.installed == before
        ids = {kept.profile.number for kept in made.installed}
        ranks = {(kept.connector, kept.profile.purpose, kept.profile.stack_level) for kept in made.installed}
        assert len(ids) == len(ranks) == len(made.installed) <= 4
