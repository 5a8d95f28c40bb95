"""junit.xml for build servers: a suite for each bench, a case for each scenario."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from reports.results import Results, ScenarioResult
from reports.text import clean

_ELEMENT = {"failed": "failure", "broken": "error", "inconclusive": "skipped", "not_applicable": "skipped"}
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def junit_xml(results: Results) -> str:
    """The results as JUnit XML. Times are real seconds, since build servers plan with them."""
    root = ET.Element("testsuites", name=clean(f"stationproof {results.run.subject.name}"))
    for bench in _benches(results):
        runs = [run for run in results.scenarios if run.bench == bench]
        kinds = Counter(_ELEMENT.get(run.outcome, "") for run in runs)
        counts = {name: str(kinds[element]) for element, name in _COUNTED.items()}
        seconds = f"{sum(run.wall_ms for run in runs) / 1000:.3f}"
        began = clean(results.run.started.removesuffix("Z"))
        facts = {"name": clean(bench), "tests": str(len(runs)), **counts, "time": seconds, "timestamp": began}
        suite = ET.SubElement(root, "testsuite", facts)
        for run in runs:
            _case(suite, run)
    if not results.complete:
        suite = ET.SubElement(root, "testsuite", name="run", tests="1", failures="0", errors="1", skipped="0")
        case = ET.SubElement(suite, "testcase", classname="run", name="the run ends", time="0.000")
        message = clean(f"{results.ending}: {results.end_message}")
        ET.SubElement(case, "error", type=results.ending, message=message)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _benches(results: Results) -> list[str]:
    return list(dict.fromkeys([*results.run.benches, *(run.bench for run in results.scenarios)]))


def _case(suite: ET.Element, run: ScenarioResult) -> None:
    name = clean(run.feature.file.removesuffix(".feature").replace("/", "."))
    title = f"{run.title} ({', '.join(run.requirements)})" if run.requirements else run.title
    case = ET.SubElement(suite, "testcase", classname=name, name=clean(title), time=f"{run.wall_ms / 1000:.3f}")
    element = _ELEMENT.get(run.outcome)
    if element is None:
        return
    expected = [f"expected: {run.expected}", f"observed: {run.observed}"]
    lines = [*(expected if run.expected or run.observed else []), *filter(None, [run.message])]
    if run.journal:
        lines.append(f"journal: {run.journal}")
    first = (lines or [run.outcome])[0].split("\n")[0]
    verdict = ET.SubElement(case, element, type=run.outcome, message=clean(first))
    if element == "skipped":
        verdict.set("message", clean(f"{run.outcome.replace('_', ' ')}: {run.message or first}"))
    verdict.text = clean("\n".join(lines))
