"""The invariants on transactions, currents, energy and light, on journals written by hand."""

from __future__ import annotations

import pytest

from fixtures.invariants import BENCH
from tests.harness.invariant_support import Tale


def free() -> Tale:
    """A station at which anybody may charge."""
    return Tale().set(Free_Charging="On")


class TestTransactions:
    """4. Each start has one stop."""

    def test_a_session_as_it_should_be(self) -> None:
        tale = free().boot().at(3).charge().start().at(60).stop().stopped().unplug()
        assert tale.at(200).link("open").violations() == []

    def test_a_stop_of_an_unknown_number(self) -> None:
        assert free().boot().at(3).start().at(60).stopped(77).requirements() == ["BKD-024"]

    def test_a_stop_that_may_be_older_than_the_story(self) -> None:
        assert free().boot().at(3).stopped(77).start().violations() == []

    def test_a_stop_while_a_start_has_no_number(self) -> None:
        assert free().boot().at(3).start(None).answer({}, "error").at(60).stopped(-1).violations() == []

    def test_two_different_stops(self) -> None:
        tale = free().boot().at(3).start().at(60).stopped(meter_wh=500).at(70).stopped(meter_wh=501)
        assert tale.requirements() == ["AUT-042"]

    def test_the_same_stop_again(self) -> None:
        tale = free().boot().at(3).start().at(60).stopped().link("closed").boot()
        assert tale.at(70).stopped(repeat=True).at(80).stopped().violations() == []

    def test_two_at_one_connector(self) -> None:
        tale = free().boot().at(3).start(1000).at(60).start(1001)
        assert tale.requirements() == ["BKD-024"]

    def test_one_at_each_connector(self) -> None:
        assert free().boot().at(3).start(1000).at(60).start(1001, connector=2).violations() == []

    def test_the_same_start_again(self) -> None:
        tale = free().boot().at(3).start(1000).link("closed").boot().start(1000, repeat=True)
        assert tale.violations() == []

    def test_a_start_whose_number_may_be_lost(self) -> None:
        tale = free().boot().at(3).start(1000).at(4).link("closed").at(60).boot().start(1001)
        assert tale.violations() == []

    def test_the_backend_gives_one_number_twice(self) -> None:
        assert free().boot().at(3).start(1000).at(60).start(1000, connector=2).requirements() == [BENCH]

    def test_the_car_has_gone_and_no_stop_came(self) -> None:
        tale = free().boot().at(3).charge().start().at(60).stop().unplug()
        assert tale.at(130).write("scenario", "step", text="the end").requirements() == ["AUT-043"]

    @pytest.mark.parametrize("why", ["too soon", "no line", "car", "silent", "muted", "error", "mode"])
    def test_no_stop_yet_with_a_reason(self, why: str) -> None:
        tale = Tale().set(
            Free_Charging="On", Stop_Transaction_Mode="Only by RFID/RemoteStop" if why == "mode" else "Normal"
        )
        tale.boot().at(3).charge().start().at(60)
        if why != "car":
            tale.stop().unplug()
        if why in ("no line", "muted"):
            tale.link("closed" if why == "no line" else "mute", "network")
        if why in ("silent", "error"):
            tale.call("Heartbeat", {})
        if why == "error":
            tale.answer({}, "error")
        assert tale.at(100 if why == "too soon" else 130).write("scenario", "step", text="the end").violations() == []

    def test_the_bench_switches_off_in_mid_charge(self) -> None:
        tale = free().boot().at(3).charge().start().at(60).running("power off")
        assert tale.unplug().at(200).boot().at(400).link("closed").violations() == []


class TestSignalledCurrent:
    """5. No offer above a limit, none without a plug."""

    def test_above_the_manufacturers_limit(self) -> None:
        assert free().at(3).plug(63).pilot(400).requirements() == ["PWR-026"]

    def test_above_the_plugs(self) -> None:
        assert free().at(3).plug(13).pilot(160).requirements() == ["SPC-019"]
        assert free().at(3).plug(13).pilot(130).violations() == []

    @pytest.mark.parametrize("name", ["Operator Current Limit (A)", "Operator Current Limit [A]"])
    def test_above_the_operators(self, name: str) -> None:
        tale = free().type(name, "16").save(restart=False)
        assert tale.at(9).plug().pilot(200).requirements() == ["PWR-003"]

    @pytest.mark.parametrize(
        ("name", "requirement"),
        [("Maximum current [A]", "PWR-026"), ("Installation Current Limit [A]", "PWR-036")],
    )
    def test_above_the_limits_of_higher_roles(self, name: str, requirement: str) -> None:
        tale = free().type(name, "16").save(restart=False)
        assert tale.at(9).plug().pilot(200).requirements() == [requirement]

    def test_the_installations_limit_is_not_there_with_one_feed(self) -> None:
        tale = free().type("Charging station with one feed", "On")
        tale.type("Installation Current Limit [A]", "16").save(restart=True)
        assert tale.at(60).plug().pilot(319).violations() == []

    def test_each_socket_has_its_own(self) -> None:
        name = "Operator Current Limit [A] (Connector 2)"
        tale = free().type(name, "16").save(restart=False)
        assert tale.at(9).plug().pilot(319).violations() == []
        assert tale.plug(socket=2).pilot(319, 2).requirements() == ["PWR-003"]

    def test_a_limit_lowered_under_an_offer(self) -> None:
        tale = free().at(3).plug().pilot(319)
        tale.at(9).type("Operator Current Limit [A]", "16")
        tale.save(restart=False)
        assert tale.at(11).write("scenario", "step").violations() == []
        assert tale.at(15).write("scenario", "step").requirements() == ["PWR-003"]

    def test_a_limit_that_the_backend_raises_acts_before_its_answer_is_here(self) -> None:
        asked = {"key": "OperatorCurrentLimit", "value": "16"}
        tale = free().boot().at(3).call("ChangeConfiguration", asked, who="backend").answer({"status": "Accepted"})
        tale.at(20).plug().pilot(160).call("ChangeConfiguration", {**asked, "value": "32"}, who="backend").pilot(319)
        assert tale.answer({"status": "Accepted"}).violations() == []

    def test_another_plug_under_an_old_offer(self) -> None:
        tale = free().at(3).plug(32).pilot(319).at(9).unplug("station").plug(13)
        assert tale.at(10).pilot(0).violations() == []
        tale = free().at(3).plug(32).pilot(319).at(9).unplug("station").plug(13)
        assert tale.at(20).write("scenario", "step").requirements() == ["SPC-019"]

    def test_an_offer_without_a_plug(self) -> None:
        assert free().at(3).plug().unplug("station").at(9).pilot(160).requirements() == ["SPC-007"]
        assert free().at(3).pilot(160).at(9).plug().requirements() == ["SPC-007"]

    def test_an_offer_that_outlives_the_plug_or_nobody_knows(self) -> None:
        assert free().at(3).plug().pilot(160).at(9).unplug("station").pilot(0).violations() == []
        assert free().at(3).pilot(160).at(9).unplug("station").violations() == []


class TestCurrentFlow:
    """6. The bench obeys physics."""

    def test_through_an_open_contactor(self) -> None:
        assert free().at(3).plug().pilot(160).current(160).requirements() == [BENCH]

    def test_after_the_contactor_has_opened(self) -> None:
        tale = free().at(3).charge().at(9).contactor(False)
        assert tale.at(9.5).write("scenario", "step").violations() == []
        assert tale.at(11).write("scenario", "step").requirements() == [BENCH]

    def test_above_the_offer(self) -> None:
        assert free().at(3).charge(offered_da=160).at(4).current(200).requirements() == [BENCH]

    def test_a_vehicle_follows_a_lowered_offer(self) -> None:
        tale = free().at(3).charge(offered_da=200).at(9).pilot(160).at(11).current(180)
        assert tale.at(13).current(160).violations() == []
        tale = free().at(3).charge(offered_da=200).at(9).pilot(160)
        assert tale.at(15).write("scenario", "step").requirements() == [BENCH]


class TestPlugHeld:
    """7. A live plug is held."""

    def test_released_while_current_is_offered(self) -> None:
        assert free().at(3).charge().at(9).lock(False).requirements() == ["AUT-081"]

    def test_released_just_before_the_contactor_opens(self) -> None:
        tale = free().at(3).charge().at(9).pilot(0).lock(False).at(9.1).contactor(False).current(0)
        assert tale.requirements() == ["AUT-081"]

    def test_released_behind_the_contactor(self) -> None:
        assert free().at(3).charge().at(9).stop().violations() == []

    def test_a_welded_contactor(self) -> None:
        assert free().at(3).charge().at(9).pilot(0).current(0).lock(False).at(30).contactor(False).violations() == []

    def test_a_welded_contactor_that_comes_loose_just_then(self) -> None:
        tale = free().at(3).charge().at(9).pilot(0).current(0).lock(False)
        tale.write("bench", "fault", to="station", socket=1, what="contactor mended")
        assert tale.contactor(False).violations() == []

    def test_a_lock_that_somebody_else_opens(self) -> None:
        assert free().at(3).charge().at(9).lock(False, who="driver 1").violations() == []


class TestEnergy:
    """8. Registers do not run backwards."""

    def test_a_session(self) -> None:
        tale = free().boot().at(3).start().at(60).meter("100").at(120).meter("0.1", "kWh").at(180).stopped(meter_wh=250)
        assert tale.at(300).start(1001, meter_wh=250).violations() == []

    def test_a_stop_below_the_start(self) -> None:
        assert free().boot().at(3).start(meter_wh=900).at(60).stopped(meter_wh=500).requirements() == ["AUT-042"]

    def test_a_reading_below_the_one_before(self) -> None:
        tale = free().boot().at(3).start(meter_wh=100).at(60).meter("300").at(120).meter("299")
        assert tale.requirements() == ["AUT-042"]

    def test_the_next_session_below_the_last(self) -> None:
        tale = free().boot().at(3).start().at(60).stopped(meter_wh=500).at(90).start(1001, meter_wh=0)
        assert tale.requirements() == ["AUT-042"]

    def test_the_other_connector_has_its_own_register(self) -> None:
        tale = free().boot().at(3).start().at(60).stopped(meter_wh=500).at(90).start(1001, connector=2)
        assert tale.violations() == []

    def test_rounding_is_no_decrease(self) -> None:
        tale = free().boot().at(3).start(meter_wh=366).at(60).meter("0.36", "kWh").at(120).stopped(meter_wh=366)
        assert tale.violations() == []

    def test_other_readings_are_not_the_register(self) -> None:
        tale = free().boot().at(3).start(meter_wh=900).at(60).meter("3", phase="L1").at(120)
        tale.meter("4", measurand="Power.Active.Import").at(180).meter("5", number=77).at(200).meter("NaN")
        assert tale.violations() == []

    def test_another_meter(self) -> None:
        tale = free().boot().at(3).start().at(60).stopped(meter_wh=500).set(Meter_Configuration="other")
        assert tale.at(90).boot().start(1001, meter_wh=0).violations() == []


class TestLed:
    """9. The ring tells the truth about charging."""

    def charging(self, tale: Tale, period_ms: int = 2000) -> Tale:
        return tale.light("blinking", "blue", period_ms)

    def test_charging_without_current(self) -> None:
        tale = self.charging(free().at(3).plug().car())
        assert tale.at(7).write("scenario", "step").requirements() == ["LED-018"]

    def test_charging_after_the_end(self) -> None:
        tale = self.charging(free().at(3).charge()).at(60).stop()
        assert tale.at(64).write("scenario", "step").requirements() == ["LED-018"]

    def test_charging(self) -> None:
        tale = self.charging(free().at(3).plug().car().lock(True)).at(4).pilot(160).contactor(True).current(160)
        tale.at(900).stop().at(901).light("steady", "blue")
        assert tale.at(990).write("scenario", "step").violations() == []

    def test_a_full_battery_takes_nothing(self) -> None:
        tale = self.charging(free().at(3).charge()).at(60).current(0)
        assert tale.at(90).write("scenario", "step").violations() == []

    def test_other_patterns_say_nothing_of_charging(self) -> None:
        for motion, colours, period_ms in (
            ("blinking", "blue", 500),
            ("steady", "blue", 0),
            ("blinking", "green", 2000),
        ):
            tale = free().at(3).light(motion, colours, period_ms)
            assert tale.at(90).write("scenario", "step").violations() == []

    def test_a_contactor_of_which_nothing_is_known(self) -> None:
        tale = Tale()
        assert self.charging(tale, 2400).at(1).light("dark", "").violations() == []
