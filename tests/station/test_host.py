"""The host: timers, power, boot, effects in order, news while busy, and a software that dies."""

from __future__ import annotations

import pytest

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.errors import StationError

from .examples import example, kinds
from .world import World

GO = ev.TimerExpired("link", 0, "go")
"""Read by the script only."""
ELSEWHERE = {
    fx.Tell: "another block",
    fx.ReadAnswer: "the outbox's next events",
    fx.JudgeCertificate: "the firmware's next event",
    fx.JudgeImage: "the firmware's next event",
    fx.CancelTransfer: "a transfer that runs",
    fx.HearRequests: "the reader of frames",
}


def on_go(*effects: fx.Effect) -> World:
    """A running station that asks for these effects when it is told GO."""
    return World(lambda event: list(effects) if event == GO else []).boot()


def timer(name: str, after_ms: int) -> fx.StartTimer:
    return fx.StartTimer("link", 0, name, after_ms)


def expiries(world: World) -> list[str]:
    return [event.name for event in world.script.told if isinstance(event, ev.TimerExpired) and event != GO]


# ---------------------------------------------------------------- effects


BY_BLOCKS = [kind for kind in kinds(fx.Effect) if kind is not fx.Write]
"""Write is made by the station, of what blocks ask to keep."""


@pytest.mark.parametrize("kind", BY_BLOCKS, ids=lambda kind: kind.__name__)
def test_every_effect_is_performed(kind: type[fx.Effect]) -> None:
    world = on_go(example(kind))
    world.host.tell(GO)
    assert world.host.crash is None
    timed = world.host.open_timers > 0
    if kind not in ELSEWHERE and kind is not fx.CancelTimer:
        assert [what for what in world.done if what[0] != "save"] or timed or "save" in world.done[0]


def test_what_one_event_changes_in_two_records_is_written_at_once() -> None:
    world = on_go(fx.Persist("a", 1), fx.DrivePilot(1, 500), fx.Persist("b", 2), fx.Persist("a", 3))
    written: list[dict[str, object]] = []
    world.save_all = written.append  # type: ignore[method-assign]  # the disk of this world only
    world.host.tell(GO)
    assert written == [{"a": 3, "b": 2}]


def test_a_disk_that_refuses_ends_the_software_and_is_the_station_s_fault() -> None:
    world = on_go(fx.Persist("a", 1), fx.DrivePilot(1, 500))

    def refuse(_records: dict[str, object]) -> None:
        raise StationError("the disk is full; make room")

    world.save_all = refuse  # type: ignore[method-assign]  # the disk of this world only
    world.host.tell(GO)
    assert isinstance(world.host.crash, StationError)
    assert not world.host.running


def test_effects_are_done_in_the_order_in_which_they_were_asked_for() -> None:
    world = on_go(fx.DrivePilot(1, 500), fx.DriveLock(2, True), fx.Persist("x", 1), fx.DriveContactor(1, False))
    world.host.tell(GO)
    ours = [what for what in world.done if what[0] in ("pilot", "lock", "contactor") or what == ("save", "x")]
    assert ours == [("pilot", 1, 500), ("lock", 2, True), ("save", "x"), ("contactor", 1, False)]


def test_an_effect_without_a_performer_is_an_error_that_says_where_to_add_one() -> None:
    world = World(lambda event: [object()] if event == GO else []).boot()  # nobody knows this kind
    with pytest.raises(AssertionError, match=r"no performer for object: add one to host\.py"):
        world.host.tell(GO)


# ---------------------------------------------------------------- timers


def test_a_timer_expires_once_at_its_time() -> None:
    world = on_go(timer("a", 500))
    world.host.tell(GO)
    world.run(499)
    assert expiries(world) == []
    world.run(1)
    assert expiries(world) == ["a"]
    world.run(10_000)
    assert expiries(world) == ["a"]
    assert world.host.open_timers == 0


def test_a_timer_of_the_same_name_takes_the_place_of_the_first() -> None:
    world = on_go(timer("a", 500))
    world.host.tell(GO)
    world.run(400)
    world.host.tell(GO)
    world.run(400)
    assert expiries(world) == []
    world.run(100)
    assert expiries(world) == ["a"]


def test_timers_of_other_names_and_sockets_are_other_timers() -> None:
    world = on_go(timer("a", 500), timer("b", 400), fx.StartTimer("link", 1, "a", 300))
    world.host.tell(GO)
    world.run(1_000)
    assert expiries(world) == ["a", "b", "a"]


def test_a_cancelled_timer_does_not_expire_and_cancelling_none_is_harmless() -> None:
    world = on_go(timer("a", 500), fx.CancelTimer("link", 0, "a"), fx.CancelTimer("link", 0, "never started"))
    world.host.tell(GO)
    world.run(1_000)
    assert expiries(world) == []
    assert world.host.open_timers == 0


def test_a_timer_that_starts_itself_again_goes_on() -> None:
    world = World(lambda event: [timer("a", 100)] if event == GO or isinstance(event, ev.TimerExpired) else []).boot()
    world.host.tell(GO)
    world.run(1_000)
    assert expiries(world) == ["a"] * 10


# ---------------------------------------------------------------- power


def test_the_software_runs_after_the_boot_and_hears_nothing_before() -> None:
    world = World(lambda event: [])
    world.host.power_on()
    world.run(999)
    world.host.tell(GO)
    assert not world.host.running
    assert world.script.told == []
    world.run(1)
    assert world.host.running
    assert [type(event) for event in world.script.told] == [ev.TrustChanged, ev.Booted]
    assert world.life == ["running"]


def test_after_a_boot_comes_first_the_disk_then_what_is_sensed_then_booted() -> None:
    world = World()
    world.records["configuration"] = {"Free Charging": "On"}
    world.sense = lambda: [ev.ProximitySensed(1, 220)]  # type: ignore[method-assign]  # only this test has a plug
    world.host.power_on()
    world.run(1_000)
    assert world.host.crash is None
    lights = [what for what in world.done if what[0] == "light"]
    assert [socket for _, socket, _ in lights] == [1, 2]


def test_a_loss_of_power_drops_timers_news_and_the_boot() -> None:
    world = on_go(timer("a", 500))
    world.host.tell(GO)
    world.host.power_off()
    assert world.host.open_timers == 0
    assert world.done[-3:] == [("vanish",), ("no mails",), ("safe outputs",)]
    world.host.tell(GO)
    world.run(10_000)
    assert expiries(world) == []
    world.host.power_on()
    world.host.power_off()
    world.run(10_000)
    assert not world.host.running
    assert world.life == ["running", "power off"]


def test_power_that_comes_back_starts_a_station_that_remembers_the_disk_only() -> None:
    world = on_go(fx.Persist("x", {"kept": 1}), timer("a", 500))
    world.host.tell(GO)
    world.host.power_off()
    world.boot()
    assert world.records["x"] == {"kept": 1}
    assert expiries(world) == []


def test_a_restart_ends_the_software_at_once_and_boots_it_again() -> None:
    world = on_go(fx.DrivePilot(1, 500), fx.Restart(), fx.DrivePilot(2, 500))
    world.host.tell(GO)
    assert ("pilot", 2, 500) not in world.done
    assert not world.host.running
    world.run(1_000)
    assert world.life == ["running", "restart", "running"]
    assert world.script.told[-1] == ev.Booted("restart")


# ---------------------------------------------------------------- news while busy, and death


def test_news_that_come_while_an_effect_is_done_wait_until_the_station_is_free() -> None:
    world = on_go(fx.DriveLock(1, True), fx.DrivePilot(1, 500))
    world.on_drive = lambda: world.host.tell(ev.LinkDown("while busy"))
    world.host.tell(GO)
    assert world.script.told[-2:] == [GO, ev.LinkDown("while busy")]
    assert world.done[:2] == [("lock", 1, True), ("pilot", 1, 500)]


def test_news_keep_their_order() -> None:
    world = on_go(fx.DriveLock(1, True), fx.ReadMeter(1, "sample"))
    first, second = ev.LinkDown("first"), ev.LinkDown("second")
    world.on_drive = lambda: [world.host.tell(event) for event in (first, second)] and None
    world.host.tell(GO)
    assert world.script.told[-3:] == [GO, first, second]


def test_a_loss_of_power_in_the_middle_of_the_effects_ends_them() -> None:
    world = on_go(fx.DriveLock(1, True), fx.DrivePilot(1, 500))
    world.on_drive = world.host.power_off
    world.host.tell(GO)
    assert ("pilot", 1, 500) not in world.done


def crashing() -> World:
    def react(event: ev.Event) -> list[fx.Effect]:
        if event == GO:
            raise ZeroDivisionError("a planted fault")
        return [timer("a", 500)] if isinstance(event, ev.Booted) else []

    return World(react).boot()


def test_a_block_that_crashes_ends_the_software_and_not_the_bench() -> None:
    world = crashing()
    world.host.tell(GO)
    assert isinstance(world.host.crash, ZeroDivisionError)
    assert not world.host.running
    assert world.host.open_timers == 0
    assert world.life == ["running", "crash: ZeroDivisionError: a planted fault"]
    assert world.done[-3:] == [("vanish",), ("no mails",), ("safe outputs",)]


def test_after_a_crash_news_and_time_are_harmless() -> None:
    world = crashing()
    world.host.tell(GO)
    world.host.tell(GO)
    world.run(10_000)
    assert expiries(world) == []
    assert world.life[1:] == ["crash: ZeroDivisionError: a planted fault"]
    world.host.power_off()
    assert world.life[-1].startswith("crash"), "what does not run cannot be switched off"
