"""Each invariant on journals written by hand: one that breaks it, and near misses that do not."""

from __future__ import annotations

import pytest

from fixtures.invariants import BENCH, INVARIANTS
from tests.harness.invariant_support import Tale

CARD = "0a0e9b83"
TURNED = "839B0E0A"


def test_an_empty_journal_breaks_nothing() -> None:
    assert Tale().violations() == []


def test_a_violation_says_what_when_and_against_what() -> None:
    (violation,) = Tale().at(3).charge().violations()
    assert violation.requirement == "FRE-004"
    assert violation.at_ms == 3000
    assert "socket 1" in str(violation)
    assert f"entry {violation.entry_number}" in str(violation)


def test_each_invariant_says_where_it_comes_from_and_when_it_is_silent() -> None:
    for make in INVARIANTS:
        assert "Source:" in str(make.__doc__)
        assert "Silent:" in str(make.__doc__)


class TestPermission:
    """1. No contactor closes without permission and a held plug."""

    def test_nobody_was_permitted(self) -> None:
        assert Tale().at(3).charge().requirements() == ["FRE-004"]

    def test_free_charging_without_a_card(self) -> None:
        tale = Tale().set(Free_Charging="On")
        assert tale.at(3).charge().violations() == []

    def test_free_charging_that_is_typed_and_not_saved(self) -> None:
        tale = Tale().type("Free Charging", "On")
        assert tale.at(3).charge().requirements() == ["FRE-004"]

    def test_free_charging_that_is_saved_may_already_act(self) -> None:
        assert Tale().type("Free Charging", "On").save(restart=False).at(3).charge().violations() == []

    def test_free_charging_that_was_refused_at_the_screen(self) -> None:
        tale = Tale().type("Free Charging", "On", "refused").save()
        assert tale.at(3).charge().requirements() == ["FRE-004"]

    def test_free_charging_with_a_card_needs_one_at_this_socket(self) -> None:
        mode = "With OCPP Full, fixed rfid with auth"
        tale = Tale().set(Free_Charging="On", Free_Charging_Mode=mode).at(3).card(socket=2)
        assert tale.at(6).charge().requirements() == ["FRE-004"]

    def test_free_charging_with_a_card(self) -> None:
        mode = "With OCPP Full, fixed rfid with auth"
        tale = Tale().set(Free_Charging="On", Free_Charging_Mode=mode).at(3).card()
        assert tale.at(6).charge().violations() == []

    def test_the_backend_accepted(self) -> None:
        assert Tale().boot().at(2).card().at(3).authorize("Accepted").at(6).charge().violations() == []

    def test_the_backend_accepted_another_card(self) -> None:
        tale = Tale().boot().at(1).card("ffffffff", socket=2).at(2).card()
        assert tale.at(3).authorize("Accepted", "ffffffff").at(6).charge().requirements() == ["FRE-004"]

    def test_the_backend_refused(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Blocked")
        assert tale.at(6).charge().requirements() == ["FRE-004"]

    @pytest.mark.parametrize("tag", [CARD, CARD.upper(), TURNED, TURNED.lower()])
    def test_a_card_is_the_same_in_all_four_forms(self, tag: str) -> None:
        assert Tale().boot().at(2).card().at(3).authorize("Accepted", tag).at(6).charge().violations() == []

    def test_a_tag_that_nobody_has_shown_may_be_the_vehicle(self) -> None:
        assert Tale().boot().at(3).authorize("Accepted", "vid:1").at(6).charge().violations() == []

    def test_the_authorisation_lapsed(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted")
        assert tale.at(60).charge().requirements() == ["AUT-003"]

    @pytest.mark.parametrize(("setting", "plugged_s"), [("45", 48), ("60", 62)])
    def test_plugged_in_in_time(self, setting: str, plugged_s: int) -> None:
        tale = Tale().set(Vehicle_connection_timeout=setting).boot().at(2).card().at(3).authorize("Accepted")
        assert tale.at(plugged_s).plug().car().lock(True).at(300).contactor(True).violations() == []

    def test_a_session_goes_on_when_the_car_has_paused(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted").at(6).charge()
        assert tale.at(900).contactor(False).current(0).at(3000).contactor(True).violations() == []

    def test_the_session_ended_with_the_cable(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted").at(6).charge()
        tale.at(60).stop().unplug().at(70).car().lock(True).contactor(True)
        assert tale.requirements() == ["FRE-004"]

    def test_a_mode_in_which_a_pulled_cable_ends_nothing(self) -> None:
        tale = Tale().set(Stop_Transaction_Mode="Only by RFID/RemoteStop").boot()
        tale.at(2).card().at(3).authorize("Accepted").at(6).charge()
        assert tale.at(60).stop().unplug().at(70).car().lock(True).contactor(True).violations() == []

    def test_a_cable_without_a_car_was_no_session(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted")
        tale.at(10).plug().at(20).unplug("station")
        assert tale.at(30).charge().violations() == []

    def test_the_session_was_stopped(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted").at(6).charge().start()
        tale.at(60).stop().stopped().at(90).lock(True).contactor(True)
        assert tale.requirements() == ["FRE-004"]

    def test_a_stop_that_arrives_late_ends_no_newer_permission(self) -> None:
        tale = Tale().boot().at(2).card().at(3).authorize("Accepted").at(6).charge().start()
        tale.at(60).stop().at(70).card().at(71).authorize("Accepted").lock(True).contactor(True)
        tale.at(75).contactor(False).stopped(timestamp="2026-01-05T08:01:00Z")
        assert tale.at(90).contactor(True).violations() == []

    def test_the_local_whitelist(self) -> None:
        listed = {"Enable_local_whitelist": "On", "List_of_entries_in_local_whitelist": f"11223344:{CARD}"}
        assert Tale().set(**listed).at(3).card().at(6).charge().violations() == []
        assert Tale().set(**listed).at(3).card("deadbeef").at(6).charge().requirements() == ["FRE-004"]
        off = {**listed, "Enable_local_whitelist": "Off"}
        assert Tale().set(**off).at(3).card().at(6).charge().requirements() == ["FRE-004"]

    def test_a_learned_card(self) -> None:
        tale = Tale().set(Enable_local_whitelist="On").at(1).page("Add entry").at(2).card().at(5).page("Finish")
        assert tale.save().at(9).card().at(12).charge().violations() == []

    def test_a_card_that_was_shown_before_learning(self) -> None:
        tale = Tale().set(Enable_local_whitelist="On").at(1).card().at(20).page("Add entry").at(25).page("Finish")
        assert tale.save().at(30).card().at(40).charge().requirements() == ["FRE-004"]

    def test_a_learned_card_that_was_lost_with_the_supply(self) -> None:
        tale = Tale().set(Enable_local_whitelist="On").at(1).page("Add entry").at(2).card().at(5).page("Finish")
        tale.at(6).mains(False).mains(True).at(26).running()
        assert tale.at(90).card().at(99).charge().requirements() == ["FRE-004"]

    def test_a_remote_start(self) -> None:
        asked = {"idTag": CARD, "connectorId": 1}
        tale = Tale().boot().at(3).call("RemoteStartTransaction", asked, who="backend").answer({"status": "Accepted"})
        assert tale.at(9).charge().violations() == []

    def test_a_remote_start_that_was_rejected_or_meant_another_socket(self) -> None:
        asked = {"idTag": CARD, "connectorId": 1}
        tale = Tale().boot().at(3).call("RemoteStartTransaction", asked, who="backend").answer({"status": "Rejected"})
        assert tale.at(9).charge().requirements() == ["FRE-004"]
        tale = Tale().boot().at(3).call("RemoteStartTransaction", asked, who="backend").answer({"status": "Accepted"})
        assert tale.at(9).charge(socket=2).requirements() == ["FRE-004"]

    def test_doubt(self) -> None:
        doubt = {"If_in_doubt_allow_charging": "On"}
        assert Tale().set(**doubt).at(3).card().at(6).charge().violations() == []
        assert Tale().set(**doubt).at(6).charge().requirements() == ["FRE-004"]
        at_once = {"If_in_doubt_allow_charging": "OnImmediatelyWhenPluggedIn"}
        assert Tale().set(**at_once).at(6).charge().violations() == []

    def test_a_refusal_beats_doubt(self) -> None:
        tale = Tale().set(If_in_doubt_allow_charging="On").boot().at(3).card().at(4).authorize("Invalid")
        assert tale.at(6).charge().requirements() == ["FRE-004"]

    def test_a_refusal_that_came_too_late_or_was_lost_leaves_the_doubt(self) -> None:
        tale = Tale().set(If_in_doubt_allow_charging="On").boot().at(3).card().at(4)
        tale.call("Authorize", {"idTag": CARD}).at(63).answer({"idTagInfo": {"status": "Invalid"}})
        assert tale.at(66).charge().violations() == []
        tale = Tale().set(If_in_doubt_allow_charging="On").boot().at(3).card().at(4).authorize("Invalid")
        assert tale.at(4.01).link("closed").at(6).charge().violations() == []

    @pytest.mark.parametrize("status", ["Accepted", "Blocked"])
    def test_a_list_that_the_backend_sent(self, status: str) -> None:
        entries = [{"idTag": CARD, "idTagInfo": {"status": status}}]
        sent = {"listVersion": 1, "updateType": "Full", "localAuthorizationList": entries}
        tale = Tale().boot().at(3).call("SendLocalList", sent, who="backend").answer({"status": "Accepted"})
        expected = [] if status == "Accepted" else ["FRE-004"]
        assert tale.at(9).card().at(12).charge().requirements() == expected

    def test_a_card_that_the_backend_has_accepted_before(self) -> None:
        tale = Tale().boot().at(3).card().at(4).authorize("Accepted").at(99).card()
        assert tale.at(104).charge().violations() == []
        tale = Tale().set(Enable_OCPP_whitelist="Off").boot().at(3).card().at(4).authorize("Accepted").at(99).card()
        assert tale.at(104).charge().requirements() == ["FRE-004"]

    def test_a_parameter_that_the_backend_changes(self) -> None:
        asked = {"key": "FreeCharging", "value": "true"}
        tale = (
            Tale().boot().at(3).call("ChangeConfiguration", asked, who="backend").answer({"status": "RebootRequired"})
        )
        assert tale.at(9).charge().violations() == []
        tale = Tale().boot().at(3).call("ChangeConfiguration", asked, who="backend").answer({"status": "Rejected"})
        assert tale.at(9).charge().requirements() == ["FRE-004"]

    def test_what_may_have_changed_anything_silences(self) -> None:
        asked = {"key": "VendorsSecret", "value": "1"}
        tale = Tale().boot().at(3).call("ChangeConfiguration", asked, who="backend").answer({"status": "Accepted"})
        assert tale.at(9).charge().violations() == []
        assert Tale().page("Operator Default & Restart").at(9).charge().violations() == []
        assert Tale().write("operator", "stick", file="config.txt").at(9).charge().violations() == []

    def test_the_plug_was_not_locked(self) -> None:
        tale = Tale().set(Free_Charging="On").at(3).plug().car().contactor(True)
        assert tale.requirements() == ["AUT-081"]

    def test_a_lock_of_which_nothing_is_known(self) -> None:
        assert Tale().set(Free_Charging="On").at(3).contactor(True).violations() == []


class TestFramesValid:
    """2. Frames are valid."""

    def test_a_wrong_frame_of_the_station(self) -> None:
        tale = Tale().call("Authorize", {}, valid=False, problem="idTag is missing").answer({}, "error")
        assert tale.requirements() == ["BKD-024"]

    def test_a_wrong_frame_of_the_backend(self) -> None:
        tale = Tale().frame("backend", "result", "7", "Authorize", {}, valid=False, problem="idTagInfo is missing")
        assert tale.requirements() == [BENCH]

    def test_a_wrong_request_of_the_backend_is_meant(self) -> None:
        assert Tale().call("Reset", {}, who="backend", valid=False, problem="type is missing").violations() == []

    def test_an_answer_to_nothing(self) -> None:
        late = {"valid": False, "problem": "answers no open request"}
        assert Tale().frame("station", "result", "9", "", {}, **late).requirements() == ["BKD-024"]
        tale = Tale().link("open").frame("backend", "call", "9", "Reset", {"type": "Soft"}).link("open")
        assert tale.frame("station", "result", "9", "", {}, **late).violations() == []


class TestOneCall:
    """3. One call at a time."""

    def test_a_second_call_before_the_answer(self) -> None:
        tale = Tale().boot().at(3).call("Heartbeat", {}).at(4).call("Heartbeat", {})
        assert tale.requirements() == ["BKD-039"]

    def test_a_second_call_behind_the_answer_or_the_time_to_wait(self) -> None:
        tale = Tale().boot().at(3).call("Heartbeat", {}).answer({}).call("Heartbeat", {})
        assert tale.at(63).call("Heartbeat", {}).violations() == []

    def test_the_time_to_wait_is_a_parameter(self) -> None:
        tale = Tale().set(Backend_connection_timeout="300").boot().at(3).call("Heartbeat", {})
        assert tale.at(63).call("Heartbeat", {}).requirements() == ["BKD-039"]

    @pytest.mark.parametrize("lost", ["closed", "open", "cut"])
    def test_the_line_was_lost_between(self, lost: str) -> None:
        tale = Tale().boot().at(3).call("Heartbeat", {}).link(lost).call("Heartbeat", {})
        assert tale.violations() == []

    def test_a_restart_between(self) -> None:
        tale = Tale().boot().at(3).call("Heartbeat", {}).running("restart").running().call("BootNotification", {})
        assert tale.violations() == []

    def test_the_backend_may_not_either(self) -> None:
        asked = {"type": "Soft"}
        tale = Tale().boot().at(3).call("Reset", asked, who="backend").at(5).call("Reset", asked, who="backend")
        assert tale.requirements() == [BENCH]

    def test_each_side_has_its_own(self) -> None:
        tale = Tale().boot().at(3).call("Reset", {"type": "Soft"}, who="backend").call("Heartbeat", {})
        assert tale.violations() == []
