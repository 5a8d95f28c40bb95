"""`stationproof mutate`: does a wrong firmware pass? Small automatic changes, run against the features."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from .child import LOG, Ending, follow, make_folder
from .codes import EXIT_CODES, INTERRUPTED, NO_VERDICT, NONCONFORMANCE, PASS, Stop, complain
from .following import Follower
from .mutation.mutants import found_in
from .mutation.plan import RESULTS, SURVIVORS, Plan, results
from .places import check_dependencies, checkout, latest, shown
from .tell import say

SAMPLE, SEED = 200, 1
MOST_S, MOST = 20.0, 10_000
MOST_NAMED = 12
EPILOG = f"""\
A survivor is a changed station on which every scenario passes that runs over the changed line: the scenarios do not see
what was changed, or nobody can. CONTRIBUTING.md says what to do with one.

**Examples**

- `stationproof mutate`: {SAMPLE} mutants of the blocks, chosen by seed {SEED}
- `stationproof mutate --only reference_impl/blocks/outlet --all`: every mutant of one folder
- `stationproof mutate --again`: the survivors of the last run, after a scenario was sharpened
- `stationproof mutate --resume ...`: go on with a run that was interrupted

{EXIT_CODES}
"""


class Caught(Follower):
    """Counts mutants by what came of them."""

    def _take_facts(self, facts: dict[str, Any]) -> None:
        super()._take_facts(facts)
        if facts.get("type") == "mutant":
            self.outcomes[str(facts["outcome"])] += 1


def mutate(
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="PATH", help="Only a folder, a file, or a mutant by its name.")
    ] = None,
    sample: Annotated[int, typer.Option("--sample", min=1, help="So many mutants, by chance.")] = SAMPLE,
    seed: Annotated[int, typer.Option("--seed", help="Which chance.")] = SEED,
    every: Annotated[bool, typer.Option("--all", help="All mutants, no sample.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="So many at a time.")] = os.cpu_count() or 1,
    resume: Annotated[bool, typer.Option("--resume", help="Leave out those that have been tried.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Only those that survived the last run.")] = False,
    most_s: Annotated[float, typer.Option("--limit", metavar="SECONDS", help="Of processor, a scenario.")] = MOST_S,
    most: Annotated[int, typer.Option("--scenarios", min=1, help="At most so many for a mutant.")] = MOST,
    tables: Annotated[bool, typer.Option(help="Those of tables and constants too, which take longer.")] = True,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where results go.")] = None,
) -> None:
    """Change the reference station a little, at one place at a time, and see whether a scenario notices.

    Ends with 1 when a mutant survives that is not known to make no difference.
    """
    root = checkout()
    check_dependencies()
    for path in only or ():
        if not found_in(root, (path,)):
            raise Stop(f"--only {path} names no mutant; name a folder or file as in reference_impl/blocks/outlet.")
    folder = (out or latest().with_name("mutation")).absolute()
    make_folder(folder)
    paths = tuple(only or ["reference_impl/blocks/"])
    Plan(paths, None if every or again else sample, seed, jobs, resume, again, most_s, most, tables).save(folder)
    arguments = ["-p", "stationproof.mutation.plugin", f"--mutants={folder}", "--bench=virtual"]
    seen = Caught(folder / RESULTS)
    ending = follow(arguments, seen, folder / LOG)
    raise typer.Exit(_conclude(ending, seen, folder, root, paths))


def _conclude(ending: Ending, seen: Follower, folder: Path, root: Path, paths: tuple[str, ...]) -> int:
    if not seen.begun or (ending.fell_over and not ending.interrupted):
        raise Stop(f"pytest stopped: {ending.sentence} (see {shown(folder / LOG)})", NO_VERDICT)
    there = found_in(root, paths)
    found = [facts for name, facts in results(folder).items() if name in there]
    survivors = [facts for facts in found if facts["outcome"] in SURVIVORS]
    say("\n".join([*told(survivors), *table(found)]))
    say(f"All of it: {shown(folder / RESULTS)}")
    if ending.interrupted:
        raise Stop("Interrupted; `--resume` goes on.", INTERRUPTED)
    if survivors:
        complain(f"Mutants that no scenario noticed: {len(survivors)}.")
    return NONCONFORMANCE if survivors else PASS


def told(survivors: list[dict[str, Any]]) -> list[str]:
    """Each survivor with its place, the change and whose scenarios ran over it."""
    lines = list[str]()
    for one in survivors:
        needs = named(one["requirements"]) or "no function, so all scenarios"
        ran = f"{one['ran']} of {one['of']}" if one["ran"] < one["of"] else str(one["of"])
        whose = f"{ran} scenarios that run over it: {needs}" if one["of"] else "no scenario runs over it"
        lines += [f"{one['file']}:{one['line']}  {one['outcome']}", *(f"    {line}" for line in one["diff"])]
        lines += [f"    {one['mutant'].partition(': ')[2]}", f"    {whose}", ""]
    return lines


def named(requirements: list[str]) -> str:
    """Their ids; of many, how many of each group."""
    if len(requirements) <= MOST_NAMED:
        return ", ".join(requirements)
    groups = Counter(name.partition("-")[0] for name in requirements)
    return ", ".join(f"{group} ({number})" for group, number in sorted(groups.items()))


def table(found: list[dict[str, Any]]) -> list[str]:
    """The score of each folder of blocks, or of each file elsewhere."""
    scores: dict[str, Counter[str]] = {}
    for facts in found:
        place = facts["file"].removeprefix("reference_impl/")
        folder = "/".join(place.split("/")[:2]) if place.startswith("blocks/") else place
        scores.setdefault(folder, Counter())[facts["outcome"]] += 1
    kinds = ("failed", "broken", "crashed", "hung", "refused", *SURVIVORS)
    rows: list[tuple[str, ...]] = [("", "mutants", *kinds, "noticed")]
    for folder, score in sorted(scores.items()):
        total = score.total()
        noticed = total - sum(score[kind] for kind in SURVIVORS)
        rows.append((folder, str(total), *(str(score[kind]) for kind in kinds), f"{100 * noticed / total:.1f} %"))
    return [f"{row[0]:<36}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
