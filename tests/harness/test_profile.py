"""The profile says what the subject claims; whatever is wrong in it is told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.profile import CLAIMS, Profile, ProfileError, load_profile, profiles_folder

GOOD = (
    '[subject]\nname = "Mine"\nfirmware = "5.30"\nbenches = ["wire", "virtual"]\n\n[claims]\n'
    + "".join(f"{name} = true\n" for name in CLAIMS if name != "wlan")
    + 'wlan = { claim = false, because = "there is no aerial" }\n'
    + '\n[values]\nuser = "somebody"\n'
)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def changed(file: Path, old: str, new: str) -> str:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(str(file))
    return str(caught.value)


def test_the_reference_profile() -> None:
    reference = load_profile("reference")
    assert reference.firmware == "5.33.5"
    assert reference.benches == ("virtual", "wire")
    assert reference.declines("lock") is None


@pytest.mark.parametrize("file", sorted(profiles_folder().glob("*.toml")), ids=lambda file: file.stem)
def test_every_profile_gives_reasons_worth_reading(file: Path) -> None:
    profile = load_profile(file.stem)
    assert [claim for claim, because in profile.declined.items() if len(because.split()) < 4] == []


def test_a_profile_by_its_path(mine: Path) -> None:
    profile = load_profile(str(mine))
    assert profile == Profile(
        "Mine", "5.30", ("virtual", "wire"), {"wlan": "there is no aerial"}, {"user": "somebody"}, "mine.toml"
    )
    assert profile.declines("wlan") == "there is no aerial"
    assert profile.declines("lock") is None


def test_a_claim_that_nobody_knows_is_not_a_claim_that_is_made(mine: Path) -> None:
    with pytest.raises(KeyError, match="lok"):
        load_profile(str(mine)).declines("lok")


def test_values(mine: Path) -> None:
    profile = load_profile(str(mine))
    assert profile.value("user") == "somebody"
    with pytest.raises(ProfileError, match=r"^mine.toml: \[values\] has no 'identity'; add it, a scenario"):
        profile.value("identity")


def test_values_may_be_left_out(mine: Path) -> None:
    mine.write_text(GOOD.partition("[values]")[0], encoding="utf-8")
    assert load_profile(str(mine)).values == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "Mine"', "name = Mine", "this is not TOML: "),
        ("[subject]", "[subjekt]", "the file has 'subjekt', which nobody reads; did you mean 'subject'?"),
        ("[values]", "[zzz]", "the file has 'zzz', which nobody reads; write one of subject, claims, values, device"),
        ('name = "Mine"\n', "", "[subject] has no 'name'; add it"),
        ('"Mine"', "3", "[subject] has name = 3; write a text in quotes"),
        ('"Mine"', '" "', "[subject] has name = ' '; write a text in quotes"),
        ('firmware = "5.30"', 'firmwear = "5.30"', "[subject] has 'firmwear', which nobody reads; did you mean"),
        ('"5.30"', '"new"', "[subject] firmware: 'new' is not a firmware version: write for instance '5.30'"),
        ('benches = ["wire", "virtual"]\n', "", "[subject] has no 'benches'; add it, for instance benches = ["),
        ('["wire", "virtual"]', '"wire"', "[subject] has benches = 'wire'; write a list of texts that is not empty"),
        ('["wire", "virtual"]', "[]", "[subject] has benches = []; write a list of texts that is not empty"),
        ('["wire", "virtual"]', '["wir"]', "[subject] benches has 'wir'; did you mean 'wire'?"),
        ("lock = true\n", "", "[claims] has no 'lock'; answer true, or { claim = false, because ="),
        ("lock = true", "lok = true", "[claims] has 'lok', which nobody reads; did you mean 'lock'?"),
        ("lock = true", "lock = false", "[claims] has lock = False; write true, or { claim = false, because ="),
        ("lock = true", 'lock = "yes"', "[claims] has lock = 'yes'; write true, or { claim = false, because ="),
        ("lock = true", "lock = { claim = false }", "[claims] lock has no 'because'; add it"),
        ("lock = true", 'lock = { claim = false, becuase = "x" }', "[claims] lock has 'becuase', which nobody reads;"),
        ("lock = true", 'lock = { claim = true, because = "x" }', "[claims] lock has claim = True; write false, or"),
        ("lock = true", 'lock = { because = "x" }', "[claims] lock has claim = None; write false, or just lock = true"),
        ('user = "somebody"', 'usr = "somebody"', "[values] has 'usr', which nobody reads; did you mean 'user'?"),
        ('user = "somebody"', "user = 3", "[values] has user = 3; write a text in quotes"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(mine: Path, old: str, new: str, told: str) -> None:
    said = changed(mine, old, new)
    assert said.startswith(f"mine.toml: {told}")
    assert "\n" not in said


def test_a_table_that_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for text, told in (
        ("subject = 1\n", "'subject' is 1; write it as a table [subject]"),
        ("[subject]\n", "[subject] has no 'name'; add it"),
        (GOOD.partition("[claims]")[0], "the table [claims] is missing; add it"),
        ("values = 1\n" + GOOD.partition("[values]")[0], "'values' is 1; write it as a table [values]"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ProfileError) as caught:
            load_profile(str(file))
        assert str(caught.value) == f"mine.toml: {told}"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError, match=r"^mine.toml: this is not TOML: "):
        load_profile(str(tmp_path / "mine.toml"))


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="profile 'refrence': there is no such profile; did you mean 'reference'"):
        load_profile("refrence")
    with pytest.raises(ProfileError, match="there is no such file; give the path of a profile, or the name of a known"):
        load_profile(str(tmp_path / "nothing.toml"))
