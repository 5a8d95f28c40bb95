"""From a results file to everything a reader may want: verdicts.json, report.html with its pictures, junit.xml."""

from __future__ import annotations

from pathlib import Path

from fixtures.catalogue import load_catalogue
from reports.html import report_html
from reports.junit import junit_xml
from reports.results import read_results
from reports.summary import Summary, summary_text
from reports.verdicts import judge, write_whole


def build(results_file: Path, catalogue_folder: Path, out_dir: Path) -> Summary:
    """Judge the run and write all files into `out_dir`.

    Raises ResultsError or CatalogueError, each a sentence with file and place, before anything is written.
    """
    results = read_results(results_file)
    catalogue = load_catalogue(catalogue_folder)
    verdicts = judge(results, catalogue, results.run.subject.firmware)
    page, units = report_html(results, catalogue, verdicts), junit_xml(results)
    files = tuple(out_dir / name for name in ("verdicts.json", "report.html", "junit.xml"))
    verdicts.write(files[0])
    for old in (out_dir / "pictures").glob("*.svg"):  # those of a run before; nothing else that may be there
        old.unlink()
    for name, svg in page.files.items():
        write_whole(out_dir / name, svg)
    write_whole(files[1], page.html)
    write_whole(files[2], units)
    return Summary(verdicts.summary, files, summary_text(results, verdicts, files[1]))
