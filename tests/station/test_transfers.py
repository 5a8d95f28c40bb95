"""Files through the host: transfers end in events, and the software's end ends them in silence."""

from __future__ import annotations

import pytest

from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.station.transfers import RunningTransfers

from .world import World

GO = ev.TimerExpired("link", 0, "go")


def running(effect: fx.Effect) -> World:
    world = World(lambda event: [effect] if event == GO else []).boot()
    world.host.tell(GO)
    return world


@pytest.mark.parametrize(
    "effect", [fx.Download("job", "http://x/a"), fx.Upload("job", "ftp://x/", "name", b"file")], ids=["down", "up"]
)
def test_a_loss_of_power_cancels_what_is_on_its_way(effect: fx.Effect) -> None:
    world = running(effect)
    world.host.power_off()
    assert ("cancel",) in world.done


def test_an_end_is_told_once() -> None:
    ends: list[ev.Event] = []
    world = World().boot()
    transfers = RunningTransfers(world, ends.append)
    transfers.perform(fx.Download("job", "http://x/a"))
    world.ended()
    world.ended()
    assert ends == [ev.DownloadEnded("job", b"file", "")]


def test_a_cancelled_job_tells_nothing() -> None:
    ends: list[ev.Event] = []
    world = World().boot()
    transfers = RunningTransfers(world, ends.append)
    transfers.perform(fx.Upload("job", "ftp://x/", "name", b"file"))
    transfers.perform(fx.CancelTransfer("job"))
    transfers.perform(fx.CancelTransfer("job"))
    world.ended()
    assert ends == []
    assert world.done.count(("cancel",)) == 1


def test_a_host_without_a_way_for_files_says_so() -> None:
    ends: list[ev.Event] = []
    transfers = RunningTransfers(None, ends.append)
    transfers.perform(fx.Download("a", "http://x/a"))
    transfers.perform(fx.Upload("b", "ftp://x/", "name", b"file"))
    assert [type(end) for end in ends] == [ev.DownloadEnded, ev.UploadEnded]
