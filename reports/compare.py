"""Two verdicts.json compared: which requirements changed their verdict, regressions first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.summary import WORDS
from reports.verdicts import SCHEMA

# What a change means is told by how sure we are that the requirement holds.
STANDING = {
    "passed": 3,
    "waived": 2,
    "not_applicable": 2,
    "not_covered": 1,
    "inconclusive": 1,
    "broken": 1,
    "failed": 0,
}
ABSENT = "absent"
KINDS = ("regression", "addition", "removal", "change", "improvement")


class CompareError(Exception):
    """A verdicts.json that cannot be compared, as a sentence with the file."""


@dataclass(frozen=True)
class Change:
    """One requirement whose verdict differs; "absent" where only one of the two runs knows it."""

    id: str
    before: str
    after: str
    reason: str

    @property
    def kind(self) -> str:
        """regression: it was better before. A new requirement that fails is one, too."""
        if self.after == "failed":
            return "regression"
        if ABSENT in (self.before, self.after):
            return "addition" if self.before == ABSENT else "removal"
        step = STANDING[self.after] - STANDING[self.before]
        return "regression" if step < 0 else "improvement" if step > 0 else "change"


def compare(old: Path, new: Path) -> list[Change]:
    """The requirements whose verdict changed from `old` to `new`: regressions first, then in the new order."""
    before, after = _requirements(old), _requirements(new)
    changes = []
    for name in [*after, *(name for name in before if name not in after)]:
        was = before.get(name, {}).get("verdict", ABSENT)
        now = after.get(name, {}).get("verdict", ABSENT)
        if was != now:
            changes.append(Change(name, was, now, after.get(name, {}).get("reason", "")))
    return sorted(changes, key=lambda change: KINDS.index(change.kind))


def compare_text(old: Path, new: Path) -> str:
    """The changes as plain text, a line each."""
    changes = compare(old, new)
    if not changes:
        return "No verdict changed.\n"
    lines = []
    for kind in KINDS:
        found = [change for change in changes if change.kind == kind]
        lines += [f"{kind}s: {len(found)}", *map(_line, found), ""] if found else []
    return "\n".join(lines)


def _line(change: Change) -> str:
    was, now = (WORDS.get(verdict, verdict) for verdict in (change.before, change.after))
    return f"  {change.id}  {was} -> {now}{'  ' if change.reason else ''}{change.reason}"


def _requirements(file: Path) -> dict[str, Any]:
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CompareError(f"{file.name} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise CompareError(f"{file.name} is not JSON ({error}); name a verdicts.json") from error
    found = facts.get("requirements") if isinstance(facts, dict) and facts.get("schema") == SCHEMA else None
    if not isinstance(found, dict):
        raise CompareError(f"{file.name} is no verdicts.json of schema {SCHEMA}; build its report again")
    for name, judged in found.items():
        if not isinstance(judged, dict) or judged.get("verdict") not in STANDING:
            raise CompareError(f"{file.name}: {name} has no verdict that we know")
    return found
