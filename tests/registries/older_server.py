"""A server that says it is PostgreSQL 17: no older one can be installed beside the embedded, and none lies about itself.

It speaks the wire protocol as far as a client gets that asks who it is: a start without a password, simple queries.
"""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase

ENCRYPTION_ASKED_FOR = {80_877_103, 80_877_104}
PARAMETERS = {"server_version": "17.5", "client_encoding": "UTF8", "standard_conforming_strings": "on"}
ANSWERS = {
    "server_version_num": "170005",
    "version()": "PostgreSQL 17.5",
    "current_schema": "public",
    "isolation level": "read committed",
    "standard_conforming_strings": "on",
}


def message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


def answer(query: str) -> bytes:
    """What is known of `query`: one text column, and a row of it; nothing comes back for a SET."""
    verb = query.split(maxsplit=1)[0].upper()
    done = message(b"C", verb.encode() + b"\0")
    if verb not in {"SELECT", "SHOW"}:
        return done
    column = message(b"T", struct.pack("!h", 1) + b"answer\0" + struct.pack("!ihihih", 0, 0, 25, -1, -1, 0))
    said = next((said.encode() for asked, said in ANSWERS.items() if asked in query), None)
    row = b"" if said is None else message(b"D", struct.pack("!hi", 1, len(said)) + said)
    return column + row + done


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while _number(self.rfile, skipped=_number(self.rfile) - 8) in ENCRYPTION_ASKED_FOR:
            self.wfile.write(b"N")
        told = b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in PARAMETERS.items())
        self.wfile.write(message(b"R", struct.pack("!i", 0)) + told + message(b"K", bytes(8)) + message(b"Z", b"I"))
        within = b"I"
        while self.rfile.read(1) == b"Q":
            query = self.rfile.read(_number(self.rfile) - 4).rstrip(b"\0").decode()
            within = {"BEGIN": b"T", "COMMIT": b"I", "ROLLBACK": b"I"}.get(
                query.split(maxsplit=1)[0].rstrip(";"), within
            )
            self.wfile.write(answer(query) + message(b"Z", within))


def _number(stream: BufferedIOBase, skipped: int = 0) -> int:
    found = int(struct.unpack("!i", stream.read(4))[0])
    stream.read(skipped)
    return found


@contextmanager
def older_server() -> Iterator[int]:
    """The port it listens on, on loopback."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()
