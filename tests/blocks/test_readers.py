"""How typed texts become values, and what is said of those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.blocks.configuration.readers import (
    choice,
    host,
    id_tag,
    ipv4,
    line,
    mail_address,
    netmask,
    proxy,
    switch,
    websocket_url,
    whole,
)


@pytest.mark.parametrize(("text", "value"), [("On", True), ("Off", False)])
def test_a_switch(text: str, value: bool) -> None:
    assert switch(text) is value


@pytest.mark.parametrize("text", ["on", "OFF", "", "1", "On "])
def test_no_switch(text: str) -> None:
    with pytest.raises(ValueError, match="is neither 'On' nor 'Off'"):
        switch(text)


@given(st.integers(6, 32))
def test_a_whole_number_within_its_limits(number: int) -> None:
    assert whole(6, 32)(str(number)) == number


@given(st.integers().filter(lambda number: not 6 <= number <= 32))
def test_a_whole_number_outside_its_limits(number: int) -> None:
    with pytest.raises(ValueError, match="from 6 to 32 A"):
        whole(6, 32, "A")(str(number))


@pytest.mark.parametrize("text", ["", " 10", "10 ", "1_0", "+10", "1e1", "10.0", "\u0661\u0660", "\u00b2", "0x10"])
def test_no_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        whole(0, 100)(text)


def test_a_choice_says_what_is_on_offer() -> None:
    read = choice("Off", "On")
    assert read("On") == "On"
    with pytest.raises(ValueError, match="choose one of: Off; On"):
        read("on")


@pytest.mark.parametrize("text", ["", "x" * 20, "Gr\u00fc\u00dfe"])
def test_a_line(text: str) -> None:
    assert line(20)(text) == text


@pytest.mark.parametrize("text", ["x" * 21, "two\nlines", "tab\t", "\x00"])
def test_no_line(text: str) -> None:
    with pytest.raises(ValueError, match="at most 20 printable characters on one line"):
        line(20)(text)


@pytest.mark.parametrize("url", ["", "ws://backend.example", "wss://backend.example:8443/ocpp/", "ws://[::1]:9000/x"])
def test_a_websocket_url(url: str) -> None:
    assert websocket_url(url) == url


@pytest.mark.parametrize(
    "url", ["http://backend.example", "backend.example", "ws:/backend.example", "ws://", "wss:///ocpp", "ws://[::1"]
)
def test_no_websocket_url(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        websocket_url(url)


@pytest.mark.parametrize("text", ["", "proxy.example:3128", "http://proxy.example:3128/", "[::1]:3128"])
def test_a_proxy(text: str) -> None:
    assert proxy(text) == text


@pytest.mark.parametrize(
    "text", ["proxy.example", "https://proxy.example:3128", "proxy.example:port", "p:3128/path", ":3128", "[::1", "p:0"]
)
def test_no_proxy(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        proxy(text)


@pytest.mark.parametrize("text", ["", "a@b.example", "first.last+tag@x.example", "a@localhost"])
def test_a_mail_address(text: str) -> None:
    assert mail_address(text) == text


@pytest.mark.parametrize("text", ["a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>", "a@.b", "a@b.", "\u00e9@b",
                                  "a@b..c", "a..b@c", ".a@b", "a@b\r\nBcc: c@d", f"{'a' * 250}@b.nl", "a@-b"])
def test_no_mail_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not one mail address"):
        mail_address(text)


@pytest.mark.parametrize("text", ["", "192.168.1.77", "0.0.0.0"])
def test_an_address(text: str) -> None:
    assert ipv4(text) == text


@pytest.mark.parametrize("text", ["192.168.1", "192.168.1.256", "fe80::1", "csms.test", " 10.0.0.1"])
def test_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not an IPv4 address"):
        ipv4(text)


@pytest.mark.parametrize("text", ["", "255.255.255.0", "255.0.0.0", "255.255.255.252"])
def test_a_netmask(text: str) -> None:
    assert netmask(text) == text


@pytest.mark.parametrize("text", ["24", "0.0.0.0", "0.0.0.255", "255.0.255.0", "255.255.255.1", "255.255.0", "mask"])
def test_no_netmask(text: str) -> None:
    with pytest.raises(ValueError, match="is not a netmask"):
        netmask(text)


@pytest.mark.parametrize("text", ["", "smtp.example.org", "192.168.1.9", "mail_1"])
def test_a_server(text: str) -> None:
    assert host(text) == text


@pytest.mark.parametrize("text", ["smtp://x", "smtp example", "smtp.example:25", "a@b", "smtp.example\n", "\u00e9.be"])
def test_no_server(text: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a server"):
        host(text)


@pytest.mark.parametrize("text", ["", "FREE0001", "x" * 20])
def test_an_id_tag(text: str) -> None:
    assert id_tag(20)(text) == text


@pytest.mark.parametrize("text", ["GRATIS\u00c9", "x" * 21, "A\tB", "\uff26"])
def test_no_id_tag(text: str) -> None:
    with pytest.raises(ValueError, match=r"ASCII|at most 20"):
        id_tag(20)(text)


def test_a_number_of_five_thousand_digits_is_refused_in_our_words() -> None:
    with pytest.raises(ValueError, match="is not a whole number from 1 to 9") as refused:
        whole(1, 9)("1" * 5_000)
    assert len(str(refused.value)) < 150
