"""Frames of OCPP-J 1.6: written, read, and refused without ever raising."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.codecs.ocpp_j import (
    MAX_DEPTH,
    MAX_DIGITS,
    Call,
    CallError,
    CallResult,
    Frame,
    Malformed,
    check_request,
    decode,
    encode,
)
from reference_impl.codecs.ocpp_payloads import ERROR_CODES

# ---------------------------------------------------------------- written and read

FRAMES: list[tuple[Frame, str]] = [
    (Call("19223201", "Heartbeat", {}), '[2,"19223201","Heartbeat",{}]'),
    (Call("a", "Authorize", {"idTag": "04A1B2C3"}), '[2,"a","Authorize",{"idTag":"04A1B2C3"}]'),
    (CallResult("a", {"status": "Accepted", "data": "Zürich ✓"}),
     '[3,"a",{"data":"Zürich ✓","status":"Accepted"}]'),
    (CallError("a", "NotSupported", "", {}), '[4,"a","NotSupported","",{}]'),
    (CallError("a", "GenericError", 'said "no"', {"why": [1, None]}),
     '[4,"a","GenericError","said \\"no\\"",{"why":[1,null]}]'),
]


@pytest.mark.parametrize(("frame", "text"), FRAMES)
def test_a_frame_is_written_and_read(frame: Frame, text: str) -> None:
    assert encode(frame) == text
    assert decode(text) == frame


def test_equal_frames_are_equal_texts_in_whatever_order_they_were_filled() -> None:
    one, other = Call("a", "X", {"b": 1, "a": {"d": 2, "c": 3}}), Call("a", "X", {"a": {"c": 3, "d": 2}, "b": 1})
    assert one == other
    assert encode(one) == encode(other)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_payload_that_is_no_json_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode(Call("a", "X", {"limit": number}))


def test_spaces_and_line_ends_between_the_elements_do_not_matter() -> None:
    assert decode(' [ 2 ,\r\n "a", "Heartbeat" , { } ] \n') == Call("a", "Heartbeat", {})


def test_a_payload_of_null_is_an_empty_one() -> None:
    assert decode('[2,"a","Heartbeat",null]') == Call("a", "Heartbeat", {})
    assert decode('[3,"a",null]') == CallResult("a", {})
    assert decode('[4,"a","GenericError","",null]') == CallError("a", "GenericError", "", {})


def test_an_unknown_action_or_error_code_is_a_frame_all_the_same() -> None:
    assert decode('[2,"a","Explode",{}]') == Call("a", "Explode", {})
    assert decode('[4,"a","NoSuchCode","",{}]') == CallError("a", "NoSuchCode", "", {})


def test_a_message_id_has_up_to_36_characters() -> None:
    assert decode(json.dumps([3, "é" * 36, {}])) == CallResult("é" * 36, {})


def test_escaped_pairs_of_surrogates_are_one_character() -> None:
    assert decode('[3,"a",{"x":"\\ud83d\\ude97"}]') == CallResult("a", {"x": "🚗"})


def test_a_huge_integer_is_a_number_like_any_other() -> None:
    digits = "9" * MAX_DIGITS
    assert decode(f'[3,"a",{{"x":{digits}}}]') == CallResult("a", {"x": int(digits)})


# ---------------------------------------------------------------- refused

FORM, PROTOCOL, TYPE = "FormationViolation", "ProtocolError", "TypeConstraintViolation"

MALFORMED: list[tuple[str, Malformed]] = [
    ("{}", Malformed(None, FORM, "a frame is a JSON list, this is an object of 0 fields")),
    ("[]", Malformed(None, FORM, "a frame is a JSON list, this is a list of 0 items")),
    ('"2"', Malformed(None, FORM, "a frame is a JSON list, this is '2'")),
    ("null", Malformed(None, FORM, "a frame is a JSON list, this is null")),
    ('[7,"a",{}]', Malformed(None, FORM, "7 is no message type: 2, 3 and 4 are")),
    ('["2","a","Heartbeat",{}]', Malformed(None, FORM, "'2' is no message type: 2, 3 and 4 are")),
    ('[2.0,"a","Heartbeat",{}]', Malformed(None, FORM, "2.0 is no message type: 2, 3 and 4 are")),
    ('[true,"a",{}]', Malformed(None, FORM, "true is no message type: 2, 3 and 4 are")),
    ("[[2]]", Malformed(None, FORM, "a list of 1 items is no message type: 2, 3 and 4 are")),
    ("[2]", Malformed(None, PROTOCOL, "CALL: the message id is missing", "CALL")),
    ('[2,"a"]', Malformed("a", PROTOCOL, "CALL: the action is missing", "CALL")),
    ('[2,"a","Heartbeat"]', Malformed("a", PROTOCOL, "CALL: the payload is missing", "CALL")),
    ('[3,"a"]', Malformed("a", PROTOCOL, "CALLRESULT: the payload is missing", "CALLRESULT")),
    ('[4,"a","GenericError",""]', Malformed("a", PROTOCOL, "CALLERROR: the error details is missing", "CALLERROR")),
    ('[2,7,"Heartbeat",{}]', Malformed(None, FORM, "CALL: the message id is 7, not a string", "CALL")),
    ('[2,null,"Heartbeat",{}]', Malformed(None, FORM, "CALL: the message id is null, not a string", "CALL")),
    ('[2,"a",7,{}]', Malformed("a", FORM, "CALL: the action is 7, not a string", "CALL")),
    ('[2,"a","Heartbeat",[1]]', Malformed("a", FORM, "CALL: the payload is a list of 1 items, not an object",
                                          "CALL")),
    ('[2,"a","Heartbeat",""]', Malformed("a", FORM, "CALL: the payload is '', not an object", "CALL")),
    ('[3,"a",false]', Malformed("a", FORM, "CALLRESULT: the payload is false, not an object", "CALLRESULT")),
    ('[4,"a","X",null,{}]', Malformed("a", FORM, "CALLERROR: the error description is null, not a string",
                                      "CALLERROR")),
    ('[2,"a","Heartbeat",{},{}]', Malformed("a", FORM, "CALL: 5 elements instead of 4", "CALL")),
    (f'[2,"{"i" * 37}","Heartbeat",{{}}]',
     Malformed("i" * 37, TYPE, "CALL: the message id has 37 characters; the limit is 36", "CALL")),
    ('[2,"a","X",{"b":1,"b":1}]', Malformed("a", FORM, "CALL: 'b' occurs twice in one object", "CALL")),
    ('[2,"a","X",{"b":[{"c":1,"d":2,"c":3}]}]', Malformed("a", FORM, "CALL: 'c' occurs twice in one object", "CALL")),
    ('[2,"a","X",{"b":NaN}]', Malformed("a", FORM, "CALL: NaN is no JSON value", "CALL")),
    ('[2,"a","X",{"b":-Infinity}]', Malformed("a", FORM, "CALL: -Infinity is no JSON value", "CALL")),
    ('[3,"a",{"b":1e999}]', Malformed("a", FORM, "CALLRESULT: the number 1e999 is too large", "CALLRESULT")),
    (f'[3,"a",{{"b":{"9" * (MAX_DIGITS + 1)}}}]',
     Malformed("a", FORM, f"CALLRESULT: an integer has more than {MAX_DIGITS} digits", "CALLRESULT")),
    ('[2,"\\ud800","Heartbeat",{}]',
     Malformed(None, FORM, "a string holds half of a surrogate pair, which UTF-8 cannot carry")),
    ('[2,"a","X",{"\\udfff":1}]',
     Malformed(None, FORM, "a string holds half of a surrogate pair, which UTF-8 cannot carry")),
    ('[2,"a","X",{"b":NaN,"c":1e999}]', Malformed("a", FORM, "CALL: NaN is no JSON value", "CALL")),
    ('[2,"a","X",{"b":["\ud800"]}]',
     Malformed(None, FORM, "a string holds half of a surrogate pair, which UTF-8 cannot carry")),
]


@pytest.mark.parametrize(("text", "malformed"), MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_frame_comes_back_with_a_sentence(text: str, malformed: Malformed) -> None:
    assert decode(text) == malformed


@pytest.mark.parametrize("text", [
    "", " ", "[", "[2,", '[2,"a","X",{}', '[2,"a","X",{}]]', "[2,'a','X',{}]", '[2,"a","X",{},]', "\x00",
    '[2,"a\nb","X",{}]', '\ufeff[3,"a",{}]', '[2,"a","X",{"b":01}]', '[2,"a","X",{"b":.5}]', "<xml/>"])
def test_what_is_no_json_is_told_as_such(text: str) -> None:
    malformed = decode(text)
    assert isinstance(malformed, Malformed)
    assert malformed.problem.startswith("the text is not JSON: ")
    assert (malformed.message_id, malformed.kind, malformed.answerable) == (None, None, False)


def test_only_a_call_with_an_id_waits_for_an_answer() -> None:
    waiting = {text for text, malformed in MALFORMED if malformed.answerable}
    assert waiting == {text for text, malformed in MALFORMED
                       if text.startswith("[2,") and malformed.message_id is not None}
    assert f'[2,"{"i" * 37}","Heartbeat",{{}}]' in waiting  # 4.2.3 names an id that is too long as a reason


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 100_000])
def test_deep_nesting_is_refused_in_one_sentence_however_deep(opening: str, depth: int) -> None:
    closing = "]" if opening == "[" else "}"
    text = opening * depth + "1" + closing * depth
    assert decode(text) == Malformed(None, FORM, f"the text is nested deeper than {MAX_DEPTH} levels")


@pytest.mark.parametrize("innermost", ["", "1"])
def test_nesting_is_read_up_to_the_limit(innermost: str) -> None:
    inside = MAX_DEPTH - 2
    text = f'[3,"a",{{"x":{"[" * inside}{innermost}{"]" * inside}}}]'
    assert isinstance(decode(text), CallResult)
    deeper = f'[3,"a",{{"x":{"[" * (inside + 1)}{innermost}{"]" * (inside + 1)}}}]'
    assert isinstance(decode(deeper), Malformed)


def test_a_frame_of_a_megabyte_is_read_and_checked() -> None:
    entry = {"idTag": "0" * 20, "idTagInfo": {"status": "Accepted"}}
    payload = {"listVersion": 1, "updateType": "Full", "localAuthorizationList": [entry] * 17_000}
    text = encode(Call("a", "SendLocalList", payload))
    assert len(text) > 1_000_000
    frame = decode(text)
    assert frame == Call("a", "SendLocalList", payload)
    assert check_request("SendLocalList", payload) is None


def test_a_megabyte_of_names_with_one_twice_takes_no_time_worth_mentioning() -> None:
    names = ",".join(f'"k{number}":1' for number in range(100_000))
    malformed = decode(f'[2,"a","X",{{{names},"k99999":2}}]')
    assert malformed == Malformed("a", FORM, "CALL: 'k99999' occurs twice in one object", "CALL")


# ---------------------------------------------------------------- any frame, any text

unhurried = settings(deadline=None)
ids = st.text(max_size=36)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12)
objects = st.dictionaries(st.text(), json_values, max_size=4)
frames: st.SearchStrategy[Frame] = st.one_of(
    st.builds(Call, ids, st.text(), objects), st.builds(CallResult, ids, objects),
    st.builds(CallError, ids, st.text(), st.text(), objects))


@unhurried
@given(frames)
def test_every_frame_comes_back_as_it_went(frame: Frame) -> None:
    text = encode(frame)
    assert decode(text) == frame
    assert decode(text.encode().decode()) == frame


def check_outcome(outcome: Frame | Malformed) -> None:
    if isinstance(outcome, Malformed):
        assert outcome.code in ERROR_CODES
        assert outcome.problem
        assert outcome.answerable is (outcome.kind == "CALL" and outcome.message_id is not None)
    else:
        assert decode(encode(outcome)) == outcome


@unhurried
@given(st.text() | st.text(alphabet='[]{}",:234aNIe.-+\\u0 \n') | st.binary().map(lambda raw: raw.decode("latin-1"))
       | st.text(alphabet=st.characters(categories=["Cs", "Cc", "Ll"])))
def test_no_text_makes_decode_raise(text: str) -> None:
    check_outcome(decode(text))


@unhurried
@given(st.lists(st.sampled_from([2, 3, 4]) | json_values, max_size=6).map(json.dumps))
def test_no_list_makes_decode_raise(text: str) -> None:
    check_outcome(decode(text))


@unhurried
@given(frames.map(encode), st.data())
def test_no_damage_to_a_good_text_makes_decode_raise(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    check_outcome(decode(text[:start] + data.draw(st.text(max_size=3)) + text[end:]))
