"""The page: escaped, self-contained, complete, and honest about a run that did not end."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fixtures.bench.journal import Entry
from fixtures.catalogue import Catalogue, Discrepancy
from reports import evidence
from reports.html import report_html
from reports.results import read_results
from reports.verdicts import judge
from tests.reports.examples import (
    END,
    HOSTILE,
    INTERRUPTED,
    both,
    real_catalogue,
    requirement,
    scenario,
    write_run,
)

VOID = {"meta", "br", "img", "hr", "link", "input"}


class Outline(HTMLParser):
    """All elements of a page with their attributes; every element must be closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name)) is not None]


def page_of(folder: Path, *lines: dict[str, Any], catalogue: Catalogue | None = None) -> str:
    known = catalogue or Catalogue((requirement(),), ())
    results = read_results(write_run(folder, *lines))
    return report_html(results, known, judge(results, known, "5.33.5")).html


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    lines = both("failed", example={"tag": HOSTILE}, observed=HOSTILE, message=HOSTILE, expected="\x00\x1b[31m\u202e")
    page = page_of(tmp_path, *lines, END)
    tags = {tag for tag, _ in Outline(page).elements}
    assert "script" not in tags
    assert HOSTILE not in page
    assert page.count("&lt;script&gt;") >= 4
    assert not re.search("[\x00\x1b\u202e]", page)


def test_nothing_is_loaded_and_nothing_runs(tmp_path: Path) -> None:
    page = page_of(tmp_path, *both("failed"), END)
    outline = Outline(page)
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _ in outline.elements}
    assert outline.all("src") == []
    assert all(target.startswith("#") for target in outline.all("href"))
    assert not [name for _, attrs in outline.elements for name in attrs if name.startswith("on")]
    assert "://" not in page
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_every_requirement_of_the_real_catalogue_has_its_anchor(tmp_path: Path) -> None:
    catalogue = real_catalogue()
    outline = Outline(page_of(tmp_path, *both("failed"), END, catalogue=catalogue))
    anchors = outline.all("id")
    assert {entry.id for entry in catalogue} <= set(anchors)
    assert {entry.id for entry in catalogue.discrepancies} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    assert {target[1:] for target in outline.all("href")} <= set(anchors)


def test_a_failure_stands_before_the_requirements_with_its_evidence(tmp_path: Path) -> None:
    page = page_of(tmp_path, *both("failed"), END)
    head = page[: page.index('id="requirements"')]
    for text in ("NOT CONFORMANT", "the light is green", "the light is blue", "on virtual and wire", "<svg"):
        assert text in head
    assert head.count('class="card v-failed"') == 1


def test_different_failures_of_two_benches_are_two_cards(tmp_path: Path) -> None:
    lines = [scenario("failed"), scenario("failed", "wire", observed="the light is off")]
    assert page_of(tmp_path, *lines, END).count('class="card v-failed"') == 2


def test_a_run_that_did_not_end_says_so_at_the_top(tmp_path: Path) -> None:
    page = page_of(tmp_path, *both(), INTERRUPTED)
    alarm = page.index("This run was interrupted.")
    assert alarm < page.index("Conformance statement")
    assert "stopped from the keyboard" in page
    broken = page_of(tmp_path, {"type": "end", "outcome": "bench_broken", "message": ""})
    assert "The bench broke during this run." in broken
    assert 'role="alert"' not in page_of(tmp_path, *both(), END)


def test_the_page_has_what_a_reader_of_it_by_ear_needs(tmp_path: Path) -> None:
    outline = Outline(page_of(tmp_path, *both("failed"), END))
    assert ("html", {"lang": "en"}) in outline.elements
    assert [tag for tag, _ in outline.elements].count("h1") == 1
    assert all("scope" in attrs for tag, attrs in outline.elements if tag == "th")
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_waivers_readings_and_gaps_are_listed(tmp_path: Path) -> None:
    reading = Discrepancy("D-AUT-01", ("5.1",), "Two texts.", "The first one counts.")
    entries = (requirement(waived="needs a real fuse", source_note="See D-AUT-01."), requirement("AUT-002"))
    page = page_of(tmp_path, END, catalogue=Catalogue(entries, (reading,)))
    assert "needs a real fuse" in page[page.index('id="waivers"') :]
    assert "The first one counts." in page[page.index('id="readings"') :]
    assert '<a href="#AUT-002"' in page[page.index('id="uncovered"') :]
    assert '<a href="#D-AUT-01">' in page


def test_a_scenario_of_two_requirements_shows_its_evidence_once(tmp_path: Path) -> None:
    entries = (requirement("AUT-001"), requirement("AUT-002"))
    page = page_of(tmp_path, *both(requirements=["AUT-001", "AUT-002"]), END, catalogue=Catalogue(entries, ()))
    assert page.count('class="evidence"') == 1
    assert page.count('<a href="#s1">') == 1


def test_a_scenario_without_a_known_requirement_is_shown_all_the_same(tmp_path: Path) -> None:
    page = page_of(tmp_path, *both(requirements=["AUT-999"]), END)
    assert 'class="evidence"' in page[page.index('id="others"') :]
    assert "AUT-999" in page


def test_a_long_journal_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    file = write_run(tmp_path, *both(), END)
    entries = [Entry(n, n + 1, "station", "", "current", {"deciamperes": 1000 + n}) for n in range(300)]
    text = "".join(entry.as_json() + "\n" for entry in entries)
    (tmp_path / "journals/0001-virtual.jsonl").write_text(text)
    catalogue, results = Catalogue((requirement(),), ()), read_results(file)
    page = report_html(results, catalogue, judge(results, catalogue, "5.33.5")).html
    assert f"deciamperes={1000 + evidence.MOST_LINES - 1}" in page
    assert f"deciamperes={1000 + evidence.MOST_LINES}" not in page
    assert "entries 1 to 200 of 300; all of them are in journals/0001-virtual.jsonl" in page


def test_a_missing_or_torn_journal_is_told(tmp_path: Path) -> None:
    page = page_of(tmp_path, *both("failed", journal="journals/none.jsonl"), END)
    assert "the journal none.jsonl is not there" in page
    (tmp_path / "journals/torn.jsonl").write_text('{"t":0,"n":1,"who":"a","to":"","kind":"k","detail":{}}\n{"t"')
    page = page_of(tmp_path, *both("failed", journal="journals/torn.jsonl"), END)
    assert "the journal torn.jsonl does not read from line 2 on" in page


def test_a_compressed_journal_is_read_as_any_other(tmp_path: Path) -> None:
    lines = "".join(Entry(n, n + 1, "station", "", "current", {"deciamperes": n}).as_json() + "\n" for n in range(3))
    page = page_of(tmp_path, *both("failed", journal="journals/long.jsonl.gz"), END)
    assert "the journal long.jsonl.gz is not there" in page
    whole = gzip.compress(lines.encode(), mtime=0)
    (tmp_path / "journals/long.jsonl.gz").write_bytes(whole)
    assert "deciamperes=2" in page_of(tmp_path, *both("failed", journal="journals/long.jsonl.gz"), END)
    for torn in (whole[:-9], b"no gzip", whole[:15] + b"XXXX" + whole[19:]):
        (tmp_path / "journals/long.jsonl.gz").write_bytes(torn)
        page = page_of(tmp_path, *both("failed", journal="journals/long.jsonl.gz"), END)
        assert "the journal long.jsonl.gz cannot be decompressed" in page


def test_of_very_many_scenarios_that_passed_the_journals_are_only_pointed_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page_of(tmp_path, *both(), END)
    monkeypatch.setattr(evidence, "ALL_LINES", evidence.FEWEST_LINES - 1)
    pointed_to = page_of(tmp_path, *both(), END)
    assert "<pre" in shown
    assert "<pre" not in pointed_to
    assert '<a href="journals/0001-virtual.jsonl">Journal</a> on virtual' in pointed_to
    assert "<pre" in page_of(tmp_path, *both("failed"), END), "what did not pass is shown all the same"


def test_in_short_is_the_first_when_and_the_end() -> None:
    steps = [Entry(0, 1, "scenario", "", "step", {"keyword": "Given"}), Entry(1, 2, "station", "", "lock", {})]
    begun = [Entry(2, 3, "scenario", "", "step", {"keyword": "When"})]
    rest = [Entry(n, n + 1, "station", "", "light", {}) for n in range(3, 20)]
    assert [one.number for one in evidence.in_short([*steps, *begun, *rest], 5)] == [3, 4, 18, 19, 20]
    assert evidence.in_short([*steps, *begun], 5) == begun
