"""A load generator in one process and one thread: an epoll loop over kept-alive connections, on loopback only.

Closed: every connection asks again as soon as it is answered, after a 503 a second later as Retry-After says. Open:
requests leave at random moments of a given mean rate, whatever becomes of those before them; one that finds no idle
connection is counted as not sent. Beside either, a client with a new connection each time asks /livez, twenty times a
second. Run as a process of its own: its part in the figures is the processor time it took, which is told.
"""

import json
import random
import select
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

PROBES_PER_SECOND = 20
PROBE = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
# What one round of the loop sends at most, so that answers are read in between.
BURST = 64
LAST_ANSWERS_SECONDS = 8.0
RETRY_SECONDS = 1.0


@dataclass(eq=False)
class Wire:
    """One connection: what is being read on it, and since when."""

    socket: socket.socket
    sent_at: float = 0.0
    probe: bool = False
    received: bytes = b""


@dataclass
class Seen:
    """Seconds from sending to the whole answer, by status; 0 stands for a connection that broke."""

    taken: dict[int, list[float]] = field(default_factory=dict)
    probes: list[float] = field(default_factory=list)
    probes_failed: int = 0
    not_sent: int = 0
    wrong: int = 0


class Load:
    def __init__(self, port: int, requests: list[bytes], connections: int, rate: float | None) -> None:
        self.port, self.requests, self.rate = port, requests, rate
        self.random = random.Random(2026)
        self.seen = Seen()
        self.epoll = select.epoll()
        self.wires: dict[int, Wire] = {}
        self.idle = deque(self._connected() for _ in range(connections))
        self.turn = 0
        self.resting: deque[tuple[float, Wire]] = deque()

    def run(self, seconds: float) -> Seen:
        begun = due = probe = time.perf_counter()
        end, last = begun + seconds, begun + seconds + LAST_ANSWERS_SECONDS
        busy = True
        while busy:
            now = time.perf_counter()
            if now < end:
                due = self._send(now, due)
                if probe <= now:
                    self._probe()
                    probe += 1 / PROBES_PER_SECOND
                rested = self.resting[0][0] if self.resting else end
                wait = min(due if self.rate else rested, probe, end) - time.perf_counter()
            else:
                wait = last - now
                busy = len(self.idle) + len(self.resting) < len(self.wires) and wait > 0
            for number, _ in self.epoll.poll(max(wait, 0.0)) if busy else ():
                self._read(self.wires[number])
        calm = {*self.idle, *(wire for _, wire in self.resting)}
        left = [wire for wire in self.wires.values() if wire not in calm]
        self.seen.taken.setdefault(0, []).extend(0.0 for wire in left if not wire.probe)
        self.seen.probes_failed += sum(wire.probe for wire in left)
        return self.seen

    def _send(self, now: float, due: float) -> float:
        """Send what is due; the moment the next one is."""
        if self.rate is None:
            while self.resting and self.resting[0][0] <= now:
                self.idle.append(self.resting.popleft()[1])
            while self.idle:
                self._ask(self.idle.popleft())
            return due
        for _ in range(BURST):
            if due > now:
                break
            if self.idle:
                self._ask(self.idle.popleft())
            else:
                self.seen.not_sent += 1
            due += self.random.expovariate(self.rate)
        return due

    def _ask(self, wire: Wire) -> None:
        self.turn = (self.turn + 1) % len(self.requests)
        wire.sent_at = time.perf_counter()
        try:
            wire.socket.send(self.requests[self.turn])
        except OSError:
            self._broken(wire)

    def _probe(self) -> None:
        wire = self._connected(probe=True)
        wire.sent_at = time.perf_counter()
        wire.socket.send(PROBE)

    def _connected(self, *, probe: bool = False) -> Wire:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.setblocking(False)
        wire = self.wires[opened.fileno()] = Wire(opened, probe=probe)
        self.epoll.register(opened.fileno(), select.EPOLLIN)
        return wire

    def _read(self, wire: Wire) -> None:
        try:
            part = wire.socket.recv(262_144)
        except OSError:
            part = b""
        if not part:
            self._broken(wire)
            return
        data = wire.received = wire.received + part if wire.received else part
        head = data.find(b"\r\n\r\n")
        stated = data.find(b"content-length: ", 0, head)
        if head < 0 or len(data) < head + 4 + int(data[stated + 16 : data.find(b"\r", stated)]):
            return
        self._answered(wire, int(data[9:12]), data[head + 4 : head + 12])

    def _answered(self, wire: Wire, status: int, body: bytes) -> None:
        taken = time.perf_counter() - wire.sent_at
        wire.received = b""
        if wire.probe:
            self.seen.probes.append(taken)
            self.seen.probes_failed += status != 200
            self._close(wire)
            return
        self.seen.taken.setdefault(status, []).append(taken)
        self.seen.wrong += status == 200 and body != b'{"data":'
        if status == 503 and self.rate is None:
            self.resting.append((wire.sent_at + taken + RETRY_SECONDS, wire))
        else:
            self.idle.append(wire)

    def _broken(self, wire: Wire) -> None:
        self._close(wire)
        if wire.probe:
            self.seen.probes_failed += 1
        else:
            self.seen.taken.setdefault(0, []).append(time.perf_counter() - wire.sent_at)
            self.idle.append(self._connected())

    def _close(self, wire: Wire) -> None:
        del self.wires[wire.socket.fileno()]
        wire.socket.close()


def told(seen: Seen, seconds: float) -> dict[str, Any]:
    """Counts, and quantiles in milliseconds."""
    return {
        "seconds": seconds,
        "by_status": {str(status): _quantiles(times) for status, times in sorted(seen.taken.items()) if times},
        "livez": _quantiles(seen.probes),
        "livez_failed": seen.probes_failed,
        "not_sent": seen.not_sent,
        "wrong_bodies": seen.wrong,
    }


def _quantiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    if not ordered:
        return {"count": 0}
    at = {
        f"p{part}_ms": round(ordered[min(len(ordered) * part // 100, len(ordered) - 1)] * 1e3, 2) for part in (50, 99)
    }
    return {"count": len(ordered), **at, "most_ms": round(ordered[-1] * 1e3, 2)}


def main() -> int:
    """On standard input: port, requests (latin-1), connections, rate or null, seconds. On standard output: the figures."""
    order = json.load(sys.stdin)
    requests = [request.encode("latin-1") for request in order["requests"]]
    load = Load(order["port"], requests, order["connections"], order["rate"])
    begun = time.process_time()
    figures = told(load.run(order["seconds"]), order["seconds"])
    figures["generator_cores"] = round((time.process_time() - begun) / order["seconds"], 2)
    json.dump(figures, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
