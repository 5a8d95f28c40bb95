"""Records on a real folder: whole or not at all, and a sentence for what is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reference_impl.edges.disk import FolderStore, RecordError
from reference_impl.model.errors import StationError

RECORDS = {"whitelist": ["04A1B2C3", "Zoë"], "outbox": {"next": 7, "calls": []}, "keys.live": {"a": "1", "b": None}}


def test_what_was_saved_is_loaded_by_another_store(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "new" / "folder")
    assert store.load() == {}
    for record, value in RECORDS.items():
        store.save(record, "older")
        store.save(record, value)
    assert FolderStore(tmp_path / "new" / "folder").load() == RECORDS
    assert len(list((tmp_path / "new" / "folder").iterdir())) == len(RECORDS)


def test_a_tuple_comes_back_as_a_list(tmp_path: Path) -> None:
    FolderStore(tmp_path).save("pair", (1, 2))
    assert FolderStore(tmp_path).load() == {"pair": [1, 2]}


@pytest.mark.parametrize("dies_in", ["os.fsync", "pathlib.Path.replace"])
def test_a_power_cut_while_writing_leaves_the_old_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    store = FolderStore(tmp_path)
    store.save("outbox", "old")

    def die(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(dies_in, die)
        with pytest.raises(RecordError, match=r"cannot be written to .*outbox\.json: No space left on device"):
            store.save("outbox", "new")
    assert store.load() == {"outbox": "old"}
    store.save("outbox", "new")
    assert store.load() == {"outbox": "new"}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (b'{"a": 1,\n "b"', r"line 2 is not JSON \(Expecting ':' delimiter\)"),
        (b"", r"line 1 is not JSON \(Expecting value\)"),
        (b'"\xff"', "it is not text in UTF-8"),
    ],
)
def test_a_damaged_record_is_named_and_kept(tmp_path: Path, damage: bytes, why: str) -> None:
    FolderStore(tmp_path).save("good", 1)
    (tmp_path / "outbox.json").write_bytes(damage)
    with pytest.raises(RecordError, match=rf"the record 'outbox' cannot be read from .*outbox\.json: {why}; put a"):
        FolderStore(tmp_path).load()
    assert (tmp_path / "outbox.json").read_bytes() == damage


def test_a_name_that_would_leave_the_folder_is_refused(tmp_path: Path) -> None:
    for name in ("../evil", "", ".hidden", "a b", "a/b"):
        with pytest.raises(StationError, match=r"cannot name a record"):
            FolderStore(tmp_path).save(name, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "disk").write_text("not a folder")
    with pytest.raises(StationError, match=r"there is no folder .*disk for records: File exists"):
        FolderStore(tmp_path / "disk")


def test_records_that_belong_together_are_all_new_or_all_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes at each single replacement of a file in turn."""
    for survived in range(4):
        folder = tmp_path / str(survived)
        store = FolderStore(folder)
        store.save_all({"a": "old", "b": "old"})
        replace, left = Path.replace, [survived]

        def dying(path: Path, target: Path, replace: Any = replace, left: list[int] = left) -> Path:
            if not left[0]:
                raise OSError(5, "Input/output error")
            left[0] -= 1
            return replace(path, target)  # type: ignore[no-any-return]  # Path.replace, kept from before

        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.replace", dying)
            try:
                store.save_all({"a": "new", "b": "new"})
            except RecordError:
                assert survived < 3
        assert FolderStore(folder).load() in ({"a": "old", "b": "old"}, {"a": "new", "b": "new"})
