"""Datagrams of load management over UDP on a real network; decides nothing.

A host of a network listens on one port of all its addresses; what it sends leaves from there. With
an address of its own, as several stations of one machine need it, a second socket takes the broadcasts.
What cannot be sent is lost, as any datagram may be.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from ..model import effects as fx
from ..model import events as ev

PORT = 5330
"""Of load management (docs/dlm-protocol.md)."""
ANY, BROADCAST = "0.0.0.0", "255.255.255.255"
MOST_BYTES = 65_535

Address = tuple[str, int]


class UdpLan:
    """The station's network interface, as load management uses it."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        bind: Address = (ANY, PORT),
        broadcast: str = BROADCAST,
        resolve: Callable[[str], Address] | None = None,
        name: Callable[[Address], str] = lambda address: address[0],
        give: Callable[[fx.GiveLease], None] = lambda lease: None,
    ) -> None:
        """bind: where to listen; port 0: any. broadcast: the address of everybody.

        resolve: where a datagram to this address of the network ("": everybody) really goes
        name:    the address of the network that a real sender has, "" when it is none of it
        give:    brings a lease to a client; a machine of ours has no DHCP of its own (docs/decisions.md)
        """
        self._loop, self._bind, self._broadcast, self._name = loop, bind, broadcast, name
        self._resolve = resolve or self._as_it_stands
        self._give = give
        self._sockets: list[socket.socket] = []

    @property
    def address(self) -> Address | None:
        """Where it listens now."""
        if not self._sockets:
            return None
        host, port = self._sockets[0].getsockname()
        return host, port

    def open(self, tell: Callable[[ev.Event], None]) -> None:
        """Listen; OSError when the port is taken."""
        self._listen(self._bind, tell)
        if self._resolve == self._as_it_stands and self._bind[0] != ANY:
            self._listen((self._broadcast, self._bind[1]), tell)

    def send(self, to: str, text: str) -> None:
        """Send; lost in silence when it cannot be."""
        if not self._sockets:
            return
        try:
            self._sockets[0].sendto(text.encode(), self._resolve(to))
        except (OSError, UnicodeError):  # no route, too long, no such address: nobody hears it
            return

    def give(self, lease: fx.GiveLease) -> None:
        """Bring the lease to the client."""
        self._give(lease)

    def close(self) -> None:
        """Do not listen any more."""
        for sock in self._sockets:
            self._loop.remove_reader(sock)
            sock.close()
        self._sockets.clear()

    def _listen(self, where: Address, tell: Callable[[ev.Event], None]) -> None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        if where[1]:  # with any port to choose from, the system might choose one that another such socket has
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(where)
        except OSError:
            sock.close()
            raise
        self._sockets.append(sock)
        self._loop.add_reader(sock, self._read, sock, tell)

    def _read(self, sock: socket.socket, tell: Callable[[ev.Event], None]) -> None:
        try:
            octets, real = sock.recvfrom(MOST_BYTES)
        except OSError:  # an earlier datagram found nobody; the system says so here
            return
        sender = self._name(real)
        if not sender or self._is_own(real):
            return
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            return
        tell(ev.DatagramReceived(sender, text))

    def _is_own(self, real: Address) -> bool:
        """A broadcast comes back to the one who sent it, from an address of this machine and our port."""
        own = self.address
        if own is None or own[1] != real[1]:
            return False
        return real[0] == own[0] if own[0] != ANY else real[0] == way_to(real[0])

    def _as_it_stands(self, to: str) -> Address:
        return to or self._broadcast, self._bind[1]


def broadcast_of(address: str) -> str:
    """Where everybody is reached from this address: on loopback its own, elsewhere that of the link."""
    return "127.255.255.255" if address.startswith("127.") else BROADCAST


def way_to(host: str) -> str:
    """The address of this machine from which that host is reached; its own for one of its own. "" for none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, PORT))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
