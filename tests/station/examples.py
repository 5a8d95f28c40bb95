"""One example of each event, effect and call, made from the types of its fields."""

from __future__ import annotations

from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from fixtures.peers.authority import key_pem
from reference_impl.model import backend_calls as calls
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.charging_profiles import (
    ChargingProfile,
    Kind,
    Limit,
    Period,
    Purpose,
    RateUnit,
    Schedule,
)
from reference_impl.model.dlm import Beacon, DlmMessage
from reference_impl.model.electrical import PilotState
from reference_impl.model.grants import Grant, Source
from reference_impl.model.lights import DARK, Light
from reference_impl.model.mail import Mail, MailAccount
from reference_impl.model.quantities import Current
from reference_impl.model.updates import UploadOrder

BY_TYPE: dict[Any, Any] = {
    int: 1,
    str: "x",
    bool: True,
    bytes: b"x",
    UploadOrder: UploadOrder("GetDiagnostics", "DiagnosticsLog", "ftp://x/", 1, 60),
    PilotState: PilotState.B,
    Current: Current(160),
    Grant: Grant(Source.BACKEND, "04A1B2C3", "04A1B2C3"),
    Light: DARK,
    Mail: Mail(1, "PS2-1", "a@example.org", "subject", "text", None),
    MailAccount: MailAccount("smtp.example", 25, "", "", "b@example.org"),
    calls.BackendCall: calls.HeartbeatCall(),
    DlmMessage: Beacon(0, 1),
    ev.Event: ev.HeartbeatDue(0),
}
SCHEDULE = Schedule(RateUnit.A, (Period(0, Limit(160, RateUnit.A)),))
BY_TYPE |= {
    Purpose: Purpose.TX_DEFAULT,
    ChargingProfile: ChargingProfile(
        number=1, stack_level=0, purpose=Purpose.TX, kind=Kind.RELATIVE, schedule=SCHEDULE
    ),
}
BY_FIELD: dict[tuple[type, str], Any] = {
    # where not every text will do
    (ev.FaultRaised, "fault"): "Contactor welded",
    (ev.FaultCleared, "fault"): "Contactor welded",
    (ev.FaultsChanged, "names"): ("Contactor welded",),
    (ev.MeterRead, "purpose"): "begin",
    (ev.CardEntered, "uid"): "04a1b2c3",
    (ev.CardRecognised, "uid"): "04a1b2c3",
    (ev.SessionChanged, "state"): "charging",
    (ev.ValueStored, "name"): "Operator Current Limit [A]",
    (ev.KeyMade, "key"): key_pem("a station"),
    (ev.RootDelivered, "use"): "ManufacturerRootCertificate",
    (ev.RootsAsked, "use"): "ManufacturerRootCertificate",
    (ev.CompositeAsked, "unit"): "A",
    (fx.StartTimer, "owner"): "link",
    (fx.StartTimer, "name"): "retry",
    (fx.SendAnswer, "action"): "Reset",
    (fx.SendAnswer, "payload"): {"status": "Accepted"},
    (calls.StatusCall, "status"): "Available",
    (calls.FirmwareStatusCall, "status"): "Installed",
    (calls.SignedFirmwareStatusCall, "status"): "Installed",
    (calls.DiagnosticsStatusCall, "status"): "Uploaded",
    (calls.LogStatusCall, "status"): "Uploaded",
    (calls.StatusCall, "error_code"): "NoError",
    (fx.ReadMeter, "purpose"): "sample",
    (calls.StopCall, "reason"): "Local",
    (calls.MeterCall, "current_da"): (160, 155, 0),
    (calls.MeterCall, "context"): "Sample.Periodic",
    (calls.MeterCall, "measurands"): ("Energy.Active.Import.Register", "Current.Import"),
}


def kinds(base: type) -> list[type]:
    """All classes below this one, however deep, except those that others are made from."""
    below = [kind for one in base.__subclasses__() for kind in (one, *kinds(one))]
    return sorted((kind for kind in below if not kind.__subclasses__()), key=lambda kind: kind.__name__)


def example(kind: type) -> Any:
    """One value of this dataclass."""
    hints = get_type_hints(kind)
    values = {
        field.name: BY_FIELD[kind, field.name] if (kind, field.name) in BY_FIELD else _value(hints[field.name])
        for field in fields(kind)
    }
    return kind(**values)


def _value(hint: Any) -> Any:
    if hint in BY_TYPE:
        return BY_TYPE[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return get_args(hint)[0]
    if origin in (Union, UnionType):
        return _value(next(part for part in get_args(hint) if part is not NoneType))
    if origin is tuple:
        return ()
    if origin is dict or hint is Any:
        return {}
    return example(hint)
