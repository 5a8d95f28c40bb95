"""The security profile of the line to the backend and the password, as a backend changes them (A01, A05).

Theory of operation. Both keys are guarded: the configuration store asks here before it takes a value from a
backend. A profile is only raised, and only when what it needs is there (A05.FR.01 to 04). A new value is in
force at once: the line is closed and opened again on the new terms. When no line comes to stand with the new
profile in ATTEMPTS tries, the old one is in force again (A05.FR.08); that survives a loss of power meanwhile.

AuthorizationKey is the password's hexadecimal form (A00.FR.205). The manual's field for the same password
takes it as text. What is stored is the text; bytes that are no text are kept as lone surrogates.
"""

from __future__ import annotations

import re

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.settings import Settings

PROFILE, PASSWORD = "SecurityProfile", "HTTP Basic Authentication password"  # the name of a key
RECORD = "security_profile"
ATTEMPTS = 3
CHANGED = {PROFILE: "SecurityProfile", PASSWORD: "AuthorizationKey", "CpoName": "CpoName"}
"""Names in the security log; the values never go there (A01.FR.12)."""
KEY_FORM = re.compile(r"(?:[0-9A-Fa-f]{2}){16,20}")
LEAST_BYTES = 16
BYTES = "surrogateescape"
BASIC, TLS, CLIENT_CERTIFICATE = (1, 2), (2, 3), (3,)
"""Profiles that need a password, a root of the central system, a certificate of the station's own."""


class SecurityProfile:
    """Which of the whitepaper's profiles the line has."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._roots = self._chain = False
        self._before: str | None = None
        self._failed = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                self._before = records.get(RECORD)
                return []
            case ev.TrustChanged(roots=roots, chain=chain):
                self._roots, self._chain = bool(roots), bool(chain)
                return []
            case ev.GuardedValueWritten(message_id, name, text):
                return self._write(message_id, name, text)
            case ev.ValueStored(name):
                return [fx.Tell(_noted(CHANGED[name]))] if name in CHANGED else []
            case ev.LinkUp():
                return self._proven()
            case ev.LinkDown():
                return self._not_proven()
        raise UnexpectedEvent(self, event)

    # -- may it be written? --

    def _write(self, message_id: str, name: str, text: str) -> list[fx.Effect]:
        if name == PASSWORD:
            value = self._password(text)
        else:
            value = text if self._may_raise(text) else None
        if value is None:
            return [fx.SendAnswer(message_id, "ChangeConfiguration", {"status": "Rejected"})]
        effects: list[fx.Effect] = []
        if name == PROFILE:
            self._before, self._failed = self._settings.text(PROFILE), -1  # its own goodbye is no failure
            effects = [fx.Persist(RECORD, self._before)]
        renewed = [] if name == PASSWORD and self._profile() in CLIENT_CERTIFICATE else [ev.LinkRenewalAsked()]
        told: list[ev.Event] = [ev.ValueAllowed(message_id, name, value), *renewed]
        return [*effects, *(fx.Tell(one) for one in told)]

    def _profile(self) -> int:
        return self._settings.number(PROFILE)

    def _password(self, text: str) -> str | None:
        return bytes.fromhex(text).decode("utf-8", BYTES) if KEY_FORM.fullmatch(text) else None

    def _may_raise(self, text: str) -> bool:
        if text not in ("1", "2", "3") or int(text) <= self._profile():
            return False
        wanted = int(text)
        return not (
            (wanted in BASIC and len(password_bytes(self._settings.text(PASSWORD))) < LEAST_BYTES)
            or (wanted in TLS and not self._roots)
            or (wanted in CLIENT_CERTIFICATE and not self._chain)
        )

    # -- does it work? --

    def _proven(self) -> list[fx.Effect]:
        if self._before is None:
            return []
        self._before = None
        return [fx.Persist(RECORD, None)]

    def _not_proven(self) -> list[fx.Effect]:
        if self._before is None:
            return []
        self._failed += 1
        if self._failed < ATTEMPTS:
            return []
        before, self._before = self._before, None
        return [fx.Persist(RECORD, None), fx.Tell(ev.ValueAllowed("", PROFILE, before))]


def password_bytes(text: str) -> bytes:
    """The password as it goes into the header, before Base64."""
    return text.encode("utf-8", BYTES)


def _noted(what: str) -> ev.Event:
    return ev.SecurityNoted("ReconfigurationOfSecurityParameters", what)
