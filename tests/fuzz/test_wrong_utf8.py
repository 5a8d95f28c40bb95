"""Text frames that are no UTF-8: the line ends with status 1007 (RFC 6455, 8.1), and a new one can be made."""

from __future__ import annotations

import pytest

from tests.edges.backend_pair import Pair, connected_pair

WRONG = (b"\xff", b'[2,"m1","Reset",{"type":"\xc3("}]', b"\xed\xa0\x80", b"\xf0\x9f\x98")


def send_raw(pair: Pair, octets: bytes, *, by_station: bool) -> None:
    """A text frame with these octets in it, past what the library checks when it sends."""
    if by_station:
        line = pair.link._line
        assert line is not None
        assert line.socket is not None
        connection = line.socket
    else:
        (connection,) = pair.server._lines
    connection.protocol.send_text(octets)
    connection.send_data()


@pytest.mark.parametrize("octets", WRONG)
@pytest.mark.parametrize("by_station", [True, False])
def test_wrong_utf8_ends_the_line_and_the_next_one_works(octets: bytes, by_station: bool) -> None:
    with connected_pair() as pair:
        pair.open()
        send_raw(pair, octets, by_station=by_station)
        seen = pair.settle()
        assert [line for line in seen if "down" in line and "1007" in line], seen
        assert "backend: closed" in seen
        assert pair.frames == []
        pair.open()
        pair.link.send("hello")
        assert "station: echo hello" in pair.settle()
