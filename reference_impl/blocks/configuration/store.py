"""The values: typed, saved, in force.

Theory of operation. A value goes through three hands. Typed: somebody changed a field; the
page says so and nothing else happens. Saved: it is on the disk. In force: blocks see it. A
key that needs a restart comes into force when the station boots (it reads what is saved),
the others when they are saved. So "Save" without restart changes nothing that a driver can
see, and a loss of power before saving forgets what was typed. FRE-010, QST-027, QST-065.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent, UnknownKey
from ...model.settings import Key
from ...model.versions import at_least
from .access import above, may, on_page
from .changes import notices
from .linked import with_linked
from .local_list import SEPARATOR, entries_of, press
from .ocpp_face import Face, faces

WHITELIST = "List of entries in local whitelist"
OCPP_WHITELIST = "List of entries in OCPP whitelist"
"""Another block owns it; it is shown and edited here."""
NOT_ENABLED = "The OCPP whitelist is not enabled yet. Set Enable OCPP whitelist to On."
VERSION = "FirmwareVersion"
SOCKETS = "NumberOfConnectors"
CHOICES = "Choices of "
"""Before the name of a parameter: the page of its choices."""
GROUPS = "Groups"
MOST_ASKED = "GetConfigurationMaxKeys"
LONGEST_VALUE = 500
"""OCPP 1.6, 7.29 KeyValue: CiString500."""


@lru_cache(maxsize=16)
def _indexes(keys: tuple[Key, ...]) -> tuple[dict[str, Key], dict[str, Face], dict[str, str]]:
    """Keys by name, their faces towards OCPP, and their defaults; every station of a process reads the same ones."""
    return {key.name: key for key in keys}, faces(keys), {key.name: key.default for key in keys}


class ConfigurationStore:
    """All values; also the Settings view that other blocks read."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys, self._by_ocpp, self._defaults = _indexes(keys)
        self._typed: dict[str, str] = {}
        self._saved: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._in_force = ChainMap(self._own, self._defaults)
        self._facts: dict[str, str] = {}
        self._role, self._restart_due = "", False
        self._lacking: frozenset[str] = frozenset()
        self._gone: frozenset[tuple[str, str]] = frozenset()
        self._doubtful: frozenset[str] = frozenset()
        """Names of keys whose value in force may not be what this firmware obeys."""
        self._run(self._in_force.get(VERSION, ""))

    def _run(self, version: str) -> None:
        """Note which keys came with a later firmware or belong to a larger model, and which choices are gone."""
        keys, sockets = self._keys.values(), int(self._in_force.get(SOCKETS, "2"))
        late = (key.name for key in keys if key.since and not at_least(version, key.since))
        self._lacking = frozenset((*late, *(key.name for key in keys if key.sockets > sockets)))
        gone = ((key.name, one) for key in keys for one, until in key.went if at_least(version, until))
        self._gone = frozenset(gone)
        self._doubtful = self._lacking | {name for name, _ in self._gone}

    # -- the view of the other blocks --

    def text(self, name: str) -> str:
        """The value in force, as text; UnknownKey when there is none."""
        value = self._own.get(name)
        if value is None:
            value = self._defaults.get(name)
        if value is None:
            raise UnknownKey(name, self._keys)
        if name not in self._doubtful:
            return value  # nearly always, and read more often than anything else
        return self._keys[name].default if name in self._lacking or (name, value) in self._gone else value

    def has(self, name: str) -> bool:
        """Whether the running firmware has this key."""
        return name in self._keys and name not in self._lacking

    def number(self, name: str) -> int:
        """The value in force of a key that holds a whole number."""
        return int(self.text(name))

    def on(self, name: str) -> bool:
        """The value in force of an On/Off key."""
        return self.text(name) == "On"

    # -- events --

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records)
            case ev.ValueEntered(name, text, role):
                return self._enter(name, text, role)
            case ev.CardLearned(id_tag):
                return self._learn(id_tag)
            case ev.ChangesDropped():
                self._typed = {}
                return []
            case ev.SaveRequested(restart):
                return self._save(restart)
            case ev.ListButtonUsed(button, text):
                return self._list_button(button, text)
            case ev.PageOpened(page, role):
                return self._open(page, role)
            case ev.ConfigurationAsked(message_id, names):
                return [self._asked(message_id, names)]
            case ev.FactLearned(name, text):
                self._facts[name] = self._in_force[name] = text
                if name == VERSION:
                    self._run(text)
                return []
            case ev.ConfigurationWritten(message_id, name, text):
                return self._write(message_id, name, text)
            case ev.ValueAllowed(message_id, name, text):
                return self._allow(message_id, name, text)
        raise UnexpectedEvent(self, event)

    def _restore(self, records: dict[str, Any]) -> list[fx.Effect]:
        stored: dict[str, str] = records.get("configuration", {})
        self._saved = {name: text for name, text in stored.items() if name in self._keys}
        self._in_force.update(self._saved)
        return [fx.Tell(ev.WhitelistChanged(self._entries(self._in_force[WHITELIST])))]

    def _entries(self, text: str) -> tuple[str, ...]:
        return entries_of(text)

    def _problem(self, key: Key | None, name: str, text: str) -> str:
        if key is None:
            return str(UnknownKey(name, self._keys))
        if key.readonly:
            return f"{key.name} cannot be changed"
        try:
            key.read(text)
        except ValueError as error:
            return f"{key.name}: {error}"
        if (key.name, text) in self._gone:
            return f"{key.name}: {text!r} is not on offer any more; choose one of: {'; '.join(self._choices(key))}"
        return ""

    def _above(self, key: Key, text: str, shown: Callable[[str], str]) -> str:
        keys = {name: self._keys[name] for name in key.at_most if self.has(name)}
        return above(key, text, keys, shown)

    def _enter(self, name: str, text: str, role: str) -> list[fx.Effect]:
        """Whoever is logged in types."""
        key = self._keys.get(name) if self.has(name) else None
        if key is not None and not may(key, role, self._shown):
            return [fx.Tell(ev.ValueRefused(name, f"{name} can only be changed by the {key.role}"))]
        if key is not None and not self._problem(key, name, text) and (sentence := self._above(key, text, self._shown)):
            return [fx.Tell(ev.ValueRefused(name, sentence))]
        return self._type(name, text)

    def _choices(self, key: Key) -> tuple[str, ...]:
        return tuple(one for one in key.choices if (key.name, one) not in self._gone)

    def _type(self, name: str, text: str) -> list[fx.Effect]:
        if problem := self._problem(self._keys.get(name) if self.has(name) else None, name, text):
            return [fx.Tell(ev.ValueRefused(name, problem))]
        self._typed[name] = text
        return []

    def _learn(self, id_tag: str) -> list[fx.Effect]:
        entries = self._entries(self._shown(WHITELIST))
        if id_tag not in entries:
            self._typed[WHITELIST] = SEPARATOR.join((*entries, id_tag))
        return []

    def _list_button(self, button: str, text: str) -> list[fx.Effect]:
        before = self._entries(self._shown(WHITELIST))
        try:
            after, rows = press(button, text, before)
        except ValueError as error:
            return [fx.Tell(ev.ValueRefused(WHITELIST, str(error)))]
        whole = SEPARATOR.join(after)
        if len(after) > len(before) and (problem := self._problem(self._keys[WHITELIST], WHITELIST, whole)):
            return [fx.Tell(ev.ValueRefused(WHITELIST, problem))]
        if after != before:
            self._typed[WHITELIST] = whole
        return [fx.ShowPage(button, rows)]

    def _shown(self, name: str) -> str:
        return self._typed.get(name, self._kept(self._keys[name]))

    def _kept(self, key: Key) -> str:
        """What is saved; what somebody is typing is nobody else's business."""
        value = self._facts.get(key.name) or self._saved.get(key.name, key.default)
        return key.default if (key.name, value) in self._gone else value

    def _saved_text(self, name: str) -> str:
        return self._kept(self._keys[name])

    def _save(self, restart: bool) -> list[fx.Effect]:
        stored = self._typed
        self._typed = {}
        effects = self._store(stored)
        if restart:
            effects.append(fx.Tell(ev.RestartRequested("Reboot")))
        return effects

    def _store(self, values: dict[str, str]) -> list[fx.Effect]:
        values = with_linked(values, self._saved_text) if values else {}
        others = values.pop(OCPP_WHITELIST, None)
        self._saved |= values
        effects: list[fx.Effect] = [fx.Persist("configuration", dict(self._saved))] if values else []
        for name, text in values.items():
            live = not self._keys[name].restart
            if live:
                self._in_force[name] = text
            self._restart_due |= not live
            effects.append(fx.Tell(ev.ValueStored(name, live)))
        edited = [] if others is None else [fx.Tell(ev.OcppWhitelistEdited(self._entries(others)))]
        return [*effects, *edited]

    def _open(self, page: str, role: str) -> list[fx.Effect]:
        self._role = role
        return self._show(page)

    def _show(self, page: str) -> list[fx.Effect]:
        if page == "Whitelists" and not self.on("Enable local whitelist"):
            return []  # the menu entry appears with the local whitelist only: WLL-014
        if page.startswith(CHOICES):
            key = self._keys.get(page.removeprefix(CHOICES))
            return [fx.ShowPage(page, tuple((one, "") for one in self._choices(key)))] if key else []
        known = (key for key in self._keys.values() if self.has(key.name))
        keys = [key for key in known if on_page(key, page, self._role, self._shown)]
        if not keys:
            return []
        groups = "; ".join(dict.fromkeys(key.group for key in keys))
        below = notices(self._unsaved(), self._restart_due)
        return [fx.ShowPage(page, (*(self._row(key) for key in keys), (GROUPS, groups), *below))]

    def _unsaved(self) -> bool:
        return any(text != self._saved_text(name) for name, text in self._typed.items())

    def _row(self, key: Key) -> tuple[str, str]:
        if key.name == OCPP_WHITELIST and not self.on("Enable OCPP whitelist"):
            return key.group, NOT_ENABLED
        return key.name, "" if key.secret else self._shown(key.name)

    # -- the backend reads and writes --

    def _answer_in_length(self, message_id: str, names: tuple[str, ...]) -> fx.Effect:
        """Cut to what OCPP 1.6 allows, or whole where the operator wants it so (D-BKD-07)."""
        cut = self._answer(names)
        if not self.on("Allow long get configuration keys"):
            return fx.SendAnswer(message_id, "GetConfiguration", cut)
        whole = [row | {"value": self._whole(row["key"])} for row in cut["configurationKey"]]
        return fx.SendAnswer(message_id, "GetConfiguration", cut | {"configurationKey": whole}, checked=cut)

    def _face(self, name: str) -> Face | None:
        face = self._by_ocpp.get(name.lower())
        return face if face and face.key.name not in self._lacking else None

    def _whole(self, name: str) -> str:
        face = self._by_ocpp[name.lower()]
        return face.say(self._kept(face.key))

    def _answer(self, names: tuple[str, ...]) -> dict[str, Any]:
        found = [self._face(name) for name in names or self._by_ocpp]
        rows = [
            {"key": face.ocpp, "readonly": face.key.readonly, "value": face.say(self._kept(face.key))[:LONGEST_VALUE]}
            for face in found
            if face is not None and not face.key.secret
        ]
        unknown = [name for name in names if self._face(name) is None]
        return {"configurationKey": rows} | ({"unknownKey": unknown} if unknown else {})

    def _asked(self, message_id: str, names: tuple[str, ...]) -> fx.Effect:
        most = int(self._kept(self._keys[MOST_ASKED]))
        if len(names) > most:
            return fx.SendError(message_id, "OccurenceConstraintViolation", f"at most {most} keys at a time")
        return self._answer_in_length(message_id, names)

    def _write(self, message_id: str, name: str, text: str) -> list[fx.Effect]:
        face = self._face(name)
        if face is None:
            return [fx.SendAnswer(message_id, "ChangeConfiguration", {"status": "NotSupported"})]
        key = face.key
        if key.guarded:
            return [fx.Tell(ev.GuardedValueWritten(message_id, key.name, text))]
        text = face.hear(text, self._kept(key))
        if self._problem(key, name, text) or self._above(key, text, self._saved_text):
            return [fx.SendAnswer(message_id, "ChangeConfiguration", {"status": "Rejected"})]
        status = "RebootRequired" if key.restart else "Accepted"
        return [*self._store({key.name: text}), fx.SendAnswer(message_id, "ChangeConfiguration", {"status": status})]

    def _allow(self, message_id: str, name: str, text: str) -> list[fx.Effect]:
        """A guarded value: in force at once, and what somebody is typing into its field is forgotten."""
        self._typed.pop(name, None)
        self._in_force[name] = self._saved[name] = text
        answer = fx.SendAnswer(message_id, "ChangeConfiguration", {"status": "Accepted"})
        stored = [fx.Persist("configuration", dict(self._saved)), fx.Tell(ev.ValueStored(name, live=True))]
        return [*stored, *([answer] if message_id else [])]
