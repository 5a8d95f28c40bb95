"""The configuration interface: login, dashboard, and the gate in front of every other page.

The manual gives the login in 1.2 and 3. What comes through the gate is told as another
event, so that no other block has to know who is logged in.
"""

from __future__ import annotations

from ...model import effects as fx
from ...model import events as ev
from ...model.errors import UnexpectedEvent
from ...model.quantities import SECOND_MS
from ...model.settings import Settings
from .menu import Entry, menu
from .signalled import Signalled

USERS: dict[str, str] = {"operator": "yellow_zone", "installer": "green_zone", "manufacturer": "red_zone"}
"""User and password. The manual gives the operator's (1.2); the other roles it names without any (7.2, 7.3)."""
ROLES = frozenset(USERS)
OPERATOR = "operator"

NOT_LOGGED_IN = "log in first"
INSIDE = (
    ev.PageRequested, ev.ValueTyped, ev.SavePressed, ev.LearningPressed, ev.MailTestPressed,
    ev.ListButtonPressed, ev.LoadButtonPressed, ev.ResetPressed, ev.RestartPressed, ev.LogDownloadPressed,
)  # fmt: skip
"""What only a logged-in operator may do."""
DASHBOARD = "Dashboard"
MENU = "Menu"


class WebInterface:
    """One browser session."""

    def __init__(self, settings: Settings, users: dict[str, str], entries: tuple[Entry, ...]) -> None:
        self._settings, self._users, self._entries = settings, users, entries
        self._open, self._role = False, OPERATOR
        self._registered = False
        self._due_ms = 0
        self._problem = ""
        self._mail = ""
        self._signalled = Signalled(settings)
        self._load: dict[str, tuple[tuple[str, str], ...]] = {}

    def handle(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        """React to one event."""
        match event:
            case ev.LoginAttempted(user, password):
                return self._log_in(user, password, now_ms)
            case ev.ValueRefused(name, sentence):
                return [fx.ShowRefusal(name, sentence)]
            case ev.Registered():
                self._registered = True
                return []
            case ev.Unregistered():
                self._registered = False
                return []
            case ev.LinkReported(_, problem):
                self._problem = problem
                return []
            case ev.MailReported(sentence):
                self._mail = sentence
                return []
            case ev.LoadReported(part, rows):
                self._load[part] = rows
                return []
            case ev.HeartbeatDue(at_ms):
                self._due_ms = at_ms
                return []
            case ev.LimitChanged() | ev.EnergyAllowed() | ev.EnergyBarred():
                return self._signalled.note(event)
        if not isinstance(event, INSIDE):
            raise UnexpectedEvent(self, event)
        if not self._open:
            return [fx.ShowRefusal(type(event).__name__, NOT_LOGGED_IN)]
        return self._inside(event, now_ms)

    def _log_in(self, user: str, password: str, now_ms: int) -> list[fx.Effect]:
        if self._users.get(user) != password:
            return [fx.ShowRefusal("login", "user name or password is wrong")]
        self._open, self._role = True, user if user in ROLES else OPERATOR
        return [self._dashboard(now_ms)]

    def _inside(self, event: ev.Event, now_ms: int) -> list[fx.Effect]:
        match event:
            case ev.PageRequested(page="Dashboard"):
                return [self._dashboard(now_ms)]
            case ev.PageRequested(page="Menu"):
                return [fx.ShowPage(MENU, menu(self._entries, self._settings))]
            case ev.PageRequested(page="Whitelists" as page):
                return [fx.Tell(ev.OcppWhitelistOpened(page))]
            case ev.ListButtonPressed(button, text):
                return self._press(button, text)
            case ev.LoadButtonPressed(button):
                return [fx.Tell(ev.LoadButtonUsed(button))]
            case ev.PageRequested(page):
                return [fx.Tell(ev.PageOpened(page, self._role))]
            case ev.ValueTyped(name, text):
                return [fx.Tell(ev.ValueEntered(name, text, self._role))]
            case ev.SavePressed(restart):
                return [fx.Tell(ev.SaveRequested(restart))]
            case ev.ResetPressed():
                return [fx.Tell(ev.ChangesDropped())]
            case ev.RestartPressed():
                return [fx.Tell(ev.RestartRequested("Reboot"))]
            case ev.LogDownloadPressed():
                return [fx.Tell(ev.LogDownloadAsked())]
            case ev.MailTestPressed():
                return [fx.Tell(ev.MailTestAsked())]
            case ev.LearningPressed(start):
                return [fx.Tell(ev.LearningSwitched(start))]
        raise UnexpectedEvent(self, event)

    def _press(self, button: str, text: str) -> list[fx.Effect]:
        if not self._settings.on("Enable local whitelist"):
            return [fx.ShowRefusal(button, "the local whitelist is not enabled")]
        return [fx.Tell(ev.ListButtonUsed(button, text))]

    def _dashboard(self, now_ms: int) -> fx.Effect:
        left_s = max(0, self._due_ms - now_ms) // SECOND_MS
        state = f"Connected (send heartbeat in {left_s} seconds)" if self._registered else "Not Connected"
        identity = self._settings.text("OCPP ChargeBoxIdentity (ChargePointID)")
        rows = [
            ("OCPP ChargeBoxIdentity (ChargePointID)", identity),
            ("Connection State (Backend)", state),
            ("Connection problem (Backend)", self._problem),
        ]
        rows += self._signalled.rows()
        rows += [("E-mail notification", self._mail)] if self._mail else []
        load = (row for part in ("slave", "master") for row in self._load.get(part, ()))
        return fx.ShowPage(DASHBOARD, (*rows, *load))
