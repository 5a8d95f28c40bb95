"""The requirement catalogue: what its loader refuses, and what the real files must hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fixtures.catalogue import Catalogue, CatalogueError, load_catalogue, version

FOLDER = Path(__file__).parents[2] / "features" / "requirements"

ENTRY: dict[str, Any] = {
    "id": "AUT-001",
    "section": "5.1 Standaard parameters",
    "title": "A title",
    "statement": "The station shall do it.",
    "parameters": [],
    "values": "",
    "level": "shall",
    "verify": "Do it: it happens.",
    "observable": ["ocpp"],
    "source_note": "",
}
DOUBT = {"id": "D-AUT-01", "sections": ["5.1"], "what": "It is open.", "resolution": "We take it so."}


def toml(kind: str, fields: dict[str, Any]) -> str:
    rows = [f"{name} = {value!r}" for name, value in fields.items() if value is not None]
    return "\n".join([f"[[{kind}]]", *rows, ""])


def requirement(**changes: Any) -> str:
    """One valid entry with changes; None leaves a field away."""
    return toml("requirement", ENTRY | changes)


def load(folder: Path, *entries: str) -> Catalogue:
    (folder / "test.toml").write_text("\n".join(entries), encoding="utf-8")
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.fixture(scope="module")
def raw() -> dict[str, dict[str, Any]]:
    """The requirements as they stand in the files, past the loader."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {row["id"]: row for table in tables for row in table["requirement"]}


# The loader: what it gives


def test_an_entry_is_read_field_by_field(tmp_path: Path) -> None:
    text = requirement(parameters=["A", "B"], since="5.12", until="5.30", waived="Because.")
    entry = load(tmp_path, text).requirement("AUT-001")
    assert entry.statement == "The station shall do it."
    assert entry.parameters == ("A", "B")
    assert entry.observable == ("ocpp",)
    assert (entry.since, entry.until, entry.waived, entry.same_as) == ("5.12", "5.30", "Because.", None)


def test_entries_keep_the_order_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(requirement(id="AUT-001"), encoding="utf-8")
    (tmp_path / "a.toml").write_text(requirement(id="AUT-003") + requirement(id="AUT-002"), encoding="utf-8")
    assert [entry.id for entry in load_catalogue(tmp_path)] == ["AUT-003", "AUT-002", "AUT-001"]


def test_a_borrowed_verdict_resolves_to_its_owner(tmp_path: Path) -> None:
    catalogue = load(tmp_path, requirement(), requirement(id="QST-001", same_as="AUT-001", level="info"))
    assert catalogue.resolve("QST-001").id == "AUT-001"
    assert catalogue.resolve("AUT-001").id == "AUT-001"


def test_by_prefix_does_not_mix_prefixes(tmp_path: Path) -> None:
    catalogue = load(tmp_path, requirement(), requirement(id="ACC-001"), requirement(id="AUT-002"))
    assert [entry.id for entry in catalogue.by_prefix("AUT")] == ["AUT-001", "AUT-002"]


def test_an_unknown_id_names_its_neighbour(real: Catalogue) -> None:
    assert real.near("aut-01") in {"AUT-001", "AUT-010", "AUT-011", "AUT-081"}
    assert real.near("nothing like it") is None
    with pytest.raises(KeyError, match="no requirement 'AUT-0001'; did you mean 'AUT-001'"):
        real.requirement("AUT-0001")
    assert "AUT-0001" not in real
    assert "AUT-001" in real


@pytest.mark.parametrize(
    ("section", "chapter"),
    [
        ("Inleiding", "1 Quick Start"),
        ("1.4 Configuratie van DLM Master", "1 Quick Start"),
        ("3. Toegang tot Configuratie-interface 2.0", "3 Toegang"),
        ("3.2 Gateway Configuratie", "4 Netwerkverbindingen"),
        ("4 Meer instellingen", "4 Back-end verbinding"),
        ("5.2 Gratis Opladen", "5 Autorisatie / Authorisation"),
        ("10. Probleemoplossing LED Indicatie", "10 Probleemoplossing"),
        ("11. Contactinformatie", "11 Technische Specificaties"),
    ],
)
def test_the_chapter_comes_from_the_section(tmp_path: Path, section: str, chapter: str) -> None:
    (entry,) = load(tmp_path, requirement(section=section))
    assert entry.chapter.startswith(chapter)


# Firmware versions


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5.29.1", (5, 29, 1)),
        ("5.30", (5, 30)),
        ("5.30.0", (5, 30)),
        ("5.0", (5,)),
        ("5.29.4-13558", (5, 29, 4)),
        ("5.10-6722 (debug)", (5, 10)),
    ],
)
def test_a_version_is_compared_by_its_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version(text) == numbers


@pytest.mark.parametrize("text", ["", "5", "5.", "v5.29", "5.29.x", "5,29", "newest"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a firmware version: write for instance"):
        version(text)


@pytest.mark.parametrize(
    ("since", "until", "holds", "fails"),
    [
        ("5.9", None, ("5.9", "5.10", "6.0"), ("5.8.9", "4.99")),
        (None, "5.29.1", ("5.29", "5.29.0", "5.9"), ("5.29.1", "5.29.1-13419", "5.30")),
        ("4.60", "4.64", ("4.60", "4.63", "4.63.7"), ("4.59", "4.64", "5.12")),
        (None, None, ("0.1", "99.0"), ()),
    ],
)
def test_since_is_the_first_and_until_the_first_no_more(
    tmp_path: Path, since: str | None, until: str | None, holds: tuple[str, ...], fails: tuple[str, ...]
) -> None:
    catalogue = load(tmp_path, requirement(since=since, until=until))
    (entry,) = catalogue
    assert [firmware for firmware in holds if not catalogue.applies_to(entry, firmware)] == []
    assert [firmware for firmware in fails if catalogue.applies_to(entry, firmware)] == []


# The loader: what it refuses, with file, entry and advice


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (requirement() * 2, "test.toml, AUT-001: the id is already taken in test.toml; give it another"),
        (requirement(id="AUT-1"), "test.toml, AUT-1: no requirement is called so; write as in AUT-001"),
        (requirement(id=None), "test.toml, requirement number 1: the field 'id' is missing; add it"),
        (
            requirement(remark="x"),
            "test.toml, AUT-001: there is no field 'remark'; the fields are id, section",
        ),
        (requirement(chapter="5 x"), "there is no field 'chapter'"),
        (requirement(verify=None), "test.toml, AUT-001: the field 'verify' is missing; add it"),
        (requirement(values=7), "test.toml, AUT-001: values is of another type; see other entries"),
        (requirement(observable="ocpp"), "observable is of another type"),
        (requirement(parameters=[1]), "parameters is of another type"),
        (requirement(level="must"), "test.toml, AUT-001: 'must' is no level; write shall, should or info"),
        (requirement(observable=["smell"]), "'smell' is nowhere to observe; use led, lock, mail"),
        (
            requirement(section="12. Bijlage"),
            "section '12. Bijlage' is in no chapter; begin it as in '5.1 ...'",
        ),
        (requirement(since="new"), "test.toml, AUT-001: 'new' is not a firmware version; write for instance"),
        (requirement(until="5"), "'5' is not a firmware version; write for instance '5.30'"),
        (requirement(since="5.30", until="5.29.1"), "until is not later than since; it is the first version"),
        (requirement(since="5.30", until="5.30.0"), "until is not later than since"),
        (requirement(waived="x", same_as="AUT-002"), "it has waived and same_as; keep one of them"),
        (requirement(same_as="AUT-01"), "same_as names AUT-01, which is nowhere; did you mean 'AUT-001'?"),
        (requirement(same_as="XXX"), "same_as names XXX, which is nowhere; remove or correct it"),
        (
            requirement(same_as="AUT-001"),
            "same_as names AUT-001, which itself has same_as; name the entry at",
        ),
        (
            requirement()
            + requirement(id="AUT-002", same_as="AUT-003")
            + requirement(id="AUT-003", same_as="AUT-001"),
            "test.toml, AUT-002: same_as names AUT-003, which itself has same_as",
        ),
        (
            requirement(same_as="AUT-002") + requirement(id="AUT-002", level="should"),
            "test.toml, AUT-001: same_as names AUT-002, which is only should; point the other way round",
        ),
        (requirement(source_note="See D-AUT-99."), "test.toml, AUT-001: there is no discrepancy D-AUT-99"),
        (
            requirement() + toml("discrepancy", DOUBT | {"id": "AUT-01"}),
            "AUT-01: no discrepancy is called so",
        ),
        (
            requirement() + toml("discrepancy", DOUBT | {"what": None}),
            "D-AUT-01: the field 'what' is missing",
        ),
        (requirement() + toml("wish", ENTRY), "test.toml: 'wish' is no kind of entry; write [[requirement]]"),
        (requirement().replace("[[requirement]]", "[requirement]"), "'requirement' is no kind of entry"),
        (
            requirement() + "title = = 1\n",
            "test.toml: this is not TOML: .*line 12.*; often a quote or a bracket",
        ),
        ("# nothing", "there is no requirement here; name the folder with the [*].toml files"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    pattern = message if ".*" in message or "[*]" in message else re.escape(message)
    with pytest.raises(CatalogueError, match=pattern) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert caught.value.__suppress_context__, "the caller need not see where it came from"


def test_an_id_taken_in_another_file_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(requirement(), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"test.toml, AUT-001: the id is already taken in first.toml"):
        load(tmp_path, requirement())


def test_the_error_keeps_its_facts(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, requirement(level="must"))
    error = caught.value
    assert (error.file, error.entry, error.what) == ("test.toml", "AUT-001", "'must' is no level")
    assert error.advice == "write shall, should or info"


# The real catalogue


def test_nothing_is_lost(real: Catalogue) -> None:
    assert Counter(entry.id[:3] for entry in real) == {
        "QST": 121, "ACC": 83, "NET": 142, "BKD": 100, "EML": 15,
        "AUT": 83, "FRE": 57, "RFD": 33, "WLO": 33, "WLL": 42, "LED": 24,
        "PWR": 52, "DUO": 45, "HLC": 21, "DLM": 164, "MTR": 34, "PHR": 34, "DLF": 29,
        "FWU": 85, "ERR": 85, "TRB": 79, "SPC": 31,
    }  # fmt: skip
    assert len(real) == 1392
    assert len(real.discrepancies) == 243


def test_ids_count_up_without_a_gap(raw: dict[str, dict[str, Any]]) -> None:
    """Ids are names and never move; so a gap means that an entry was dropped or renamed."""
    last: Counter[str] = Counter()
    for name in raw:
        prefix, _, number = name.partition("-")
        assert (name, int(number)) == (name, last[prefix] + 1)
        last[prefix] += 1


def test_no_id_is_written_twice() -> None:
    written = re.findall(r'(?m)^id = "(.+)"$', "\n".join(p.read_text("utf-8") for p in FOLDER.glob("*.toml")))
    assert [name for name, times in Counter(written).items() if times > 1] == []


def test_chapters_are_those_of_the_manual(real: Catalogue) -> None:
    assert [chapter.partition(" ")[0] for chapter in real.chapters] == [
        *("1", "2", "3", "4", "4", "5", "6", "7", "8", "9", "10", "11")
    ]


def test_a_borrowed_verdict_is_of_a_statement_at_least_as_strong(raw: dict[str, dict[str, Any]]) -> None:
    strength = {"info": 0, "should": 1, "shall": 2}
    borrowed = {name: row["same_as"] for name, row in raw.items() if "same_as" in row}
    assert len(borrowed) > 100
    assert [name for name, owner in borrowed.items() if owner not in raw] == []
    assert [name for name, owner in borrowed.items() if owner in borrowed or "waived" in raw[owner]] == []
    assert [
        n for n, owner in borrowed.items() if strength[raw[owner]["level"]] < strength[raw[n]["level"]]
    ] == []


def test_a_borrowed_verdict_holds_for_every_firmware_of_the_borrower(real: Catalogue) -> None:
    named = ["4.59", "4.60", "4.63", "4.64", "5.12", "5.29.1", "5.30"]
    for entry in real:
        owner = real.resolve(entry.id)
        lacking = [v for v in named if real.applies_to(entry, v) and not real.applies_to(owner, v)]
        assert (entry.id, lacking) == (entry.id, [])


def test_a_waiver_gives_a_reason_and_stays_rare(real: Catalogue) -> None:
    waived = {entry.id: entry.waived for entry in real if entry.waived is not None}
    assert [name for name, reason in waived.items() if len(reason.split()) < 8 or reason[-1] != "."] == []
    assert len(waived) <= 0.03 * len(real)


def test_no_behaviour_is_waived(real: Catalogue) -> None:
    """Only mechanics, the visitor's own devices, type tests and contact data cannot be simulated."""
    about_other_things = {"ACC", "NET", "RFD", "LED", "MTR", "TRB", "SPC"}
    assert {entry.id[:3] for entry in real if entry.waived} <= about_other_things
    assert len([entry for entry in real.by_prefix("NET") if entry.waived]) <= 1


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("NET-108", "4.60", None),  # automatic network configuration
        ("NET-109", "4.60", None),
        ("NET-117", "4.60", None),
        ("NET-130", "4.60", "4.64"),  # "4.60 - 4.63", so 4.63 is the last one
        ("NET-124", "4.64", None),  # 172.16.23.1 in its place
        ("HLC-015", "4.63", None),  # "vanaf release 4.63"
        ("HLC-016", "4.63", None),
        ("HLC-017", "4.63", None),
        ("HLC-018", "4.63", None),
        ("HLC-019", None, "4.63"),  # the five modes before
        ("HLC-010", None, "4.63"),  # mode Force is one of the two that went
        ("ACC-054", "5.12", None),  # interface 2.0
        ("ACC-067", "5.12", None),
        ("WLL-013", "5.12", None),
        ("DUO-001", "5.29.1", None),  # one feed for two sockets
        ("DUO-007", "5.29.1", None),
        ("DUO-002", None, "5.29.1"),
        ("EML-001", "5.30", None),  # notification by e-mail
        ("EML-014", "5.30", None),
        ("AUT-001", None, None),
    ],
)
def test_versions_that_the_manual_names(
    real: Catalogue, name: str, since: str | None, until: str | None
) -> None:
    entry = real.requirement(name)
    assert (entry.since, entry.until) == (since, until)


@pytest.mark.parametrize("firmware", ["4.60", "4.62", "4.63", "4.63.9", "4.64", "5.12", "5.29.0", "5.29.1"])
@pytest.mark.parametrize(
    ("old", "new"), [("NET-130", "NET-124"), ("HLC-019", "HLC-018"), ("DUO-002", "DUO-001")]
)
def test_an_old_rule_and_the_one_that_replaced_it_never_meet(
    real: Catalogue, old: str, new: str, firmware: str
) -> None:
    applying = [real.applies_to(real.requirement(name), firmware) for name in (old, new)]
    assert applying.count(True) == 1


def test_every_name_in_a_text_exists(real: Catalogue) -> None:
    known = {entry.id for entry in real} | {doubt.id for doubt in real.discrepancies}
    ours = "|".join(sorted({name.removeprefix("D-")[:3] for name in known}))  # SHA-256 is no id of ours
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml"))
    named = set(re.findall(rf"\bD-(?:{ours})-\d+\b|(?<![\w-])(?:{ours})-\d+\b", text))
    assert len(named) > len(real)
    assert named - known == set()


def test_each_file_explains_its_fields() -> None:
    fields = ["id", "section", "title", "statement", "parameters", "values", "level", "verify", "observable"]
    fields += ["source_note", "since", "until", "waived", "same_as"]
    for path in FOLDER.glob("*.toml"):
        head = path.read_text(encoding="utf-8").partition("[[")[0]
        lacking = [name for name in fields if not re.search(rf"(?m)^#   {name} ", head)]
        assert (path.name, lacking) == (path.name, [])
