"""The invariant on offers and charging profiles, on journals written by hand; eight o'clock is second 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.invariant_support import Tale

EIGHT = "2026-01-05T08:{:02}:00Z"


def sent(purpose: str = "TxDefaultProfile", limits: dict[int, float] | None = None, **fields: Any) -> dict[str, Any]:
    """A profile; fields of the schedule are written with schedule_."""
    schedule: dict[str, Any] = {
        "chargingRateUnit": "A",
        "startSchedule": EIGHT.format(0),
        "chargingSchedulePeriod": [
            {"startPeriod": start, "limit": limit} for start, limit in (limits or {0: 10}).items()
        ],
    }
    schedule |= {name.removeprefix("schedule_"): fields.pop(name) for name in list(fields) if "schedule_" in name}
    return {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute",
        "chargingSchedule": {name: value for name, value in schedule.items() if value is not None},
        **fields,
    }


def story() -> Tale:
    """A transaction runs at socket 1 and is offered 16 A."""
    return Tale().set(Free_Charging="On").boot().at(3).charge(offered_da=160).start()


def put(tale: Tale, profile: dict[str, Any], connector: int = 1, status: str = "Accepted") -> Tale:
    """SetChargingProfile and its answer."""
    content = {"connectorId": connector, "csChargingProfiles": profile}
    return tale.call("SetChargingProfile", content, who="backend").answer({"status": status})


def clear(tale: Tale, **fields: Any) -> Tale:
    """ClearChargingProfile, accepted."""
    return tale.call("ClearChargingProfile", fields, who="backend").answer({"status": "Accepted"})


def later(tale: Tale, second: int) -> list[str]:
    """What is said when the story goes on until then."""
    return tale.at(second).write("scenario", "step", text="later").requirements()


ABOVE, WITHIN = ["DLM-050"], []


@pytest.mark.parametrize(("profile", "connector", "said"), [
    (sent(), 1, ABOVE),
    (sent(limits={0: 16}), 1, WITHIN),
    (sent(limits={0: 15.5}), 1, WITHIN),                              # within the tolerance of the duty cycle
    (sent(limits={0: 15.3}), 1, ABOVE),
    (sent(), 0, ABOVE),
    (sent(), 2, WITHIN),
    (sent("TxProfile"), 1, ABOVE),
    (sent("TxProfile", transactionId=1000), 1, ABOVE),
    (sent("TxProfile", transactionId=7), 1, WITHIN),
    (sent("ChargePointMaxProfile"), 0, ABOVE),
    (sent(limits={0: 6900}, schedule_chargingRateUnit="W"), 1, ABOVE),
    (sent(limits={0: 11040}, schedule_chargingRateUnit="W"), 1, WITHIN),
    (sent(limits={0: 10, 30: 16}), 1, WITHIN),
    (sent(limits={0: 16, 30: 10}), 1, ABOVE),
    (sent(limits={0: 16, 55: 10}), 1, WITHIN),                        # it has not settled yet
    (sent(schedule_duration=30), 1, WITHIN),
    (sent(schedule_duration=90), 1, ABOVE),
    (sent(validTo=EIGHT.format(0)), 1, WITHIN),
    (sent(validFrom=EIGHT.format(2)), 1, WITHIN),
    (sent(schedule_startSchedule=EIGHT.format(2)), 1, WITHIN),
    (sent(limits={0: 10, 50: 16}, schedule_startSchedule=None), 1, WITHIN),
    (sent(chargingProfileKind="Recurring", recurrencyKind="Daily", schedule_startSchedule="2026-01-04T08:00:00Z"), 1,
     ABOVE),
    (sent(chargingProfileKind="Recurring", recurrencyKind="Weekly", schedule_startSchedule="2026-01-04T08:00:00Z",
          schedule_duration=3600), 1, WITHIN),
])  # fmt: skip
def test_one_profile(profile: dict[str, Any], connector: int, said: list[str]) -> None:
    assert later(put(story(), profile, connector), 60) == said


def test_a_profile_that_was_refused_limits_nothing() -> None:
    assert later(put(story(), sent(), status="Rejected"), 60) == []


def test_a_change_may_take_its_time() -> None:
    assert later(put(story().at(50), sent()), 59) == []


@pytest.mark.parametrize(("low", "high", "said"), [(0, 1, WITHIN), (1, 0, ABOVE)])
def test_the_highest_stack_level_governs(low: int, high: int, said: list[str]) -> None:
    tale = put(story(), sent(stackLevel=low))
    assert later(put(tale, sent(chargingProfileId=2, stackLevel=high, limits={0: 16})), 60) == said


def test_the_higher_level_is_over_and_the_lower_one_counts() -> None:
    tale = put(story(), sent())
    assert later(put(tale, sent(chargingProfileId=2, stackLevel=1, schedule_duration=20, limits={0: 16})), 60) == ABOVE


@pytest.mark.parametrize(("fields", "said"), [
    ({}, WITHIN), ({"id": 1}, WITHIN), ({"id": 2}, ABOVE), ({"connectorId": 1}, WITHIN), ({"connectorId": 0}, ABOVE),
    ({"chargingProfilePurpose": "TxDefaultProfile"}, WITHIN), ({"chargingProfilePurpose": "TxProfile"}, ABOVE),
    ({"stackLevel": 0}, WITHIN), ({"stackLevel": 0, "connectorId": 2}, ABOVE)])  # fmt: skip
def test_what_is_cleared_counts_no_more(fields: dict[str, Any], said: list[str]) -> None:
    assert later(clear(put(story(), sent()), **fields), 60) == said


def test_a_tx_profile_ends_with_its_transaction() -> None:
    tale = put(story(), sent("TxProfile")).at(8).stop().stopped()
    assert "DLM-050" not in later(tale.at(12).charge(offered_da=160).start(1001), 60)


def test_two_sockets_together_keep_the_stations_limit() -> None:
    tale = put(story(), sent("ChargePointMaxProfile", limits={0: 20}), 0)
    assert later(tale, 30) == []
    assert later(tale.charge(2, offered_da=60).start(1001, connector=2), 60) == ABOVE


def test_a_request_that_was_lost_with_the_line_leaves_everything_open() -> None:
    tale = put(story(), sent()).call("ClearChargingProfile", {}, who="backend").link("closed").boot()
    assert later(tale, 60) == []


def test_the_profile_of_a_remote_start_counts_for_its_transaction() -> None:
    tale = Tale().set(Free_Charging="On").boot().at(3)
    asked = {"idTag": "0a0e9b83", "connectorId": 1, "chargingProfile": sent("TxProfile")}
    tale.call("RemoteStartTransaction", asked, who="backend").answer({"status": "Accepted"})
    assert later(tale.charge(offered_da=160).start(), 60) == ABOVE
