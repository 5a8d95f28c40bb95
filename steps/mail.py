"""Steps for the notification by e-mail."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.bench.api import Bench, Mark, NonConformance, Observation
from fixtures.bench.journal import Entry

from .configuration import configure, enter, type_in
from .observations import answer, current_flows, seen_since
from .vocabulary import step

USER, RECIPIENT = "station@example.org", "gebouwbeheer@example.org"
LONGEST_TEST_MS = 5 * 60_000
SESSION_MS = 60_000
FREE = {"Free Charging": "On", "Free Charging Mode": "No OCPP"}


def _mail(words: str = "") -> Observation:
    def matches(entry: Entry) -> bool:
        return entry.kind == "mail" and words in f"{entry.detail['subject']}\n{entry.detail['body']}"

    return Observation(f"a mail with {words!r}" if words else "a mail", matches)


def _settings(password: str = "zeer-geheim-7", location: str = "") -> dict[str, str]:
    return {
        "SMTP server": "smtp.example",
        "SMTP port": "2525",
        "SMTP user name": USER,
        "SMTP password": password,
        "E-mail recipient": RECIPIENT,
        "Location of the charge point": location,
        **FREE,
    }


@given(step('a mail server "{host:Text}" at port {port:Number} that wants the login "{user:Text}", "{password:Text}"'))
def mail_server(bench: Bench, host: str, port: int, user: str, password: str) -> None:
    """It serves."""
    bench.mail_server.demand_login(user, password)
    bench.mail_server.serve(host, port)


@given("the notification by e-mail is set up")
def set_up(bench: Bench) -> None:
    """All settings right, and restarted; vehicles charge without a card, so that no backend is needed."""
    configure(bench, _settings())


@given(step('the notification by e-mail is set up for the location "{location:Text}"'))
def set_up_with_location(bench: Bench, location: str) -> None:
    """All settings right, with a location."""
    configure(bench, _settings(location=location))


@given(step('the notification by e-mail is set up with the password "{password:Text}"'))
def set_up_with_password(bench: Bench, password: str) -> None:
    """All settings right but perhaps the password."""
    configure(bench, _settings(password))


@given("the notification by e-mail is set up without a recipient")
def set_up_without_recipient(bench: Bench) -> None:
    """All settings right but this one, which is empty."""
    configure(bench, {name: value for name, value in _settings().items() if name != "E-mail recipient"})


@given(step('"{name:Text}" was saved as "{value:Text}" without a restart'))
def one_saved_only(bench: Bench, name: str, value: str) -> None:
    """One setting changed and not active yet."""
    type_in(bench, {name: value})
    bench.operator.save()


@given("the notification by e-mail is saved without a restart")
def saved_only(bench: Bench) -> None:
    """The mail settings are saved and not active yet; vehicles charge without a card."""
    configure(bench, FREE)
    type_in(bench, {name: value for name, value in _settings().items() if name not in FREE})
    bench.operator.save()


@given("the mail server refuses connections")
def refuses(bench: Bench) -> None:
    """Its port is closed."""
    bench.mail_server.stop()


@given("the mail server does not answer")
def does_not_answer(bench: Bench) -> None:
    """It takes connections and says nothing."""
    bench.mail_server.fall_silent()


@when("the mail server is back", target_fixture="stimulus")
def is_back(bench: Bench) -> Mark:
    """It serves again."""
    return bench.mail_server.serve("smtp.example", 2525)


@given(step("a session without a backend runs at socket {socket:Socket}"))
@then(step("a session without a backend can be run at socket {socket:Socket}"))
def free_session(bench: Bench, socket: int) -> None:
    """Plug in; no card is needed."""
    mark = bench.vehicle(socket).plug_in()
    bench.observe(current_flows(socket), since=mark, within_ms=SESSION_MS)


@when("the test mail is asked for", target_fixture="page_answer")
def test_mail_asked(bench: Bench, stimulus: Mark) -> str:
    """The test button; the answer of the page."""
    enter(bench)
    return bench.operator.press_test_mail()


@then(step('the page answers "{words:Text}"'))
def page_answers(page_answer: str, words: str) -> None:
    """The answer has these words."""
    if words not in page_answer:
        raise NonConformance(f"the page answers {words!r}", page_answer or "it says nothing")


@then(step('a mail with "{words:Text}" arrives within {limit:Duration}'))
def arrives(bench: Bench, stimulus: Mark, words: str, limit: int) -> None:
    """Subject or text have these words."""
    bench.observe(_mail(words), since=stimulus, within_ms=limit)


@then(step("no mail arrives for {duration:Duration}"))
def none_arrives(bench: Bench, stimulus: Mark, duration: int) -> None:
    """From the stimulus on."""
    bench.never(_mail(), since=stimulus, until_ms=duration)


@then(step("exactly {count:Number} mail arrives within {limit:Duration}"))
@then(step("exactly {count:Number} mails arrive within {limit:Duration}"))
def so_many_arrive(bench: Bench, count: int, limit: int) -> None:
    """In the whole scenario, and then no more."""
    _count(bench, _mail(), count, limit)


@then(step('exactly {count:Number} mail with "{words:Text}" arrives within {limit:Duration}'))
def so_many_with(bench: Bench, count: int, words: str, limit: int) -> None:
    """In the whole scenario, and then no more."""
    _count(bench, _mail(words), count, limit)


def _count(bench: Bench, wanted: Observation, count: int, limit_ms: int) -> None:
    bench.wait(limit_ms)
    seen = seen_since(bench, wanted, 0)
    if len(seen) != count:
        subjects = "; ".join(str(entry.detail["subject"]) for entry in seen)
        raise NonConformance(f"exactly {count} of {wanted}", f"{len(seen)}: {subjects}")


def _last(bench: Bench) -> Entry:
    seen = seen_since(bench, _mail(), 0)
    if not seen:
        raise NonConformance("a mail has arrived", "there is none")
    return seen[-1]


@then(step('the mail is of the type "{kind:Text}"'))
def of_type(bench: Bench, kind: str) -> None:
    """Content-Type of the last mail."""
    if (seen := str(_last(bench).detail["content_type"])).partition(";")[0] != kind:
        raise NonConformance(f"the mail is {kind}", str(seen))


@then(step('the mail goes to "{recipient:Text}" and to nobody else'))
def goes_to(bench: Bench, recipient: str) -> None:
    """Envelope and header."""
    mail = _last(bench).detail
    if (mail["recipients"], mail["to_header"]) != (recipient, recipient):
        raise NonConformance(f"to {recipient} only", f"envelope {mail['recipients']}, header {mail['to_header']}")


@then(step('the mail was handed over by "{user:Text}"'))
def handed_over_by(bench: Bench, user: str) -> None:
    """The login with which the last mail came."""
    if (seen := _last(bench).detail["user"]) != user:
        raise NonConformance(f"the login of {user}", str(seen) or "no login")


@when("the backend reads the whole configuration")
def reads_all(bench: Bench) -> None:
    """GetConfiguration without names."""
    mark = bench.backend.request("GetConfiguration", {})
    bench.observe(answer("GetConfiguration"), since=mark, within_ms=SESSION_MS)


@when(step('the operator opens page "{page:Text}"'), target_fixture="page_rows")
def opens_page(bench: Bench, page: str) -> dict[str, str]:
    """The rows of the page."""
    enter(bench)
    return bench.operator.open_page(page)


@then(step('nothing that the station showed or sent contains "{secret:Text}"'))
def nowhere(bench: Bench, page_rows: dict[str, str], secret: str) -> None:
    """The page that was opened, and all that the station and the mail server wrote into the journal."""
    if not page_rows:
        raise NonConformance("the page opens", "it does not")
    if any(secret in value for value in page_rows.values()):
        raise NonConformance("the page hides the secret", f"it shows {secret!r}")
    for entry in bench.journal.after(0):
        if entry.who in ("station", "mail server") and secret in entry.as_text():
            raise NonConformance("the secret stays in the station", entry.as_text())
