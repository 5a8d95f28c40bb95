"""What a run of the device bench is going to do, and how long that takes.

Theory of operation. Each scenario that was chosen is rehearsed on virtual time (fixtures/bench/rehearsal.py), which
takes milliseconds and says how long it takes in real time and what the bench, or the subject by its claims, lacks for
it. What takes longer than the budget is left out and ends inconclusive; what lacks something is not applicable. The
rest is dealt out, the longest first and always to whoever has the least to do.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..codes import Stop

OVERHEAD_MS = 2_000
"""What a scenario takes beside its own time: fresh processes, and requests over HTTP."""
UNITS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
NOT_APPLICABLE, INCONCLUSIVE = "not_applicable", "inconclusive"


@dataclass(frozen=True)
class Rehearsed:
    """What came of a scenario on virtual time; real_ms: what it takes in real time, as far as that is known."""

    id: str
    requirements: tuple[str, ...]
    outcome: str
    message: str
    real_ms: int


@dataclass(frozen=True)
class Line:
    """One scenario of the plan; outcome and reason are "" for those that run."""

    id: str
    requirements: tuple[str, ...] = ()
    real_ms: int = 0
    outcome: str = ""
    reason: str = ""


def read_rehearsal(file: Path) -> list[Rehearsed]:
    """The lines of a rehearsal, in the order of the scenarios."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Rehearsed(row["id"], tuple(row["requirements"]), row["outcome"], row["message"], row["took_ms"] + OVERHEAD_MS)
        for row in rows
    ]


def plan(rehearsed: Iterable[Rehearsed], longest_ms: int) -> list[Line]:
    """What becomes of each of them."""
    return [_line(one, longest_ms) for one in rehearsed]


def _line(one: Rehearsed, longest_ms: int) -> Line:
    if one.outcome in (NOT_APPLICABLE, INCONCLUSIVE):
        return Line(one.id, one.requirements, 0, one.outcome, one.message)
    if one.real_ms > longest_ms:
        reason = (
            f"not run: it takes {in_words(one.real_ms)} in real time, longer than {in_words(longest_ms)} (--longest)"
        )
        return Line(one.id, one.requirements, 0, INCONCLUSIVE, reason)
    return Line(one.id, one.requirements, one.real_ms)


def deal(lines: Sequence[Line], jobs: int) -> list[list[Line]]:
    """Shares of about the same length, each in the order of the scenarios; none is empty."""
    shares: list[list[tuple[int, Line]]] = [[] for _ in range(jobs)]
    loads = [0] * jobs
    for place, line in sorted(enumerate(lines), key=lambda pair: (-pair[1].real_ms, pair[0])):
        least = min(range(jobs), key=lambda one: (loads[one], one))
        shares[least].append((place, line))
        loads[least] += line.real_ms
    return [[line for _, line in sorted(share, key=lambda pair: pair[0])] for share in shares if share]


def write_share(share: Iterable[Line], file: Path) -> None:
    """As `--share` of the plugin takes it."""
    rows = ({"id": line.id, "outcome": line.outcome, "reason": line.reason} for line in share)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def summary(lines: Sequence[Line], shares: Sequence[Sequence[Line]]) -> list[str]:
    """The plan in sentences."""
    runs = [line for line in lines if not line.outcome]
    lacking = Counter(line.reason.partition("\n")[0] for line in lines if line.outcome == NOT_APPLICABLE)
    over = sum(line.outcome == INCONCLUSIVE for line in lines)
    whole = max((sum(line.real_ms for line in share) for share in shares), default=0)
    said = [f"{len(lines)} scenarios, of which {len(runs)} run: about {in_words(whole)}, {len(shares)} at a time."]
    if over:
        said.append(f"{over} take longer than --longest allows; they are not run and stay inconclusive.")
    if lacking:
        said.append(f"{lacking.total()} are not applicable, most because:")
        said += [f"  {number:>4}  {reason}" for reason, number in lacking.most_common(5)]
    return said


def duration_ms(text: str) -> int:
    """A length of time as people type it: 90s, 10m, 2h, 1d. Stop for anything else."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text.strip())
    if found is None:
        raise Stop(f"{text!r} is no length of time; write for instance 90s, 10m, 2h or 1d.")
    return int(found[1]) * UNITS[found[2]]


def in_words(length_ms: int) -> str:
    """About how long, in two units at most: 45 s, 12 min, 3 h 5 min, 2 d 4 h."""
    minutes = round(length_ms / 60_000)
    if length_ms < 120_000:
        return f"{round(length_ms / 1_000)} s"
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"
