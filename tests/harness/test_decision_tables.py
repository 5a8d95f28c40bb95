"""docs/decision-tables.md is what the code decides; and a few of its rows are what the manual says, by hand."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from stationproof.app import app
from stationproof.tables import COMMAND, document, render
from stationproof.who_may_start import QUESTIONS, answers, judges


def test_the_document_is_what_the_code_decides() -> None:
    assert document().read_text(encoding="utf-8") == render(), f"renew it: {COMMAND}"


def test_the_command_prints_the_document() -> None:
    assert CliRunner().invoke(app, ["tables"]).output == render()


def test_every_judge_says_what_it_judges() -> None:
    assert [name for name, _ in judges()][-2:] == ["backend", "doubt"]
    assert all(about and "\n" not in about for _, about in judges())


BY_HAND = {
    "Unknown card, If in doubt allow charging: Off":
        ("starts, asked", "refused, asked", "refused when the wait is over", "refused", "-"),
    "Unknown card, If in doubt allow charging: On":
        ("starts, asked", "refused, asked", "starts when the wait is over", "starts", "ends"),
    "Plug alone, If in doubt allow charging: OnImmediatelyWhenPluggedIn":
        ("nothing", "nothing", "nothing", "starts", "ends"),
    "Card on the local whitelist": ("starts", "starts", "starts", "starts", "goes on"),
    "Remote start, Send Authorize for RemoteStart: Off": ("starts", "starts", "starts", "-", "ends"),
}  # fmt: skip
"""AUT-016 to AUT-035, WLL-009, AUT-010."""


@pytest.mark.parametrize("text", BY_HAND)
def test_a_row_is_what_the_manual_says(text: str) -> None:
    (question,) = [one for one in QUESTIONS if one.text == text]
    assert answers(question) == BY_HAND[text]
