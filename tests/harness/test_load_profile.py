"""The CSV file that a simulated meter follows, and the energy that it counts."""

from __future__ import annotations

import pytest

from fixtures.peers.live_load import LiveLoad
from fixtures.peers.load_profile import LoadProfile, LoadProfileError, read_profile

TEXT = "seconds;l1_a;l2_a;l3_a\n10; 1; 2; 3\n\n60;35.5;-4;0\n"


def test_each_line_holds_until_the_next_and_the_last_for_ever() -> None:
    profile = read_profile(TEXT)
    assert profile == LoadProfile((10.0, 60.0), ((1.0, 2.0, 3.0), (35.5, -4.0, 0.0)))
    at = {second: profile.at(second) for second in (0, 9.99, 10, 59.99, 60, 10**6)}
    assert list(at.values()) == [(0.0,) * 3] * 2 + [(1.0, 2.0, 3.0)] * 2 + [(35.5, -4.0, 0.0)] * 2


def test_the_line_with_names_may_be_left_out_and_a_mark_of_the_editor_is_no_text() -> None:
    assert read_profile("\ufeffSeconds;L1_A;L2_A;L3_A\r\n0;1;1;1\r\n") == read_profile("0;1;1;1")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no line of the form seconds;l1_a;l2_a;l3_a"),
        ("0;1;2\n", "line 1: 3 fields instead of 4, which are seconds;l1_a;l2_a;l3_a, with semicolons between them"),
        ("0,1,2,3\n", "line 1: 1 field instead of 4, which are seconds;l1_a;l2_a;l3_a, with semicolons between them"),
        ("0;1;2;3\n5;1;x;3\n", "line 2: l2_a is 'x', which is not a number like 12.5"),
        ("0;1;2;3\n5;1;2,5;3\n", "line 2: l2_a is '2,5', which is not a number like 12.5"),
        ("0;nan;2;3\n", "line 1: l1_a is 'nan', which is not a finite number"),
        ("0;1;2;99999\n", "line 1: l3_a is 99999, and no phase carries more than 10000 A"),
        ("5;1;2;3\n5;1;2;3\n", "line 2: 5 s does not come after the line before"),
        ("-1;1;2;3\n", "line 1: -1 s is before the start, which is 0 s"),
        (
            "seconds;l3_a;l2_a;l1_a\n0;1;2;3\n",
            "line 1: the names are seconds;l3_a;l2_a;l1_a instead of seconds;l1_a;l2_a;l3_a",
        ),
        ("0;1;2;3\nseconds;l1_a;l2_a;l3_a\n", "line 2: seconds is 'seconds', which is not a number like 12.5"),
    ],
)
def test_what_is_wrong_is_a_sentence_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(LoadProfileError) as refused:
        read_profile(text)
    assert str(refused.value) == sentence


def test_energy_is_counted_by_direction_while_the_load_changes() -> None:
    now = [0.0]
    load = LiveLoad(lambda: now[0])
    load.set((10.0, 10.0, 10.0))
    now[0] = 3600.0
    assert load.measure().imported_wh == pytest.approx(3 * 2300)
    load.set((-10.0, 0.0, 0.0))
    now[0] = 7200.0
    measured = load.measure()
    assert (measured.imported_wh, measured.exported_wh) == (pytest.approx(6900), pytest.approx(2300))


def test_a_profile_is_followed_until_somebody_sets_a_load_and_again_afterwards() -> None:
    now = [20.0]
    load = LiveLoad(lambda: now[0], read_profile(TEXT))
    assert (load.measure().current_a, load.follows_profile) == ((1.0, 2.0, 3.0), True)
    load.set((7.0, 7.0, 7.0))
    assert (load.measure().current_a, load.follows_profile) == ((7.0, 7.0, 7.0), False)
    now[0] = 70.0
    assert load.follow()
    assert load.measure().current_a == (35.5, -4.0, 0.0)
    assert not LiveLoad(lambda: 0.0).follow()
