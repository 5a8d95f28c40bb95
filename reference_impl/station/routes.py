"""Who reads what: the only place where blocks meet.

A name stands for a block (see blueprint.py). An event that concerns one socket goes to the
block of that socket; TimerExpired goes to its owner and is not listed.
"""

from __future__ import annotations

from ..model import events as ev

ROUTES: dict[type[ev.Event], tuple[str, ...]] = {
    # board
    ev.RecordsRestored: ("configuration", "decide", "wallclock", "outbox", "transactions"),
    ev.Booted: ("link", "led"),
    ev.PilotSensed: ("vehicle",),
    ev.ProximitySensed: ("cable",),
    ev.LockFeedback: ("lock",),
    ev.ContactorFeedback: ("contactor",),
    ev.CardEntered: ("reader",),
    ev.CardLeft: ("reader",),
    ev.MeterRead: ("transactions",),
    # link to the backend; frames are read by translate.py
    ev.LinkUp: ("link", "outbox", "boot"),
    ev.LinkDown: ("link", "boot", "outbox"),
    ev.AnswerReceived: ("outbox",),
    ev.ErrorReceived: ("outbox",),
    ev.CallReceived: ("requests",),
    # configuration interface
    ev.LoginAttempted: ("web_ui",),
    ev.PageRequested: ("web_ui",),
    ev.ValueTyped: ("web_ui",),
    ev.SavePressed: ("web_ui",),
    ev.LearningPressed: ("web_ui",),
    ev.ValueEntered: ("configuration",),
    ev.SaveRequested: ("configuration",),
    ev.LearningSwitched: ("decide",),
    ev.PageOpened: ("configuration",),
    ev.ValueRefused: ("web_ui",),
    ev.ValueStored: ("limit",),
    ev.RestartRequested: ("session", "reset"),
    # outlet
    ev.PlugInserted: ("limit",),
    ev.PlugRemoved: ("limit", "session", "supervisor"),
    ev.VehicleChanged: ("status", "led", "contactor"),
    ev.VehicleConnected: ("session", "decide"),
    ev.VehicleDisconnected: ("session",),
    ev.LockRequested: ("lock",),
    ev.UnlockRequested: ("lock",),
    ev.Locked: ("contactor", "session", "supervisor"),
    ev.Unlocked: ("contactor", "session", "supervisor"),
    ev.LockFailed: ("supervisor", "session"),
    ev.EnergyAllowed: ("pilot", "contactor"),
    ev.EnergyBarred: ("contactor", "pilot"),
    ev.ContactorMoved: ("led",),
    ev.OfferChanged: ("pilot", "contactor", "status", "transactions"),
    # authorisation and session
    ev.CardRecognised: ("led", "decide"),
    ev.CardLearned: ("configuration",),
    ev.WhitelistChanged: ("decide",),
    ev.AuthorisationAsked: ("led",),
    ev.AuthorisationSettled: ("led",),
    ev.Granted: ("led", "session"),
    ev.Refused: ("led",),
    ev.ConnectionTimedOut: ("session",),
    ev.StopRequested: ("session",),
    ev.SessionChanged: ("led", "status", "requests"),
    ev.SessionStarted: ("decide", "transactions"),
    ev.SessionEnded: ("decide", "led", "transactions"),
    ev.SessionReported: ("led",),
    ev.TransactionNumbered: ("requests",),
    # faults
    ev.FaultRaised: ("supervisor",),
    ev.FaultCleared: ("supervisor",),
    ev.FaultsChanged: ("led", "status", "session", "requests"),
    # backend
    ev.CallQueued: ("outbox",),
    ev.BootAnswered: ("wallclock", "boot"),
    ev.HeartbeatAnswered: ("wallclock",),
    ev.AuthorizeAnswered: ("decide",),
    ev.StartAnswered: ("outbox", "decide", "transactions"),
    ev.StopAnswered: ("transactions",),
    ev.OtherAnswered: (),
    ev.CallSettled: ("outbox",),
    ev.CallUnanswered: ("boot", "decide", "transactions"),
    ev.Registered: ("outbox", "heartbeat", "status", "decide", "web_ui"),
    ev.Unregistered: ("outbox", "heartbeat", "status", "decide", "web_ui"),
    ev.HeartbeatDue: ("web_ui",),
    ev.RemoteStartRequested: ("decide",),
    ev.RemoteStopRequested: ("transactions",),
    ev.LocalListSent: ("decide",),
    ev.LocalListVersionAsked: ("decide",),
    ev.CacheCleared: ("decide",),
    ev.ClockSet: ("decide",),
    ev.ConfigurationAsked: ("configuration",),
    ev.ConfigurationWritten: ("configuration",),
}
