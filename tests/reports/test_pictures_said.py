"""What stations say of their limits, and limits that are there for a while only, as the pictures show them."""

from __future__ import annotations

import pytest

from reports.pictures import story_of
from reports.pictures.limits import INPUT
from reports.pictures.said import Said, said_of
from reports.pictures.series import OFF, Series, highest, pieces, shown
from tests.reports.load_stories import Teller, island_says, many_say
from tests.reports.test_pictures import PIXEL_DA, axes_of_amperes, drawn, height_at, paths, said, time_axis, vertices

PICTURE = drawn(island_says())
PANELS = ("L1", "L2", "L3", "socket 1", "socket 2", "station 2, socket 1")


def word(station: int, socket: int) -> Said:
    """What is said of a socket of the island."""
    return next(one for one in said_of(island_says()) if (one.station, one.socket) == (station, socket))


@pytest.mark.parametrize(("panel", "at_ms", "limit_da"), [
    ("L1", 40_000, 200), ("L1", 80_000, 120), ("L2", 80_000, 80), ("L3", 80_000, 200), ("L2", 120_000, 200),
    ("socket 1", 40_000, 200), ("socket 1", 80_000, 80), ("socket 2", 40_000, 0),
])  # fmt: skip
def test_what_is_said_is_read_back(panel: str, at_ms: int, limit_da: int) -> None:
    (line,) = paths(PICTURE, "said by 1", panel)
    to_ms, to_da = time_axis(PICTURE), axes_of_amperes(PICTURE)[PANELS.index(panel)]
    x = next(x for x in range(52, 812) if to_ms(x) >= at_ms)
    assert to_da(height_at(line, x)) == pytest.approx(limit_da, abs=PIXEL_DA)


def test_sources_are_named_beside_their_line_or_at_the_right() -> None:
    words = said(PICTURE).splitlines()
    assert {"external input", "sub-distribution", "DLM", "20 A sub-distribution", "0 A DLM"} <= set(words)
    assert "(16 A operator)" in words, "it has ended before the end"


def test_a_socket_that_waits_has_a_panel() -> None:
    assert "socket 2: offered at most 0 A, draws at most 0 A on a conductor" in said(PICTURE)


def test_what_is_said_ends_with_the_plug_and_with_the_software() -> None:
    assert word(1, 1).phases[0].points == ((20_000, 200), (60_000, 80), (101_000, 160), (102_000, OFF))
    tell = Teller()
    tell.limit(1, (160, 160, 160), "operator")
    tell.now_ms = 5_000
    tell.journal.write("station", "restart", state="power off")
    (one,) = said_of(tell.journal)
    assert one.phases[1].points == ((0, 160), (5_000, OFF))
    assert one.stretches(1, 0, 9_000)[0].end_ms == 5_000


def test_each_phase_has_its_own_source() -> None:
    assert [names[0][1] for names in word(2, 1).names] == ["disconnected limit", "phases connected", "phases connected"]
    assert [names[1][1] for names in word(1, 0).names[:2]] == ["external input", "external input"]
    assert len(word(1, 0).names[2]) == 1, "on L3 nothing has changed"


def test_the_external_input_limits_while_it_is_closed() -> None:
    story = story_of(island_says())
    assert story is not None
    (limit,) = (limit for limit in story.limits if limit.label == INPUT)
    assert limit.phases[0].points == ((0, OFF), (60_000, 120), (100_000, OFF))
    (line,) = paths(PICTURE, "limit external input", "L2")
    to_ms = time_axis(PICTURE)
    assert to_ms(vertices(line)[0][0]) == pytest.approx(60_000, abs=300)
    assert to_ms(vertices(line)[-1][0]) == pytest.approx(100_000, abs=300)


def test_an_input_that_is_not_enabled_limits_nothing() -> None:
    entries = [entry for entry in island_says() if entry.detail.get("value") != "Enable"]
    story = story_of(entries)
    assert story is not None
    assert all(value == OFF for limit in story.limits if limit.label == INPUT for _, value in limit.phases[0].points)


def test_an_island_has_one_minimum() -> None:
    story = story_of(island_says())
    assert story is not None
    assert [limit.phases[0].points for one in (1, 2) if (limit := story.minimum(one)) is not None] == [((0, 100),)] * 2
    assert said(PICTURE).splitlines().count("minimum 10 A") == 2, "one in the panel of each socket"


def test_the_limit_that_a_charging_profile_sets_is_worth_a_picture_and_an_ordinary_one_is_not() -> None:
    for source, wanted in (("backend profile", True), ("manufacturer", False), ("cable", False)):
        tell = Teller()
        tell.plug(1)
        tell.limit(1, (160, 160, 160), source)
        tell.offer(1, 160)
        assert (story_of(list(tell.journal)) is not None) is wanted


def test_odd_words_do_no_harm() -> None:
    tell = Teller()
    tell.save(sub="32/32/32")
    tell.offer(1, 160)
    tell.journal.write("station", "limit", socket=1, l1_da="much", source="/")
    tell.journal.write("station", "limit", socket=1, l1_da=160)
    tell.limit(1, (160, 160, 160), "")
    drawn(list(tell.journal))


def test_a_limit_comes_in_the_pieces_in_which_it_is_there() -> None:
    series = Series(((0, OFF), (5, 160), (8, 200), (9, OFF), (12, 100)))
    assert pieces(series, 20) == [(Series(((5, 160), (8, 200))), 9), (Series(((12, 100),)), 20)]
    assert shown(series).most == 200


def test_the_highest_of_several() -> None:
    two = [Series(((0, 70), (9, 60))), Series(((4, 80), (6, 0)))]
    assert highest(two).points == ((0, 70), (4, 80), (6, 70), (9, 60))


def test_a_strip_shows_the_limit_in_force_as_well() -> None:
    picture = drawn(many_say())
    for station in range(1, 5):
        for socket in (1, 2):
            name = f"socket {socket}" if station == 1 else f"station {station}, socket {socket}"
            (line,) = paths(picture, f"said by {station}", name)
            (offered,) = paths(picture, "offered", name)
            heights = {y for _, y in vertices(line)}
            assert len(heights) == 2, "16 A and 10 A"
            assert heights <= {y for _, y in vertices(offered)}, "the pilot is at the limit"
            (tip,) = line
            assert (tip.text or "").endswith(": operator from 00:00:01, DLM from 00:01:00")
