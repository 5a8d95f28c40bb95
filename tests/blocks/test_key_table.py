"""docs/configuration_keys.md says what the station has: keys, who may write them, and factory values."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_impl.blocks.configuration.keys import KEYS
from reference_impl.blocks.configuration.ocpp_face import faces

FILE = Path(__file__).parents[2] / "docs" / "configuration_keys.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Key ")
]
FACES = faces(KEYS)
RESTART = "restart"


def test_the_table_has_the_keys_of_chapter_9() -> None:
    assert len(ROWS) == len({row[0] for row in ROWS}) == 37


@pytest.mark.parametrize(("name", "access", "factory", "behaviour"), ROWS, ids=[row[0] for row in ROWS])
def test_a_key_is_what_the_table_says(name: str, access: str, factory: str, behaviour: str) -> None:
    face = FACES.get(name.lower())
    assert (face is None) == (access == "absent")
    if face is None:
        return
    assert face.ocpp == name
    assert ("R" if face.key.readonly else "RW") == access
    assert factory in ("*", face.say(face.key.default))
    assert face.key.restart == behaviour.endswith(RESTART)
