"""What can be typed while a station runs: a driver, a card, somebody at the configuration interface."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fixtures.bench.api import BenchBroken
from fixtures.peers.outlet import Outlet
from reference_impl.blocks.web_ui.interface import USERS
from reference_impl.model import events as ev
from reference_impl.model.errors import StationError

from .site import AnyStation


class Refused(Exception):
    """The command cannot be done; the sentence says why."""


@dataclass(frozen=True)
class Verb:
    """One command: what follows its name, what it does in words, and the doing, which may answer."""

    words: str
    meaning: str
    do: Callable[[AnyStation, Sequence[str]], str]


class Quit(Exception):
    """Somebody typed quit."""


class Pause(Exception):
    """Somebody wants the next command to wait: so many seconds, or until the software runs (None)."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        super().__init__(seconds)


def obey(station: AnyStation, line: str) -> str:
    """Do what was typed; the answer for whoever typed it, "" when there is nothing to say."""
    try:
        name, *words = shlex.split(line) or [""]
        if not name:
            return ""
        if name not in VERBS:
            return f"there is no command {name!r}; type help"
        return VERBS[name].do(station, words)
    except (Refused, BenchBroken, StationError) as error:
        return str(error)
    except ValueError as error:
        return f"this cannot be read ({error}); put quotes around what has blanks in it"


def _words(words: Sequence[str], least: int, most: int, usage: str) -> Sequence[str]:
    if not least <= len(words) <= most:
        raise Refused(f"write: {usage}")
    return words


def _outlet(station: AnyStation, word: str) -> Outlet:
    sockets = station.hardware.outlets
    found = [outlet for number, outlet in sockets.items() if str(number) == word]
    if not found:
        raise Refused(f"there is no socket {word!r}; there are {' and '.join(map(str, sockets))}")
    return found[0]


def _plug(station: AnyStation, words: Sequence[str]) -> str:
    which, *rating = _words(words, 1, 2, "plug 1, or plug 1 20 for a cable of 20 A")
    outlet = _outlet(station, which)
    if rating and not rating[0].isdecimal():
        raise Refused(f"{rating[0]!r} is no cable rating; write 13, 20, 32 or 63")
    outlet.insert(int(rating[0]) if rating else 32)
    outlet.connect(ready=True)
    return ""


def _unplug(station: AnyStation, words: Sequence[str]) -> str:
    _outlet(station, *_words(words, 1, 1, "unplug 1")).disconnect()
    return ""


def _pull(station: AnyStation, words: Sequence[str]) -> str:
    outlet = _outlet(station, *_words(words, 1, 1, "pull 1"))
    return "" if outlet.pull() else "the plug is locked and stays in"


def _card(station: AnyStation, words: Sequence[str]) -> str:
    which, uid = _words(words, 2, 2, "card 1 0A0E9B83")
    station.readers[_outlet(station, which).socket].present(uid)
    return ""


def _ready(ready: bool) -> Callable[[AnyStation, Sequence[str]], str]:
    def do(station: AnyStation, words: Sequence[str]) -> str:
        outlet = _outlet(station, *_words(words, 1, 1, "ready 1, or notready 1"))
        station.vehicles[outlet.socket].set_ready(ready)
        return ""

    return do


def _need_software(station: AnyStation) -> None:
    if not station.host.running:
        raise Refused("the station's software does not run; wait for it, or type mains on")


def _ask(station: AnyStation, event: ev.Event) -> dict[str, str]:
    """Log in, do one thing in the configuration interface, and read what it shows."""
    _need_software(station)
    user, password = next(iter(USERS.items()))
    station.host.tell(ev.LoginAttempted(user, password))
    station.screen.clear()
    station.host.tell(event)
    if station.screen.refusals:
        raise Refused(station.screen.refusals[-1][1])
    return station.screen.pages[-1][1] if station.screen.pages else {}


def _set(station: AnyStation, words: Sequence[str]) -> str:
    name, value = _words(words, 2, 2, 'set "Free Charging" On')
    _ask(station, ev.ValueTyped(name, value))
    station.journal.write("operator", "parameter", to="station", name=name, value=value, state="typed")
    return "typed; save or restart makes it last"


def _save(restart: bool) -> Callable[[AnyStation, Sequence[str]], str]:
    def do(station: AnyStation, words: Sequence[str]) -> str:
        _words(words, 0, 0, "save, or restart, with nothing behind it")
        _need_software(station)
        state = "save and restart" if restart else "save"
        station.journal.write("operator", "parameter", to="station", state=state)
        _ask(station, ev.SavePressed(restart))
        return "saved; the station restarts" if restart else "saved; what needs a restart waits for one"

    return do


def _page(station: AnyStation, words: Sequence[str]) -> str:
    page = " ".join(words) or "Menu"
    rows = _ask(station, ev.PageRequested(page))
    station.journal.write("operator", "page", to="station", action="open", page=page, rows=len(rows))
    if not rows:
        return f"there is no page {page!r}; type page Menu"
    return "\n".join(f"{name}: {value}" if value else name for name, value in rows.items())


def _mains(station: AnyStation, words: Sequence[str]) -> str:
    (state,) = _words(words, 1, 1, "mains on, or mains off")
    if state not in ("on", "off"):
        raise Refused("write: mains on, or mains off")
    if station.supplied == (state == "on"):
        raise Refused(f"the supply is {state} already")
    station.power(state == "on")
    return ""


def _wait(station: AnyStation, words: Sequence[str]) -> str:
    if not words:
        raise Pause(None)
    (seconds,) = _words(words, 1, 1, "wait, or wait 2")
    if not seconds.isdecimal():
        raise Refused(f"{seconds!r} is no whole number of seconds")
    raise Pause(int(seconds))


def _help(station: AnyStation, words: Sequence[str]) -> str:
    return "\n".join(f"{f'{name} {verb.words}':<24}  {verb.meaning}" for name, verb in VERBS.items())


def _quit(station: AnyStation, words: Sequence[str]) -> str:
    raise Quit


VERBS: dict[str, Verb] = {
    "plug": Verb("SOCKET [AMPERES]", "put a cable into station and car; 32 A unless said", _plug),
    "unplug": Verb("SOCKET", "pull the cable out of the car", _unplug),
    "pull": Verb("SOCKET", "pull at the plug in the station", _pull),
    "card": Verb("SOCKET UID", "hold a card to the reader", _card),
    "ready": Verb("SOCKET", "the car wants to charge", _ready(True)),
    "notready": Verb("SOCKET", "the car does not want to charge now", _ready(False)),
    "set": Verb('"NAME" VALUE', "type a value on the configuration interface", _set),
    "save": Verb("", "save what was typed", _save(False)),
    "restart": Verb("", "save what was typed and restart", _save(True)),
    "page": Verb("[NAME]", "show a page of the configuration interface", _page),
    "mains": Verb("on|off", "switch the supply", _mains),
    "wait": Verb("[SECONDS]", "let time pass before the next command; until the software runs unless said", _wait),
    "help": Verb("", "show this", _help),
    "quit": Verb("", "leave", _quit),
}
