"""Roots that the station trusts, and its own certificate with its key (security whitepaper, A02, A03, M03 to M05).

Theory of operation. Roots come with InstallCertificate and stay on the disk until DeleteCertificate. For a
certificate of its own the station makes a key, sends a signing request and waits for CertificateSigned; a
certificate that is not sound is thrown away with the key that was made for it, and the old one stays. The
private key goes to the disk and to the line, and nowhere else.

A certificate whose period has not begun waits for it (A02.FR.08). One that ends within MONTH_MS is renewed
without being asked (A03.FR.02); one that was made for less than that when half of its time is over, at most
a day after it came, and a request that brought none is made again a day later: the whitepaper is silent there.
"""

from __future__ import annotations

from typing import Any

from ...model import effects as fx
from ...model import events as ev
from ...model.backend_calls import SigningCall
from ...model.certificates import CENTRAL_SYSTEM_ROOT, ROOT_USES, CertificateTools, HashData, Owner
from ...model.errors import UnexpectedEvent
from ...model.quantities import MINUTE_MS
from ...model.settings import Settings

OWNER = "certificates"
RECORD = "certificates"
DAY_MS = 24 * 60 * MINUTE_MS
MONTH_MS = 30 * DAY_MS
ALGORITHM = "SHA256"
"""Of the hashes that the station gives (A00.FR.506); it takes all three."""
TLS_PROFILES = (2, 3)


class Certificates:
    """The station's trust store."""

    def __init__(self, settings: Settings, tools: CertificateTools) -> None:
        self._settings, self._tools = settings, tools
        self._roots: dict[str, list[str]] = {use: [] for use in ROOT_USES}
        self._chain = self._key = ""
        self._coming: tuple[str, str] | None = None
        self._made = ""
        self._replaced = ""
        self._offset_ms = 0

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.RecordsRestored(records):
                return self._restore(records.get(RECORD, {}))
            case ev.ClockSet(offset_ms):
                self._offset_ms = offset_ms
                return self._watch(now_ms)
            case ev.LinkUp():
                return self._forget_replaced()
            case ev.RootDelivered() | ev.RootUnwanted() | ev.RootsAsked():
                return self._serve_roots(event, now_ms)
            case ev.CertificateWanted():
                return [fx.MakeKey()]
            case ev.TimerExpired(name="watch"):
                self._made = ""  # nothing has come for it, and it may have been asked for on a line that is gone
                return self._watch(now_ms)
            case ev.KeyMade(key):
                self._made = key
                request = self._tools.sign_request(key, self._owner())
                return [self._persist(), fx.Tell(ev.CallQueued(SigningCall(request)))]
            case ev.SigningAnswered(status=status):
                return [] if status == "Accepted" else self._give_up()
            case ev.CallUnanswered(call=SigningCall()):
                return self._give_up()
            case ev.CallUnanswered():
                return []
            case ev.CertificateDelivered(message_id, chain):
                return self._take(message_id, chain, now_ms)
        raise UnexpectedEvent(self, event)

    # -- disk --

    def _restore(self, record: dict[str, Any]) -> list[fx.Effect]:
        for use in ROOT_USES:
            self._roots[use] = list(record.get("roots", {}).get(use, []))
        self._chain, self._key = record.get("chain", ""), record.get("key", "")
        self._made, self._replaced = record.get("made", ""), record.get("replaced", "")
        coming = record.get("coming")
        self._coming = (coming[0], coming[1]) if coming else None
        return self._tell_trust()

    def _persist(self) -> fx.Effect:
        record = {
            "roots": {use: list(roots) for use, roots in self._roots.items()},
            "chain": self._chain,
            "key": self._key,
            "coming": self._coming and list(self._coming),
            "made": self._made,
            "replaced": self._replaced,
        }
        return fx.Persist(RECORD, record)

    def _tell_trust(self) -> list[fx.Effect]:
        central, manufacturer = (tuple(self._roots[use]) for use in ROOT_USES)
        fallback = (self._replaced,) if self._replaced else ()
        return [
            fx.Tell(ev.TrustChanged((*central, *fallback), self._chain, self._key)),
            fx.Tell(ev.TrustedRootsChanged(manufacturer)),
        ]

    def _changed(self, what: str) -> list[fx.Effect]:
        noted = ev.SecurityNoted("ReconfigurationOfSecurityParameters", what)
        return [self._persist(), *self._tell_trust(), fx.Tell(noted)]

    # -- roots --

    def _serve_roots(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        match event:
            case ev.RootDelivered(message_id, use, certificate):
                return self._install(message_id, use, certificate, now_ms)
            case ev.RootUnwanted(message_id, certificate):
                return self._delete(message_id, certificate)
            case ev.RootsAsked(message_id, use):
                rows = [_row(self._tools.hash_data(pem, ALGORITHM, self._all())) for pem in self._roots[use]]
                found = {"status": "Accepted", "certificateHashData": rows} if rows else {"status": "NotFound"}
                return [fx.SendAnswer(message_id, "GetInstalledCertificateIds", found)]
        raise UnexpectedEvent(self, event)

    def _all(self) -> tuple[str, ...]:
        return tuple(pem for use in ROOT_USES for pem in self._roots[use])

    def _install(self, message_id: str, use: str, pem: str, now_ms: int) -> list[fx.Effect]:
        roots = self._roots[use]
        if pem in roots:
            return [_install_answer(message_id, "Accepted")]
        if problem := self._root_problem(use, pem, now_ms):
            noted = fx.Tell(ev.SecurityNoted("InvalidCentralSystemCertificate", problem))
            return [_install_answer(message_id, "Rejected"), *([noted] if use == CENTRAL_SYSTEM_ROOT else [])]
        if len(self._all()) >= self._settings.number("CertificateStoreMaxLength"):
            return [_install_answer(message_id, "Rejected")]
        if self._replaces(use):
            self._replaced = roots.pop()
        roots.append(pem)
        return [*self._changed(f"{use} installed"), _install_answer(message_id, "Accepted")]

    def _replaces(self, use: str) -> bool:
        """With AdditionalRootCertificateCheck the new root of the central system takes the old one's place."""
        checked = self._settings.text("AdditionalRootCertificateCheck") == "true"
        return checked and use == CENTRAL_SYSTEM_ROOT and bool(self._roots[use])

    def _root_problem(self, use: str, pem: str, now_ms: int) -> str:
        problem = self._tools.root_problem(pem, now_ms + self._offset_ms, self._all())
        if not problem and self._replaces(use) and not self._tools.signed_by(pem, self._roots[use][-1]):
            return "it is not signed by the root that it would replace"
        return problem

    def _forget_replaced(self) -> list[fx.Effect]:
        """A line stands: the root that was replaced is not needed any more (M05.FR.12)."""
        if not self._replaced:
            return []
        self._replaced = ""
        return [self._persist(), *self._tell_trust()]

    def _delete(self, message_id: str, wanted: HashData) -> list[fx.Effect]:
        for use in ROOT_USES:
            for pem in self._roots[use]:
                if self._tools.hash_data(pem, wanted.algorithm, self._all()) != wanted:
                    continue
                if self._in_use(use):
                    return [fx.SendAnswer(message_id, "DeleteCertificate", {"status": "Failed"})]
                self._roots[use].remove(pem)
                answer = fx.SendAnswer(message_id, "DeleteCertificate", {"status": "Accepted"})
                return [*self._changed(f"{use} deleted"), answer]
        return [fx.SendAnswer(message_id, "DeleteCertificate", {"status": "NotFound"})]

    def _in_use(self, use: str) -> bool:
        """The only root of the central system vouches for the line over which this is asked (M04.FR.06)."""
        checked = self._settings.number("SecurityProfile") in TLS_PROFILES
        return checked and use == CENTRAL_SYSTEM_ROOT and len(self._roots[use]) == 1

    # -- the station's own certificate --

    def _owner(self) -> Owner:
        return Owner(self._settings.text("CpoName"), self._settings.text("ChargePointSerialNumber"))

    def _give_up(self) -> list[fx.Effect]:
        """No certificate will come for this key; a renewal is tried again in a day."""
        self._made = ""
        again = [fx.StartTimer(OWNER, 0, "watch", DAY_MS)] if self._chain else []
        return [self._persist(), *again]

    def _take(self, message_id: str, chain: str, now_ms: int) -> list[fx.Effect]:
        problem = self._chain_problem(chain, now_ms)
        key, self._made = self._made, ""
        status = "Rejected" if problem else "Accepted"
        answer = fx.SendAnswer(message_id, "CertificateSigned", {"status": status})
        if problem:
            return [self._persist(), answer, fx.Tell(ev.SecurityNoted("InvalidChargePointCertificate", problem))]
        self._coming = (chain, key)
        return [answer, self._persist(), *self._watch(now_ms)]

    def _chain_problem(self, chain: str, now_ms: int) -> str:
        if len(chain) > self._settings.number("CertificateSignedMaxChainSize"):
            return "the chain is longer than CertificateSignedMaxChainSize"
        roots = tuple(self._roots[CENTRAL_SYSTEM_ROOT])
        return self._tools.chain_problem(chain, self._made, roots, self._owner(), now_ms + self._offset_ms)

    def _watch(self, now_ms: int) -> list[fx.Effect]:
        """Switch to the certificate that came when its time begins; renew the one in use before its time ends."""
        unix_ms = now_ms + self._offset_ms
        if self._coming is not None:
            before_ms = self._tools.begins_ms(self._coming[0]) - unix_ms
            return [fx.StartTimer(OWNER, 0, "watch", before_ms)] if before_ms > 0 else self._switch(now_ms)
        if not self._chain:
            return []
        left_ms = self._tools.ends_ms(self._chain) - MONTH_MS - unix_ms
        if left_ms > 0:
            return [fx.StartTimer(OWNER, 0, "watch", left_ms)]
        wanted = [] if self._made else [fx.Tell(ev.CertificateWanted())]
        return [fx.StartTimer(OWNER, 0, "watch", DAY_MS), *wanted]

    def _switch(self, now_ms: int) -> list[fx.Effect]:
        assert self._coming is not None
        (self._chain, self._key), self._coming = self._coming, None
        shown = self._settings.number("SecurityProfile") == TLS_PROFILES[-1]
        renewed = [fx.Tell(ev.LinkRenewalAsked())] if shown else []
        watch = fx.StartTimer(OWNER, 0, "watch", self._fresh_ms(now_ms + self._offset_ms))
        return [*self._changed("charge point certificate"), watch, *renewed]

    def _fresh_ms(self, unix_ms: int) -> int:
        """How long a certificate that is new is left alone: asked for at once again it would be for ever."""
        left_ms = self._tools.ends_ms(self._chain) - unix_ms
        return max(left_ms - MONTH_MS, min(DAY_MS, left_ms // 2), 0)


def _install_answer(message_id: str, status: str) -> fx.Effect:
    return fx.SendAnswer(message_id, "InstallCertificate", {"status": status})


def _row(names: HashData) -> dict[str, str]:
    return {
        "hashAlgorithm": names.algorithm,
        "issuerNameHash": names.issuer_name,
        "issuerKeyHash": names.issuer_key,
        "serialNumber": names.serial,
    }
