"""The sequence diagram is drawn from the journal alone, the same each time, and escaped."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from fixtures.bench.journal import Entry, Scalar
from reports.journals import around_failure
from reports.results import Feature, ScenarioResult, StepResult
from reports.sequence import label_of, sequence_svg
from tests.reports.examples import JOURNAL


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter("text")]


def test_lifelines_stand_in_the_order_of_first_appearance() -> None:
    assert texts(sequence_svg(JOURNAL))[:4] == ["operator", "station", "card reader 1", "backend"]


def test_an_arrow_for_what_goes_and_a_note_for_what_stays() -> None:
    svg = sequence_svg(JOURNAL)
    assert svg.count("<polygon") == sum(1 for entry in JOURNAL if entry.to)
    assert svg.count("#fff8dc") == sum(1 for entry in JOURNAL if not entry.to)
    assert "light colour=blue blinking=yes" in texts(svg)


def test_it_is_the_same_each_time_and_bounded() -> None:
    svg = sequence_svg(JOURNAL)
    assert svg == sequence_svg(JOURNAL)
    assert ET.fromstring(svg).get("viewBox") == "0 0 868 264"


def test_what_is_too_much_is_counted() -> None:
    many = [Entry(n, n + 1, "station", "backend", "frame", {"message": "call"}) for n in range(50)]
    svg = sequence_svg(many, most_rows=40)
    assert svg.count("<polygon") == 40
    assert "... 10 more" in texts(svg)
    assert "more" not in "".join(texts(sequence_svg(many, most_rows=50)))


def test_many_lifelines_share_the_last_one() -> None:
    crowd = [Entry(n, n + 1, f"vehicle {n}", "station", "plug", {}) for n in range(30)]
    named = [text for text in texts(sequence_svg(crowd)) if text.startswith(("vehicle", "others"))]
    assert named[-1] == "others"
    assert len(named) <= 12


def test_text_cannot_leave_its_element() -> None:
    entry = Entry(0, 1, "<b>&\x00", "station", "note", {"text": '"/><script>x</script>'})
    svg = sequence_svg([entry], label='"><script>')
    assert "<script" not in svg
    assert ET.fromstring(svg).get("aria-label") == '"><script>'


def test_frames_are_named_by_their_action() -> None:
    facts: dict[str, Scalar] = {"message": "call", "action": "Boot", "payload": "{}", "valid": True, "problem": ""}
    assert label_of(Entry(0, 1, "a", "b", "frame", facts)) == "Boot {}"
    assert label_of(Entry(0, 1, "a", "b", "frame", {**facts, "message": "result"})) == "Boot result {}"
    wrong: dict[str, Scalar] = {**facts, "valid": False, "problem": "no model"}
    assert label_of(Entry(0, 1, "a", "b", "frame", wrong)) == "INVALID no model Boot {}"


def test_nothing_to_draw_is_still_a_picture() -> None:
    assert ET.fromstring(sequence_svg([])).tag == "svg"


def test_the_excerpt_surrounds_the_step_that_failed() -> None:
    entries = [Entry(1000 * n, n + 1, "station", "", "current", {}) for n in range(100)]
    steps = (StepResult("Given", "a", "passed", 0), StepResult("Then", "b", "failed", 50_000))
    run = ScenarioResult("x", Feature("", "", ""), "x", {}, 1, (), (), "virtual", "failed", "", "", "", steps, "", 0, 0)
    shown = around_failure(run, entries)
    assert (shown[0].at_ms, shown[-1].at_ms) == (38_000, 77_000)
    assert around_failure(run, entries[:60])[-1].at_ms == 59_000
    assert len(around_failure(run, entries[:60])) == 40
    assert around_failure(run, []) == ()
