"""The disk of the station: a folder with one JSON file for each record.

A record is replaced as a whole or not at all: the new text is written beside the old one,
flushed to the disk, and then takes its name (rename(2) is atomic), and the folder is flushed
too, for the name lives there. A power cut between two steps leaves the old record, and
perhaps a half-written neighbour ending in ".new" that nobody reads.

Values are plain data of JSON: a tuple comes back as a list. Nothing is ever deleted.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ..model.errors import StationError

PENDING = "records.pending"
_RECORD_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class RecordError(StationError):
    """A record that cannot be read or written; nothing was changed."""

    def __init__(self, path: Path, what: str, why: str, advice: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"the record {path.stem!r} cannot be {what} {path}: {why}; {advice}")


class FolderStore:
    """Records of plain data by name, each in its own file.

    Several records that belong together are first written into one file, PENDING, and then each
    into its own. A loss of power before PENDING is whole leaves all records old; behind it, the
    next `load` finishes the work.
    """

    def __init__(self, folder: Path) -> None:
        """The folder is made when it is not there."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StationError(f"there is no folder {folder} for records: {_reason(error)}") from error

    def load(self) -> dict[str, Any]:
        """All records; RecordError for the first, by name, that is damaged."""
        self._finish_pending()
        return {path.stem: self._read(path) for path in sorted(self._folder.glob("*.json"))}

    def _read(self, path: Path) -> Any:
        try:
            return json.loads(path.read_bytes())
        except OSError as error:
            raise _unreadable(path, _reason(error)) from error
        except UnicodeDecodeError as error:
            raise _unreadable(path, "it is not text in UTF-8") from error
        except json.JSONDecodeError as error:
            raise _unreadable(path, f"line {error.lineno} is not JSON ({error.msg})") from error

    def save_all(self, records: dict[str, Any]) -> None:
        """Replace these records, all or none; on return they are on the disk."""
        self._finish_pending()
        if len(records) > 1:
            for record, value in records.items():
                self._check(record, value)
            self._write(self._folder / PENDING, records)
        for record, value in records.items():
            self.save(record, value)
        (self._folder / PENDING).unlink(missing_ok=True)

    def _finish_pending(self) -> None:
        pending = self._folder / PENDING
        if pending.exists():
            for record, value in self._read(pending).items():
                self.save(record, value)
            pending.unlink()

    def _check(self, record: str, value: Any) -> None:
        if not _RECORD_NAME.fullmatch(record):
            raise StationError(f"{record!r} cannot name a record; use letters, digits, '_', '-' and '.'")
        json.dumps(value, allow_nan=False)

    def save(self, record: str, value: Any) -> None:
        """Replace one record; on return it is on the disk."""
        if not _RECORD_NAME.fullmatch(record):
            raise StationError(f"{record!r} cannot name a record; use letters, digits, '_', '-' and '.'")
        self._write(self._folder / f"{record}.json", value)

    def _write(self, path: Path, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
        try:
            self._replace(path, text.encode())
        except OSError as error:
            raise RecordError(
                path,
                "written to",
                _reason(error),
                "the old one is kept; see that the folder is writable and the disk not full",
            ) from error

    def _replace(self, path: Path, content: bytes) -> None:
        beside = path.with_name(f"{path.name}.new")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _unreadable(path: Path, why: str) -> RecordError:
    advice = "put a good copy in its place, or move it away to go on without what it held"
    return RecordError(path, "read from", why, advice)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
