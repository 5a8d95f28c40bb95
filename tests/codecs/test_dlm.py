"""Messages of load management: every kind there and back, the examples of the document, and garbage."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.codecs.dlm import KINDS, LONGEST, Noise, decode, encode
from reference_impl.model.dlm import Assignment, Beacon, DlmMessage, OtherVersion, Report, Rival, SocketReport
from reference_impl.model.loads import ROTATIONS

AMPERES = st.integers(0, 1_000)
COUNT = st.integers(0, 2**53 - 1)
NETWORK = st.integers(0, 255)
DRAWN = st.none() | st.tuples(*[st.integers(0, 10_000)] * 3)
CONDUCTORS = st.sets(st.integers(0, 2)).map(lambda some: tuple(sorted(some)))


def sockets(number: int) -> st.SearchStrategy[SocketReport]:
    return st.builds(
        SocketReport, st.just(number), COUNT, st.booleans(), st.booleans(), AMPERES, AMPERES, DRAWN, CONDUCTORS,
        st.sampled_from(sorted(ROTATIONS)), AMPERES, AMPERES,
    )  # fmt: skip


BOTH = st.tuples(sockets(1)) | st.tuples(sockets(2)) | st.tuples(sockets(1), sockets(2))
SHARES = st.dictionaries(st.integers(1, 2), st.tuples(COUNT, AMPERES), min_size=1).map(
    lambda shares: tuple((socket, *one) for socket, one in shares.items())
)
ADDRESS = st.ip_addresses(v=4).map(str)
MESSAGES = (
    st.builds(Beacon, NETWORK, COUNT)
    | st.builds(Report, NETWORK, COUNT, COUNT, COUNT, COUNT, st.none() | AMPERES, BOTH)
    | st.builds(Assignment, NETWORK, COUNT, COUNT, COUNT, COUNT, SHARES)
    | st.builds(Rival, NETWORK, ADDRESS, st.none() | ADDRESS, st.none() | st.tuples(AMPERES, AMPERES, AMPERES))
)
REPORT: dict[str, Any] = {
    "dlm": 2, "kind": "report", "network": 0, "boot": 1, "number": 1, "era": 0, "heard": 0, "feed_a": None,
    "sockets": [{
        "socket": 1, "session": 0, "charging": True, "asleep": False, "most_a": 32, "share_a": 0, "drawn_da": None,
        "conductors": [0, 1, 2], "rotation": "RST", "minimum_a": 7, "disconnected_a": 7,
    }],
}  # fmt: skip
ASSIGNMENT = encode(Assignment(0, 1, 1, 1, 1, ((1, 1, 6), (2, 1, 6))))


@given(MESSAGES)
def test_every_message_comes_back_as_it_went(message: DlmMessage) -> None:
    text = encode(message)
    assert decode(text) == message
    assert len(text) < 1_000


def test_every_kind_has_an_example_in_the_document_that_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "dlm-protocol.md").read_text()
    found = [decode(example) for example in re.findall(r"```json\n(.*?)```", page, re.S)]
    assert [type(message) for message in found] == [made for made, _ in KINDS.values()]


@given(MESSAGES)
def test_the_order_of_the_fields_does_not_matter(message: DlmMessage) -> None:
    """What stands at the end is read by itself, since it seldom changes; elsewhere it is read with the rest."""
    fields = json.loads(encode(message))
    assert decode(json.dumps(dict(reversed(fields.items())))) == decode(json.dumps(fields)) == message


@pytest.mark.parametrize("put", [
    lambda text: text.replace('{"dlm"', '{"sockets":[],"dlm"'),
    lambda text: text.replace('"sockets":', '"x":{"sockets":') + "}",
    lambda text: text[:-1] + "]}",
    lambda text: text.replace('"sockets":', '"sockets":0,"sockets":'),
    lambda text: text.replace('"feed_a":null', '"feed_a":"\\"sockets\\":"'),
])  # fmt: skip
def test_what_is_read_by_itself_does_not_mend_the_rest(put: Callable[[str], str]) -> None:
    text = json.dumps(REPORT, separators=(",", ":"))
    assert isinstance(decode(text), Report)
    assert put(text) != text
    assert isinstance(decode(put(text)), Noise)


@given(st.text())
def test_any_text_is_a_message_or_noise(text: str) -> None:
    assert isinstance(decode(text), (Noise, DlmMessage))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda some: st.lists(some)), st.data())
def test_a_field_with_anything_else_in_it_is_noise_or_a_message(value: Any, data: st.DataObject) -> None:
    changed = json.loads(json.dumps(REPORT))
    target = data.draw(st.sampled_from([changed, changed["sockets"][0]]))
    target[data.draw(st.sampled_from(sorted(target)))] = value
    assert isinstance(decode(json.dumps(changed)), (Noise, Report))


def changed(**fields: Any) -> str:
    return json.dumps(REPORT | fields)


def with_socket(**fields: Any) -> str:
    return changed(sockets=[REPORT["sockets"][0] | fields])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (changed(dlm=True), "not of version 2"),
        (changed(dlm="2"), "not of version 2"),
        (changed(dlm=3, kind="rival"), "not of version 2"),
        (changed(dlm=3, sockets=[]), "not of version 2"),
        (changed(dlm=3, network=256), "not of version 2"),
        (changed(kind="order"), "unknown kind"),
        (changed(kind=["report"]), "unknown kind"),
        (changed(limit_a=16), "limit_a"),
        (changed(network=256), "network"),
        (changed(network=-1), "network"),
        (changed(era=1.0), "era"),
        (changed(feed_a=True), "feed_a"),
        (changed(sockets=[]), "sockets"),
        (changed(sockets=REPORT["sockets"] * 2), "each socket once"),
        (with_socket(most_a=1_001), "most_a"),
        (with_socket(rotation="RRT"), "rotation"),
        (with_socket(conductors=[2, 0]), "ascending"),
        (with_socket(conductors=[0, 0]), "ascending"),
        (with_socket(drawn_da=[1, 2]), "drawn_da"),
        (with_socket(charging=1), "charging"),
        (with_socket(socket=3), "socket"),
        (json.dumps({name: value for name, value in REPORT.items() if name != "heard"}), "heard"),
        (encode(Beacon(0, 1)).replace('"era":1', '"era":1,"era":2'), "each name once"),
        (ASSIGNMENT.replace("[2,1,6]", "[1,1,7]"), "socket once"),
        (ASSIGNMENT.replace("[2,1,6]", "[2,6]"), "session"),
        ('{"dlm":2,"kind":"rival","network":0,"address":"house","leader":null,"limit_a":null}', "address"),
        ("[" * LONGEST, "JSON"),
        ("[1]", "no object"),
        ("", "JSON"),
        (" " * (LONGEST + 1), "longer"),
        ("9" * LONGEST, "no object"),
    ],
)
def test_garbage_is_noise_with_a_reason(text: str, reason: str) -> None:
    found = decode(text)
    assert isinstance(found, Noise)
    assert reason in found.reason


@pytest.mark.parametrize("version", [1, 3, 250])
def test_of_another_version_only_what_cannot_be_done_without_is_read(version: int) -> None:
    beacon = json.dumps({"dlm": version, "kind": "beacon", "network": 7, "whatever": 1})
    assert decode(beacon) == OtherVersion(7, True, ())
    sockets = [{"socket": 2, "disconnected_a": 8, "colour": "blue"}]
    report = json.dumps({"dlm": version, "kind": "report", "network": 7, "sockets": sockets})
    assert decode(report) == OtherVersion(7, False, ((2, 8),))
