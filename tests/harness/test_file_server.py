"""The simulated file server, judged by Python's own clients; its manners, its notes, and nothing left behind."""

from __future__ import annotations

import ftplib
import http.client
import os
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TypeVar

import pytest

from fixtures.servers.certificates import client_context
from fixtures.servers.files import PROPER, Access, FileServer, Manner
from fixtures.virtual_loop import VirtualLoop

T = TypeVar("T")
FILE = bytes(range(256)) * 1000


class Place:
    """A server, and blocking clients in a thread; time stands still while they work."""

    def __init__(self) -> None:
        self.loop = VirtualLoop(stall_s=5)
        self.server = FileServer(self.loop)
        self.store = self.server.store
        self.server.start()
        for port, scheme in ((80, "http"), (443, "https"), (21, "ftp")):
            self.server.announce("files.example", port, scheme)

    def ask(self, client: Callable[[], T]) -> T:
        return self.loop.run_until_complete(self.loop.run_in_executor(None, client))

    def http(
        self, method: str, path: str, body: bytes = b"", *, tls: bool = False, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        def client() -> tuple[int, bytes]:
            connection = http.client.HTTPConnection("files.example")
            line = socket.create_connection(self.server.address("files.example", 443 if tls else 80))
            connection.sock = client_context().wrap_socket(line, server_hostname="files.example") if tls else line
            try:
                connection.request(method, path, body, headers or {})
                response = connection.getresponse()
                return response.status, response.read()
            finally:
                connection.close()
                line.close()

        return self.ask(client)

    def ftp(self, use: Callable[[ftplib.FTP], T], user: str = "", password: str = "") -> T:
        def client() -> T:
            with ftplib.FTP() as session:
                session.connect(*self.server.address("files.example", 21))
                session.login(user, password)
                return use(session)

        return self.ask(client)

    def end(self) -> None:
        self.server.stop()
        self.loop.settle()
        assert (self.server.open_tasks, self.loop.open_tasks(), self.loop.open_timers) == (0, [], 0)


@pytest.fixture
def place() -> Iterator[Place]:
    place = Place()
    try:
        yield place
        place.end()
    finally:
        place.loop.dispose()


def retrieve(session: ftplib.FTP, path: str) -> bytes:
    content = bytearray()
    session.retrbinary(f"RETR {path}", content.extend)
    return bytes(content)


@pytest.mark.parametrize("tls", [False, True])
def test_http_clients_get_files_and_bring_them(place: Place, tls: bool) -> None:
    place.store.put("/a b", FILE)
    assert place.http("GET", "/a%20b?x=1", tls=tls) == (200, FILE)
    assert place.http("HEAD", "/a%20b", tls=tls) == (200, b"")
    assert place.http("GET", "/b", tls=tls) == (404, b"")
    assert place.http("PUT", "/up/c", FILE, tls=tls) == (201, b"")
    assert place.http("POST", "/up/d", FILE, tls=tls, headers={"Content-Type": "application/zip"}) == (201, b"")
    assert place.http("DELETE", "/up/d", tls=tls) == (405, b"")
    assert place.store.uploads == {"/up/c": FILE, "/up/d": FILE}
    scheme = "https" if tls else "http"
    assert place.store.accesses[:2] == [
        Access(0, scheme, "GET", "/a b", "", len(FILE), complete=True),
        Access(0, scheme, "HEAD", "/a b", ""),
    ]


def test_a_chunked_body_is_put_together_and_a_form_is_taken_apart(place: Place) -> None:
    def chunked() -> int:
        connection = http.client.HTTPConnection(*place.server.address("files.example", 80))
        connection.request("PUT", "/a", iter([b"one", b"two"]), encode_chunked=True)
        status = connection.getresponse().status
        connection.close()
        return status

    assert place.ask(chunked) == 201
    form = (
        b'preamble\r\n--xx\r\nContent-Disposition: form-data; name="station"\r\n\r\nCP1\r\n--xx\r\n'
        b'content-disposition: form-data; name="file"; filename="d.zip"\r\nContent-Type: a/b\r\n\r\n'
        b"\r\n\x00--x\r\n\r\n--xx--\r\n"
    )
    place.http("POST", "/logs/", form, headers={"Content-Type": 'multipart/form-data; boundary="xx"'})
    assert place.store.uploads == {"/a": b"onetwo", "/logs/d.zip": b"\r\n\x00--x\r\n"}


@pytest.mark.parametrize("extended", [False, True])
def test_ftp_clients_get_files_and_bring_them(place: Place, extended: bool) -> None:
    place.store.put("/folder/a b", FILE)

    def session(ftp: ftplib.FTP) -> tuple[object, ...]:
        ftp.af = socket.AF_INET6 if extended else socket.AF_INET  # which makes ftplib say EPSV or PASV
        ftp.cwd("folder")
        ftp.voidcmd("TYPE I")
        ftp.storbinary("STOR ../up/c", BytesIO(FILE))
        return ftp.pwd(), ftp.size("a b"), retrieve(ftp, "a b") == FILE, retrieve(ftp, "/folder/a b") == FILE

    assert place.ftp(session, "me", "secret") == ("/folder", len(FILE), True, True)
    assert place.store.uploads == {"/up/c": FILE}
    assert place.store.accesses == [
        Access(0, "ftp", "STOR", "/up/c", "me:secret", len(FILE), complete=True),
        Access(0, "ftp", "RETR", "/folder/a b", "me:secret", len(FILE), complete=True),
        Access(0, "ftp", "RETR", "/folder/a b", "me:secret", len(FILE), complete=True),
    ]


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("RETR /a", "425 PASV or EPSV first."),
        ("STOR /a", "425 PASV or EPSV first."),
        ("SIZE /none", "550 No such file."),
        ("DELE /a", "502 Not here."),
        ("SYST", "215 UNIX Type: L8"),
        ("FEAT", "211-Features:\n EPSV\n SIZE\n211 End."),
    ],
)
def test_ftp_replies(place: Place, command: str, reply: str) -> None:
    place.store.put("/a", FILE)

    def session(ftp: ftplib.FTP) -> str:
        try:
            return ftp.sendcmd(command)
        except ftplib.Error as error:
            assert ftp.sendcmd("NOOP") == "200 Fine."  # one reply, not two
            return str(error)

    assert place.ftp(session) == reply


def test_who_is_not_let_in_gets_nothing(place: Place) -> None:
    place.store.credentials = "me:secret"
    place.store.put("/a", b"x")
    good = {"Authorization": "Basic " + b64encode(b"me:secret").decode()}
    assert place.http("GET", "/a")[0] == 401
    assert place.http("PUT", "/a")[0] == 401
    assert place.http("GET", "/a", headers=good) == (200, b"x")
    assert place.ftp(lambda ftp: retrieve(ftp, "/a"), "me", "secret") == b"x"
    with pytest.raises(ftplib.error_perm, match="530 Not you"):
        place.ftp(lambda ftp: retrieve(ftp, "/a"), "me", "wrong")
    assert place.store.uploads == {}


def test_a_manner_holds_for_its_path_or_for_all_below_a_folder(place: Place) -> None:
    refused, slow = Manner(status=403), Manner(bytes_per_s=10)
    place.store.behave("/logs/", refused)
    place.store.behave("/logs/new/a", slow)
    found = {path: place.store.manner(path) for path in ("/logs/x", "/logs/new/b", "/logs/new/a", "/logs", "/", "/x")}
    assert found == {
        "/logs/x": refused,
        "/logs/new/b": refused,
        "/logs/new/a": slow,
        "/logs": PROPER,
        "/": PROPER,
        "/x": PROPER,
    }
    assert place.http("PUT", "/logs/x", FILE)[0] == 403
    place.store.put("/logs/new/a", FILE)  # put anew: proper again
    assert place.http("GET", "/logs/new/a") == (200, FILE)


def test_what_is_served_is_cut_and_mismeasured_as_told(place: Place) -> None:
    place.store.put("/short", FILE, Manner(breaks_after=1000))
    place.store.put("/less", FILE, Manner(claims=10))
    with pytest.raises(http.client.IncompleteRead, match=r"IncompleteRead.1000 bytes read, 255000 more expected"):
        place.http("GET", "/short")
    assert place.http("GET", "/less") == (200, FILE[:10])
    with pytest.raises(ftplib.error_temp, match="426 The data line is broken"):
        place.ftp(lambda ftp: retrieve(ftp, "/short"))
    first, _, last = place.store.accesses  # whether all of the second went is up to its client, who had enough
    assert (first.size, first.complete, last.size, last.complete) == (1000, False, 1000, False)


def test_an_unknown_scheme_is_refused_with_advice(place: Place) -> None:
    with pytest.raises(ValueError, match="no files are served by 'sftp': announce 'http', 'https' or 'ftp'"):
        place.server.announce("files.example", 22, "sftp")


def test_names_and_ports_lead_where_they_were_announced(place: Place) -> None:
    assert len({place.server.address("Files.Example", port) for port in (80, 443, 21, 81)}) == 4
    assert place.server.address("files.example", 81) == place.server.address("files.example", 8080)
    with pytest.raises(OSError, match=r"the name other\.example is not known"):
        place.server.address("other.example", 80)
    place.server.stop()
    with pytest.raises(OSError, match="connection refused"):
        place.server.address("files.example", 80)


@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
@pytest.mark.parametrize("said", [b"", b"\x00\xff\xfe\r\n\r\n", b"x" * 200_000, b"PUT / HTTP/1.1\r\nHost: a\r\n"])
def test_clients_that_say_nothing_or_nonsense_and_go_leave_nothing(place: Place, scheme: str, said: bytes) -> None:
    def client() -> None:
        port = {"http": 80, "https": 443, "ftp": 21}[scheme]
        with socket.create_connection(place.server.address("files.example", port)) as line:
            line.sendall(said)

    place.ask(client)
    place.loop.settle()
    assert (place.server.open_tasks, place.loop.open_tasks(), place.store.accesses) == (0, [], [])


def test_stopping_with_lines_open_leaves_nothing() -> None:
    before = len(os.listdir("/proc/self/fd"))
    place = Place()
    clients = [socket.create_connection(place.server.address("files.example", port)) for port in (80, 21, 443)]
    clients[0].sendall(b"GET /silent HTTP/1.1\r\nHost: files.example\r\n\r\n")
    clients[1].sendall(b"USER a\r\nPASS b\r\nEPSV\r\n")
    place.store.behave("/silent", Manner(silent=True))
    place.loop.run_to(5_000)
    assert [access.path for access in place.store.accesses] == ["/silent"]
    assert place.server.open_tasks > 0
    place.end()
    for client in clients:
        client.close()
    place.loop.dispose()
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_server_that_is_stopped_before_the_loop_ran_leaves_nothing() -> None:
    place = Place()
    place.end()
    place.loop.dispose()
