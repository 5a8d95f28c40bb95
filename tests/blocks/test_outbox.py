"""The queue towards the backend: one call at a time, in order, nothing durable lost, nothing asked for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.backend.outbox import UNKNOWN_TRANSACTION, Outbox
from reference_impl.model import effects as fx
from reference_impl.model import events as ev
from reference_impl.model.backend_calls import (
    AuthorizeCall,
    BackendCall,
    BootCall,
    HeartbeatCall,
    MeterCall,
    StartCall,
    StatusCall,
    StopCall,
)

from .telling import Values, asked, feed, told

SETTINGS = {
    "Connection Type": "Ethernet",
    "Backend connection timeout": "60",
    "TransactionMessageAttempts": "3",
    "TransactionMessageRetryInterval": "60",
}
AUTHORIZE = AuthorizeCall(1, "04A1B2C3")
TIMEOUT = ev.TimerExpired("outbox", 0, "answer")
RETRY = ev.TimerExpired("outbox", 0, "retry")


def start(ref: int, socket: int = 1) -> StartCall:
    return StartCall(ref, socket, "04A1B2C3", 1_000, 5_000)


def meter(ref: int, wh: int = 1_500) -> MeterCall:
    return MeterCall(ref, 1, wh, (160, 160, 160), 160, 65_000)


def stop(ref: int, socket: int = 1) -> StopCall:
    return StopCall(ref, socket, "04A1B2C3", "Local", 2_000, 125_000)


class Line:
    """An outbox and what became of its effects: calls on the line, the record on the disk."""

    def __init__(self, records: dict[str, object] | None = None, *, up: bool = True) -> None:
        self.outbox = Outbox(Values(SETTINGS))
        self.sent: list[fx.SendCall] = []
        self.disk: dict[str, object] = dict(records or {})
        self.tell(ev.RecordsRestored(json.loads(json.dumps(self.disk))))
        if up:
            self.tell(ev.LinkUp(), ev.Registered(300))

    def tell(self, *events: ev.Event) -> list[fx.Effect]:
        effects = feed(self.outbox, *events)
        self.sent += [effect for effect in effects if isinstance(effect, fx.SendCall)]
        self.disk |= {effect.record: effect.value for effect in effects if isinstance(effect, fx.Persist)}
        return effects

    def queue(self, *calls: BackendCall) -> list[fx.Effect]:
        return self.tell(*(ev.CallQueued(call) for call in calls))

    def answer(self) -> list[fx.Effect]:
        """The backend answers the call that is outstanding; a start gets the number 1000 + ref."""
        effect = self.sent[-1]
        read = self.tell(ev.AnswerReceived(effect.message_id, {}))
        assert read == [fx.ReadAnswer(effect.message_id, effect.call, {})]
        if isinstance(effect.call, StartCall):
            ref = effect.call.ref
            self.tell(ev.StartAnswered(effect.call, effect.call.socket, ref, 1_000 + ref, "Accepted"))
        return self.tell(ev.CallSettled())

    def refuse(self, code: str = "InternalError") -> list[fx.Effect]:
        return self.tell(ev.ErrorReceived(self.sent[-1].message_id, code, ""))

    @property
    def calls(self) -> list[BackendCall]:
        return [effect.call for effect in self.sent]


# ---------------------------------------------------------------- one at a time


def test_one_call_is_outstanding() -> None:
    line = Line()
    line.queue(start(1), AUTHORIZE, HeartbeatCall())
    assert line.calls == [start(1)]


def test_the_next_goes_when_the_answer_is_read() -> None:
    line = Line()
    line.queue(start(1), AUTHORIZE)
    line.answer()
    assert line.calls == [start(1), AUTHORIZE]


@given(st.lists(st.sampled_from([start(1), meter(1), stop(1), AUTHORIZE, HeartbeatCall()]), max_size=12), st.data())
def test_never_two_at_once_and_durable_ones_in_order(calls: list[BackendCall], data: st.DataObject) -> None:
    line, answered = Line(), 0
    for call in calls:
        line.queue(call)
        assert len(line.sent) - answered <= 1
        if len(line.sent) > answered and data.draw(st.booleans()):
            line.answer()
            answered += 1
    while len(line.sent) > answered:
        line.answer()
        answered += 1
    assert [call for call in line.calls if call.durable] == [call for call in calls if call.durable]
    assert sorted(map(repr, line.calls)) == sorted(map(repr, calls))


def test_message_ids_are_never_the_same_in_two_power_cycles() -> None:
    first = Line()
    first.queue(start(1), AUTHORIZE)
    first.answer()
    second = Line(first.disk)
    second.queue(AUTHORIZE)
    ids = [effect.message_id for effect in (*first.sent, *second.sent)]
    assert len(set(ids)) == len(ids)


def test_until_it_is_registered_only_the_boot_notification_is_sent() -> None:
    line = Line(up=False)
    line.queue(start(1))
    line.tell(ev.LinkUp())
    line.queue(AUTHORIZE, BootCall())
    assert line.calls == [BootCall()]
    line.answer()
    assert line.calls == [BootCall()]
    line.tell(ev.Registered(300))
    assert len(line.calls) == 2


def test_without_a_line_a_question_is_unanswered_at_once_and_a_transaction_waits() -> None:
    line = Line(up=False)
    assert told(line.queue(AUTHORIZE)) == [ev.CallUnanswered(AUTHORIZE, "no connection to the backend")]
    assert told(line.queue(start(1))) == []
    line.tell(ev.LinkUp(), ev.Registered(300))
    assert line.calls == [start(1)]


# ---------------------------------------------------------------- no answer


def test_a_transaction_message_without_an_answer_is_sent_again() -> None:
    line = Line()
    effects = line.queue(start(1))
    assert fx.StartTimer("outbox", 0, "answer", 60_000) in effects
    line.tell(TIMEOUT)
    line.tell(TIMEOUT)
    assert line.calls == [start(1)] * 3
    assert len({effect.message_id for effect in line.sent}) == 3


def test_another_question_without_an_answer_is_given_up() -> None:
    line = Line()
    line.queue(AUTHORIZE, HeartbeatCall())
    assert told(line.tell(TIMEOUT)) == [ev.CallUnanswered(AUTHORIZE, "no answer in time")]
    assert line.calls == [AUTHORIZE, HeartbeatCall()]


def test_late_doubled_and_foreign_answers_are_ignored() -> None:
    line = Line()
    line.queue(AUTHORIZE, HeartbeatCall())
    late = line.sent[0].message_id
    line.tell(TIMEOUT)
    assert line.tell(ev.AnswerReceived(late, {}), ev.ErrorReceived(late, "InternalError", "")) == []
    line.answer()
    assert line.tell(ev.AnswerReceived(line.sent[-1].message_id, {})) == []
    assert line.tell(ev.AnswerReceived("somebody else's", {}), ev.ErrorReceived("x", "GenericError", "")) == []


def test_when_the_line_goes_questions_are_unanswered_and_transactions_wait() -> None:
    line = Line()
    line.queue(AUTHORIZE, start(1), HeartbeatCall())
    effects = line.tell(ev.LinkDown("connection lost"))
    assert told(effects) == [ev.CallUnanswered(call, "connection lost") for call in (AUTHORIZE, HeartbeatCall())]
    assert asked(effects) == [fx.CancelTimer("outbox", 0, "answer"), fx.CancelTimer("outbox", 0, "retry")]
    line.tell(ev.LinkUp(), ev.Registered(300))
    assert line.calls == [AUTHORIZE, start(1)]


def test_a_station_without_a_backend_keeps_nothing_for_one() -> None:
    outbox = Outbox(Values(SETTINGS | {"Connection Type": "No Backend"}))
    feed(outbox, ev.RecordsRestored({}))
    effects = feed(outbox, ev.CallQueued(start(1)))
    assert asked(effects) == []
    assert told(effects) == [ev.CallUnanswered(start(1), "no backend is configured")]


# ---------------------------------------------------------------- errors of the backend


def test_a_transaction_message_is_tried_as_often_as_the_key_says_with_growing_pauses() -> None:
    """OCPP 1.6, 3.7.1: 3 attempts, after the first 60 s, after the second 120 s."""
    line = Line()
    line.queue(start(1), stop(1))
    assert fx.StartTimer("outbox", 0, "retry", 60_000) in line.refuse()
    line.tell(RETRY)
    assert fx.StartTimer("outbox", 0, "retry", 120_000) in line.refuse()
    line.tell(RETRY)
    assert line.calls == [start(1)] * 3
    assert told(line.refuse()) == [ev.CallUnanswered(start(1), "the backend answered InternalError", "InternalError")]
    assert line.calls == [start(1)] * 3 + [stop(1)]


def test_the_next_message_has_all_its_attempts() -> None:
    line = Line()
    line.queue(start(1), stop(1))
    for _ in range(2):
        line.refuse()
        line.tell(RETRY)
    line.answer()
    assert fx.StartTimer("outbox", 0, "retry", 60_000) in line.refuse()


def test_other_questions_go_on_during_the_pause_and_transactions_do_not() -> None:
    line = Line()
    line.queue(start(1), stop(1))
    line.refuse()
    line.queue(AUTHORIZE)
    line.answer()
    assert line.calls == [start(1), AUTHORIZE]
    line.tell(RETRY)
    assert line.calls == [start(1), AUTHORIZE, start(1)]


def test_an_error_for_another_question_is_no_attempt_of_the_transaction_message() -> None:
    line = Line()
    line.queue(start(1))
    line.refuse()
    line.queue(AUTHORIZE)
    line.refuse("NotSupported")
    line.tell(RETRY)
    assert fx.StartTimer("outbox", 0, "retry", 120_000) in line.refuse(), "this was the second attempt"
    line.tell(RETRY)
    assert told(line.refuse()) == [ev.CallUnanswered(start(1), "the backend answered InternalError", "InternalError")]


# ---------------------------------------------------------------- numbers and the disk


def test_the_backends_number_is_filled_in_when_the_call_is_sent() -> None:
    line = Line()
    line.queue(start(7), meter(7), stop(7))
    line.answer()
    line.answer()
    assert [effect.transaction_id for effect in line.sent][1:] == [1_007, 1_007]


def test_a_transaction_that_the_backend_never_took_has_no_number() -> None:
    line = Line()
    line.queue(start(1), stop(1))
    for _ in range(3):
        line.refuse()
        line.tell(RETRY)
    assert line.sent[-1] == fx.SendCall(line.sent[-1].message_id, stop(1), UNKNOWN_TRANSACTION)
    assert UNKNOWN_TRANSACTION == -1


def test_what_is_durable_is_on_the_disk_before_it_is_sent() -> None:
    effects = Line().queue(start(1))
    kinds = [type(effect) for effect in effects]
    assert kinds.index(fx.Persist) < kinds.index(fx.SendCall)


def test_after_a_loss_of_power_the_queue_goes_on_with_its_numbers() -> None:
    before = Line()
    before.queue(start(3), meter(3), stop(3), AUTHORIZE)
    before.answer()
    after = Line(before.disk)
    assert after.calls == [meter(3)]
    after.answer()
    assert [effect.transaction_id for effect in after.sent] == [1_003, 1_003]
    after.answer()
    assert after.calls == [meter(3), stop(3)]


def test_what_is_answered_is_taken_off_the_disk() -> None:
    before = Line()
    before.queue(start(1), stop(1))
    before.answer()
    before.answer()
    assert Line(before.disk).calls == []


def test_a_long_session_keeps_its_number_however_many_others_come_and_go() -> None:
    """Socket 1 charges all day; six drivers follow each other at socket 2."""
    line = Line()
    line.queue(start(1))
    line.answer()
    for ref in range(2, 8):
        line.queue(start(ref, socket=2), stop(ref, socket=2))
        line.answer()
        line.answer()
    line.queue(stop(1))
    assert line.sent[-1].transaction_id == 1_001


def refs() -> Iterator[int]:
    return iter(range(1, 100))


@given(st.lists(st.sampled_from(["queue", "answer", "timeout", "power", "line"]), max_size=25))
def test_whatever_happens_every_durable_call_is_answered_once_and_in_order(history: list[str]) -> None:
    line, numbers = Line(), refs()
    queued: list[BackendCall] = []
    done: list[BackendCall] = []

    def answer() -> None:
        done.append(line.sent[-1].call)
        line.answer()

    open_calls = False
    for happening in (*history, "line"):
        open_calls = len(done) < len(queued)
        match happening:
            case "queue":
                queued.append(start(next(numbers)))
                line.queue(queued[-1])
            case "answer" if open_calls:
                answer()
            case "timeout" if open_calls:
                line.tell(TIMEOUT)
            case "power":
                line = Line(line.disk)
            case "line":
                line.tell(ev.LinkDown("connection lost"), ev.LinkUp(), ev.Registered(300))
    while len(done) < len(queued):
        answer()
    assert done == queued


def test_a_message_that_is_sent_again_keeps_its_date() -> None:
    """The same message twice is one transaction; with two dates it is two."""
    outbox = Outbox(Values(SETTINGS))
    feed(outbox, ev.RecordsRestored({}), ev.ClockSet(1_000_000), ev.LinkUp())
    registered = feed(outbox, ev.Registered(300), ev.CallQueued(StartCall(1, 1, "T", 0, 5)))
    first = next(effect for effect in registered if isinstance(effect, fx.SendCall))
    feed(outbox, ev.LinkDown("gone"), ev.ClockSet(2_000_000), ev.LinkUp())
    again = next(effect for effect in feed(outbox, ev.Registered(300)) if isinstance(effect, fx.SendCall))
    assert (first.offset_ms, again.offset_ms) == (1_000_000, 1_000_000)
    assert first.message_id != again.message_id


# ---------------------------------------------------------------- a backend that is late


def late(line: Line, number: int) -> list[fx.Effect]:
    """The backend answers the call that was sent as number so many, counted from 0."""
    effect = line.sent[number]
    read = line.tell(ev.AnswerReceived(effect.message_id, {}))
    assert read == [fx.ReadAnswer(effect.message_id, effect.call, {})]
    return line.tell(ev.CallSettled())


def test_an_answer_to_an_earlier_try_is_taken() -> None:
    line = Line()
    line.queue(start(1), meter(1))
    line.tell(TIMEOUT)
    late(line, 0)
    assert line.calls == [start(1), start(1)]  # the second try is still on the line
    assert line.tell(ev.AnswerReceived(line.sent[1].message_id, {}))[0] == fx.CancelTimer("outbox", 0, "answer")
    assert line.calls == [start(1), start(1), meter(1)]


def test_behind_a_late_answer_the_second_try_may_run_out_of_time_too() -> None:
    line = Line()
    line.queue(start(1), meter(1))
    line.tell(TIMEOUT)
    late(line, 0)
    line.tell(TIMEOUT)
    assert line.calls == [start(1), start(1), meter(1)]
    line.answer()
    assert line.disk["outbox"]["calls"] == []  # type: ignore[index]  # plain data


def test_behind_a_late_answer_the_second_try_may_be_refused() -> None:
    line = Line()
    line.queue(start(1), meter(1))
    line.tell(TIMEOUT)
    late(line, 0)
    line.refuse()
    assert line.calls == [start(1), start(1), meter(1)]


def test_a_late_answer_while_something_else_is_asked_takes_nothing_from_it() -> None:
    line = Line()
    line.queue(start(1), AUTHORIZE)
    line.tell(TIMEOUT)
    assert line.calls == [start(1), AUTHORIZE]
    late(line, 0)
    assert line.calls == [start(1), AUTHORIZE]
    line.answer()
    assert line.calls == [start(1), AUTHORIZE]


def test_a_new_line_knows_no_earlier_try() -> None:
    line = Line()
    line.queue(start(1))
    line.tell(TIMEOUT, ev.LinkDown("gone"), ev.LinkUp(), ev.Registered(300))
    assert line.tell(ev.AnswerReceived(line.sent[0].message_id, {})) == []


# ---------------------------------------------------------------- a backend that has not decided


def pending(line: Line) -> Line:
    line.tell(ev.LinkUp(), ev.BootAnswered(BootCall(), "Pending", 60, 0), ev.Unregistered("BootNotification Pending"))
    return line


STATUS = StatusCall(1, "Available", "NoError", "", 0)


def test_while_pending_what_is_triggered_is_sent_and_nothing_else() -> None:
    line = pending(Line(up=False))
    line.queue(start(1), AUTHORIZE, HeartbeatCall(), STATUS)
    assert line.calls == [HeartbeatCall()]
    line.answer()
    assert line.calls == [HeartbeatCall(), STATUS]
    line.answer()
    assert line.calls == [HeartbeatCall(), STATUS]


def test_before_the_backend_has_answered_nothing_is_triggered() -> None:
    line = Line(up=False)
    line.tell(ev.LinkUp())
    line.queue(HeartbeatCall(), STATUS)
    assert line.calls == []


def test_what_waited_when_the_registration_was_lost_is_not_taken_for_triggered() -> None:
    line = Line()
    line.queue(STATUS, HeartbeatCall(), HeartbeatCall())
    effects = line.tell(ev.Unregistered("BootNotification Pending"))
    assert [type(event) for event in told(effects)] == [ev.CallUnanswered] * 2
    pending(line)
    line.answer()
    assert line.calls == [STATUS]


def test_it_keeps_its_date_over_a_restart_and_other_calls_take_the_present_clock() -> None:
    outbox = Outbox(Values(SETTINGS))
    feed(outbox, ev.RecordsRestored({}), ev.ClockSet(1_000_000), ev.LinkUp())
    effects = feed(outbox, ev.Registered(300), ev.CallQueued(StartCall(1, 1, "T", 0, 5)))
    kept = [one.value for one in effects if isinstance(one, fx.Persist)][-1]
    later = Outbox(Values(SETTINGS))
    feed(later, ev.RecordsRestored({"outbox": kept}), ev.ClockSet(2_000_000), ev.LinkUp())
    feed(later, ev.CallQueued(HeartbeatCall()))
    calls = [one for one in feed(later, ev.Registered(300)) if isinstance(one, fx.SendCall)]
    calls += [one for one in feed(later, ev.TimerExpired("outbox", 0, "answer")) if isinstance(one, fx.SendCall)]
    assert [(type(one.call), one.offset_ms) for one in calls] == [(HeartbeatCall, 2_000_000), (StartCall, 1_000_000)]
