"""Forks a process for each station and backend that the device bench asks for; see fixtures/bench/device_forks.py.

A request is a line of JSON: {"start": WORDS} with three files (output, errors, one to hold open), answered with
{"pid": N}; {"end": N} is answered with {"code": N} once that process has ended. The end of the socket ends all.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

MOST_OCTETS = 65_536


def main(line: socket.socket) -> None:
    """Serve until the other end is gone."""
    running: set[int] = set()
    load()
    gc.freeze()
    while True:
        text, files, _, _ = socket.recv_fds(line, MOST_OCTETS, 3)
        if not text:
            break
        request = json.loads(text)
        line.sendall(json.dumps(_obey(request, files, running, line)).encode() + b"\n")
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def load() -> Any:
    """All that a station and a backend need; the application."""
    from . import backend_server, control_server, station_control  # noqa: F401  # loaded once for all
    from .app import app

    return app


def _obey(request: Any, files: Sequence[int], running: set[int], line: socket.socket) -> dict[str, int]:
    if "end" in request:
        pid = int(request["end"])
        running.discard(pid)
        return {"code": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}
    pid = os.fork()
    if not pid:
        line.close()
        _become(request["start"], files)
    running.add(pid)
    for file in files:
        os.close(file)
    return {"pid": pid}


def _become(words: Sequence[str], files: Sequence[int]) -> NoReturn:
    """`stationproof WORDS` in this process, which never comes back."""
    code = 1
    try:
        os.dup2(files[0], 1)
        os.dup2(files[1], 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # lives as long as the process
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # as above
        load()(args=list(words), prog_name="stationproof")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
