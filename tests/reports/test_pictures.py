"""A picture says what the journal says: lines and areas are read back by the axes, as a person reads them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from fixtures.bench.journal import Entry
from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.model.loads import ROTATIONS
from reports.pictures import load_svg, story_of
from reports.pictures.axes import ampere_ticks, apart, clock, time_ticks
from reports.pictures.limits import LIMITS, METER, ONE_FEED
from reports.pictures.series import Series, above, thinned, total
from reports.pictures.story import _WIRING
from tests.reports.load_stories import ROLE, SUB, Teller, busy_day, island_says, two_cars

SPACE = "{http://www.w3.org/2000/svg}"
Picture = ElementTree.Element
PIXEL_DA = 6
"""A pixel is at most so many tenths of an ampere in these pictures."""


def drawn(entries: Sequence[Entry], title: str = "Two cars") -> Picture:
    story = story_of(entries)
    assert story is not None
    return ElementTree.fromstring(load_svg(story, title))


def texts(picture: Picture, kind: str = "") -> list[Picture]:
    found = picture.iter(f"{SPACE}text")
    return [one for one in found if kind in (one.get("class") or "").split() or not kind]


def said(picture: Picture) -> str:
    return "\n".join("".join(one.itertext()) for one in picture.iter(f"{SPACE}text"))


def time_axis(picture: Picture) -> Callable[[float], float]:
    """Pixels to milliseconds, by the first and the last label below the panels."""
    labels = [(float(one.attrib["x"]), _ms(one.text or "")) for one in texts(picture, "xa")]
    (x1, t1), (x2, t2) = labels[0], labels[-1]
    return lambda x: t1 + (x - x1) * (t2 - t1) / (x2 - x1)


def _ms(label: str) -> int:
    days, _, rest = label.rpartition("d ")
    hours, minutes, seconds = rest.split(":")
    return round(((int(days or 0) * 24 + int(hours)) * 60 + int(minutes)) * 60_000 + float(seconds) * 1_000)


def axes_of_amperes(picture: Picture) -> list[Callable[[float], float]]:
    """Pixels to tenths of an ampere, panel by panel; a panel's labels begin with 0."""
    panels: list[list[tuple[float, float]]] = []
    for one in texts(picture, "ya"):
        value = float((one.text or "").removesuffix(" A"))
        if not panels or float(one.attrib["y"]) > panels[-1][-1][0]:  # labels of a panel go upwards
            panels.append([])
        panels[-1].append((float(one.attrib["y"]) - 4, value))
    return [_line(panel[0], panel[-1]) for panel in panels]


def _line(low: tuple[float, float], high: tuple[float, float]) -> Callable[[float], float]:
    (y1, a1), (y2, a2) = low, high
    return lambda y: 10 * (a1 + (y - y1) * (a2 - a1) / (y2 - y1))


def vertices(path: Picture) -> list[tuple[float, float]]:
    found, x, y = [], 0.0, 0.0
    for letter, numbers in re.findall(r"([MHV])([-0-9. ]+)", path.attrib["d"]):
        values = [float(one) for one in numbers.split()]
        x = values[0] if letter in "MH" else x
        y = values[-1] if letter in "MV" else y
        found.append((x, y))
    return found


def paths(picture: Picture, series: str, panel: str) -> list[Picture]:
    found = picture.iter(f"{SPACE}path")
    return [one for one in found if one.get("data-series") == series and one.get("data-panel") == panel]


def height_at(path: Picture, x: float) -> float:
    """The y of a step line right of `x`, reading its way there."""
    at = [vertex for vertex in vertices(path) if vertex[0] <= x + 0.051]
    return at[-1][1]


def top_and_bottom(path: Picture, x: float) -> tuple[float, float]:
    """Upper and lower edge of an area right of `x`: there and back."""
    corners = vertices(path)
    turn = next(place for place, corner in enumerate(corners) if corner[0] == max(one[0] for one in corners))
    there, back = corners[: turn + 1], corners[turn + 1 :]
    upper = [corner for corner in there if corner[0] <= x + 0.051][-1][1]
    lower = next(y for (nx, y) in back if nx <= x + 0.051)
    return upper, lower


MOMENTS = (72_000, 74_000, 131_000, 134_000, 190_000, 203_000, 220_000, 290_000)
FLOWING = {  # ms: (socket 1, socket 2, building) on L1, tenths of an ampere, from the story itself
    72_000: (0, 0, 50),
    74_000: (250, 0, 50),
    131_000: (250, 0, 50),
    134_000: (120, 0, 50),
    190_000: (120, 115, 50),
    203_000: (120, 115, 220),
    220_000: (120, 115, 120),
    290_000: (120, 115, 120),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("panel", ["L1", "L2", "L3"])
def test_areas_read_back_by_the_axes_equal_the_journal(moment: int, panel: str) -> None:
    picture = drawn(two_cars())
    number = ("L1", "L2", "L3").index(panel)
    to_da, to_ms = axes_of_amperes(picture)[number], time_axis(picture)
    x = next(one / 10 for one in range(520, 8_130) if to_ms(one / 10) >= moment)
    first, second, building = FLOWING[moment]
    expected = (first, second, building) if panel == "L1" else (first, 0, (0, 80, 100)[number])
    floor = 0
    for who, value in zip(("socket 1", "socket 2", "building"), expected, strict=True):
        (area,) = paths(picture, who, panel)
        upper, lower = top_and_bottom(area, x)
        assert to_da(lower) == pytest.approx(floor, abs=PIXEL_DA)
        assert to_da(upper) == pytest.approx(floor + value, abs=PIXEL_DA)
        floor += value


@pytest.mark.parametrize(
    ("limit", "panel", "before_da", "after_da"),
    [
        ("sub-distribution", "L1", 320, 200),
        ("sub-distribution", "L3", 250, 200),
        ("main distribution", "L2", 400, 400),
        ("operator sub-distr.", "L1", 160, 160),
    ],
)
def test_limit_lines_read_back_equal_what_was_saved(limit: str, panel: str, before_da: int, after_da: int) -> None:
    picture = drawn(two_cars())
    to_da = axes_of_amperes(picture)[("L1", "L2", "L3").index(panel)]
    to_ms = time_axis(picture)
    (line,) = paths(picture, f"limit {limit}", panel)
    corners = vertices(line)
    assert to_da(corners[0][1]) == pytest.approx(before_da, abs=PIXEL_DA)
    assert to_da(corners[-1][1]) == pytest.approx(after_da, abs=PIXEL_DA)
    changes = [to_ms(x) for (x, y), (_, later) in pairwise(corners) if y != later]
    assert changes == ([] if before_da == after_da else [pytest.approx(280_000, abs=500)])


def test_the_pilot_read_back_equals_what_was_offered() -> None:
    picture = drawn(two_cars())
    to_da, to_ms = axes_of_amperes(picture)[3], time_axis(picture)
    (line,) = paths(picture, "offered", "socket 1")
    steps = [(to_ms(x), to_da(y)) for x, y in vertices(line)]
    assert max(value for _, value in steps) == pytest.approx(250, abs=PIXEL_DA)
    assert steps[-1][1] == pytest.approx(120, abs=PIXEL_DA)
    lowered = next(at for at, value in steps if at > 80_000 and value < 200)
    assert lowered == pytest.approx(130_000, abs=500)


def test_what_is_above_a_limit_is_marked_with_its_time_to_the_millisecond() -> None:
    picture = drawn(two_cars())
    bars = [one for one in picture.iter(f"{SPACE}rect") if one.get("data-over")]
    spans = {(one.get("data-over"), one.get("data-panel")): (one.get("data-from"), one.get("data-to")) for one in bars}
    assert spans[("main distribution", "L1")] == ("200000", "207000")
    assert ("main distribution", "L2") not in spans
    assert ("sub-distribution", "L3") not in spans  # 25 A are not above 25 A
    assert spans[("sub-distribution", "L1")] == ("280000", "330000")
    assert "above main distribution for 7 s" in said(picture)


def test_events_have_a_number_each_and_their_words_in_the_key() -> None:
    told = said(drawn(two_cars()))
    for words in ("socket 1: vehicle connected", "fuse main blows", "saved: sub-distribution limit 20/20/20"):
        assert words in told
    assert "00:04:20" in told


def test_the_highest_current_of_a_day_is_not_thinned_away() -> None:
    picture = drawn(busy_day())
    (area,) = paths(picture, "socket 1", "L1")
    to_da, to_ms = axes_of_amperes(picture)[0], time_axis(picture)
    corners = vertices(area)
    assert len(corners) < 2 * 2 * 2 * 760 + 10
    highest = min(corners, key=lambda corner: corner[1])
    assert to_da(highest[1]) == pytest.approx(999, abs=2 * PIXEL_DA)
    assert to_ms(highest[0]) == pytest.approx(700 * 60_000 + 17_000, abs=120_000)
    assert "draws at most 99.9 A" in said(picture)


def boxes(picture: Picture) -> list[tuple[float, float, float, float, str]]:
    found = []
    for one in texts(picture):
        words = (one.text or "") + "".join(child.tail or "" for child in one)
        wide = 6.2 * len(words)
        x = float(one.attrib["x"])
        left = {"middle": x - wide / 2, "end": x - wide}.get(one.get("text-anchor", ""), x)
        found.append((left, float(one.attrib["y"]) - 9, left + wide, float(one.attrib["y"]) + 2, words))
    return found


@pytest.mark.parametrize("entries", [two_cars(), busy_day(2), busy_day(12), island_says()],
                         ids=["two cars", "a day", "six stations", "an island"])  # fmt: skip
def test_no_two_labels_lie_on_one_another_and_none_leaves_the_picture(entries: Sequence[Entry]) -> None:
    picture = drawn(entries)
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    for one, other in combinations(boxes(picture), 2):
        clear = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert clear, f"{one[4]!r} lies on {other[4]!r}"
    for left, upper, right, lower, words in boxes(picture):
        assert left >= -2, words
        assert upper >= 0, words
        assert right <= width + 2, words
        assert lower <= height, words


def test_the_same_journal_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "from tests.reports.load_stories import two_cars; from reports.pictures import story_of, load_svg; "
        "import hashlib; print(hashlib.sha256(load_svg(story_of(two_cars()), 'x').encode()).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_hostile_names_stay_text() -> None:
    tell = Teller()
    tell.save(sub="16/16/16")
    tell.offer(1, 160)
    tell.journal.write("grid", "fuse", name='"><script>alert(1)</script>\x00', tripped=True)
    picture = drawn(list(tell.journal), "</text><script>")
    assert not list(picture.iter(f"{SPACE}script"))
    assert "<script>" in said(picture)


def test_wiring_sends_conductors_to_their_phases() -> None:
    tell = Teller()
    tell.save(sub="32/32/32")
    tell.journal.write("bench", "wiring", socket=1, rotation="STR")
    tell.now_ms = 1_000
    tell.draw(1, 160, 0, 0)
    tell.now_ms = 60_000
    tell.building(0, 0, 0)
    story = story_of(list(tell.journal))
    assert story is not None
    assert [story.load(phase, building=False).most for phase in range(3)] == [0, 160, 0]


def test_a_building_that_feeds_in_is_drawn_below_nothing() -> None:
    tell = Teller()
    tell.save(sub="32/32/32")
    tell.offer(1, 60)
    tell.draw(1, 60, 60, 60)
    tell.building(-150, 0, 0)
    tell.now_ms = 60_000
    tell.journal.write("scenario", "step", keyword="Then", text="the end")
    picture = drawn(list(tell.journal))
    (area,) = paths(picture, "building feeds in", "L1")
    to_da = axes_of_amperes(picture)[0]
    assert to_da(max(y for _, y in vertices(area))) == pytest.approx(-150, abs=PIXEL_DA)
    (together,) = paths(picture, "all together", "L1")
    assert to_da(vertices(together)[-1][1]) == pytest.approx(-90, abs=PIXEL_DA)
    assert not paths(picture, "all together", "L2")


def test_a_limit_is_held_against_its_own_island() -> None:
    tell = Teller()
    for station, number in ((2, "7"), (3, "7"), (4, "0")):
        role = "DLM Master (With internal DLM-Slave)" if station != 3 else "DLM Slave (Master-Auto-Discovery)"
        for name, value in ((ROLE, role), ("DLM Network Id", number), (SUB, "20/20/20")):
            tell.journal.write("operator", "parameter", name=name, value=value, state="preset", station=station)
    tell.now_ms = 1_000
    for station in (2, 3, 4):
        tell.offer(1, 100, station=station)
        tell.draw(1, 100, 100, 100, station=station)
    tell.now_ms = 5_000
    tell.draw(1, 150, 150, 150, station=3)
    tell.now_ms = 6_000
    tell.draw(1, 100, 100, 100, station=3)
    picture = drawn(list(tell.journal))
    bars = [one for one in picture.iter(f"{SPACE}rect") if one.get("data-over") == "sub-distribution"]
    assert {(bar.get("data-from"), bar.get("data-to")) for bar in bars} == {("5000", "6000")}
    assert "limits of station 2 for 2, 3" in said(picture)


def test_behind_a_blown_fuse_the_building_draws_nothing() -> None:
    tell = Teller()
    tell.journal.write("electrician", "fuse", name="main", rating_a=25, tripped=False)
    tell.offer(1, 160)
    tell.draw(1, 160, 160, 160)
    tell.node("sub-distribution", 160)
    tell.node("main", 160)
    tell.building(300, 300, 300)
    tell.node("main", 460)
    tell.now_ms = 60_000
    tell.journal.write("mains", "fuse", name="main", rating_a=25, tripped=True)
    tell.draw(1, 0, 0, 0)
    tell.node("sub-distribution", 0)
    tell.node("main", 0)
    tell.now_ms = 70_000
    tell.journal.write("scenario", "step", keyword="Then", text="the end")
    story = story_of(list(tell.journal))
    assert story is not None
    assert story.building is not None
    assert story.building[0].points == ((0, 300), (60_000, 0))
    told = said(drawn(list(tell.journal)))
    assert "fuse main 25 A" in told
    assert "above fuse main for 60 s" in told


def test_the_limit_of_a_feed_is_held_against_its_own_station() -> None:
    tell = Teller()
    tell.journal.write("electrician", "fuse", name="feed 2", rating_a=16, tripped=False)
    tell.offer(1, 320)
    tell.draw(1, 320, 320, 320)
    tell.offer(1, 160, station=2)
    tell.draw(1, 160, 160, 160, station=2)
    tell.building(0, 0, 0)
    tell.now_ms = 9_000
    tell.draw(1, 170, 170, 170, station=2)
    tell.now_ms = 10_000
    tell.draw(1, 160, 160, 160, station=2)
    assert "above fuse feed 2 for 1 s" in said(drawn(list(tell.journal)))


@pytest.mark.parametrize("name", ROTATIONS)
def test_rotations_are_those_of_the_station(name: str) -> None:
    assert _WIRING[name] == ROTATIONS[name]


def test_a_journal_without_anything_to_compare_has_no_picture() -> None:
    tell = Teller()
    tell.plug(1)
    tell.offer(1, 160)
    tell.draw(1, 160, 160, 160)
    assert story_of(list(tell.journal)) is None
    assert story_of([]) is None


def test_odd_entries_do_no_harm() -> None:
    tell = Teller()
    tell.save(sub="a lot")
    tell.offer(1, 160)
    tell.building(0, 0, 0)
    tell.journal.write("vehicle 1", "current", deciamperes="many")
    tell.journal.write("backend", "frame", message="call", action="SetChargingProfile", payload="{")
    tell.journal.write("backend", "frame", message="call", action="ChangeConfiguration", payload="[1")
    assert "offered at most 16 A" in said(drawn(list(tell.journal)))


def test_a_limit_that_the_backend_sets_counts_when_the_station_accepts_it() -> None:
    tell = Teller()
    tell.offer(1, 320)
    tell.building(0, 0, 0)
    for at_ms, status, value in ((10_000, "Accepted", 16), (20_000, "Rejected", 8)):
        tell.now_ms = at_ms
        payload = f'{{"key":"OperatorCurrentLimit","value":"{value}"}}'
        facts = {"action": "ChangeConfiguration", "id": str(at_ms)}
        tell.journal.write("backend", "frame", message="call", payload=payload, **facts)
        tell.now_ms += 40
        tell.journal.write("station", "frame", message="result", payload=f'{{"status":"{status}"}}', **facts)
    story = story_of(list(tell.journal))
    assert story is not None
    assert [limit.phases[0].points for limit in story.limits] == [((10_040, 160),)]


def test_the_parameters_are_those_of_the_station() -> None:
    known = {key.name: key for key in KEYS}
    assert {ROLE, METER, ONE_FEED} <= set(known)
    for row in LIMITS:
        assert row.parameter in known
        assert row.ocpp == known[row.parameter].ocpp
        if row.factory:
            assert row.factory == known[row.parameter].default


# -- the small parts --


def test_a_sum_of_series_is_the_sum_at_every_moment() -> None:
    one, other = Series.of([(0, 5), (10, 0), (20, 7)]), Series.of([(5, 3), (20, 0)])
    whole = total([one, other])
    assert [whole.at(at) for at in (0, 5, 9, 10, 19, 20, 99)] == [5, 8, 8, 3, 3, 7, 7]


def test_spans_above_a_limit() -> None:
    load, limit = Series.of([(0, 10), (10, 20), (20, 10), (30, 20)]), Series.of([(5, 15), (35, 25)])
    assert above(load, limit, 50) == [(10, 20), (30, 35)]
    assert above(load, Series(), 50) == []


def test_thinning_keeps_both_ends_and_what_stands_out() -> None:
    points = [(at, 100 + at % 7) for at in range(10_000)]
    points[4_321] = (4_321, 999)
    points[8_765] = (8_765, -5)
    thin = thinned(Series(tuple(points)), 0, 10_000, 50).points
    assert len(thin) <= 102
    assert set(thin) <= set(points)
    assert {points[0], points[4_321], points[8_765], points[-1]} <= set(thin)


@pytest.mark.parametrize("wanted", [[10, 10, 10], [50, 12, 11], [98, 99, 100], [0, 100]])
def test_labels_are_pushed_apart_and_stay_inside(wanted: list[int]) -> None:
    places = apart(wanted, 13, 0, 100)
    assert all(0 <= place <= 100 for place in places)
    assert all(abs(one - other) >= 13 for one, other in combinations(places, 2))


@pytest.mark.parametrize(("span_ms", "most"), [(900, 9), (61_000, 9), (3_600_000, 9), (90_000_000, 9), (10**10, 12)])
def test_round_numbers_on_the_axes(span_ms: int, most: int) -> None:
    ticks = time_ticks(0, span_ms)
    assert len(ticks) <= most + 1
    assert ampere_ticks(span_ms // 100)[-1] >= span_ms // 100


def test_a_clock_is_read_as_people_do() -> None:
    assert [clock(at) for at in (0, 100_250, 93_600_000)] == ["00:00:00", "00:01:40.250", "1d 02:00:00"]
