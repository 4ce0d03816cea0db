"""One table of the benchmark: all servers up beside each other, tuned, compared, then measured question by question."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reading import pgbench
from reading.bodies import Way, disagreements
from reading.load import Measured, Target, press
from reading.peers import OURS, PEERS, Peer, Setting, Yard
from reading.questions import Q1, Q3, Q4, Key, Question, write_keys
from reading.rounds import Contender, Pace, best_connections, by_wrk, interleaved
from reading.server import Server, ServerFailedError
from reading.statement import statement

COMPARED = 200
PGBENCH = {"pgbench": "none", "pgbench with the row": "within"}


@dataclass(slots=True)
class Contest:
    """What is asked of whom, and what came of it. `settings` are kept from table to table."""

    yard: Yard
    questions: Sequence[Question]
    keys: dict[str, Sequence[Key]]
    names: Sequence[str]
    today: date
    pace: Pace
    say: Callable[[str], None]
    settings: dict[str, Setting] = field(default_factory=dict)
    thorough: bool = True  # all settings are tried, else the middle ones
    found: dict[str, dict[str, list[Measured]]] = field(default_factory=dict)
    hows: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def hold(self) -> None:
        """Run it all. Servers are ended however it goes."""
        with ExitStack() as up:
            servers: dict[str, Server] = {}
            for peer in self._peers():
                servers[peer.name] = self._best(peer)
                up.callback(servers[peer.name].stop)
            for question in self.questions:
                contenders = list(self._contenders(question, servers))
                if contenders and not self.pace.over:
                    self.say(f"{question.name}, {question.told}: {', '.join(one.name for one in contenders)}")
                    self.found[question.name] = interleaved(contenders, self.pace)

    def _peers(self) -> Sequence[Peer]:
        return [peer for name, peer in PEERS.items() if name in self.names]

    def _best(self, peer: Peer) -> Server:
        """The server at the setting that answers Q1 most often."""
        tried = [one for one in peer.settings if self.thorough or _middle(one)]
        if len(tried) == 1:
            self.settings[peer.name] = tried[0]
        if peer.name not in self.settings:
            rates = [(self._rate(peer, setting), place) for place, setting in enumerate(tried)]
            self.settings[peer.name] = tried[max(rates)[1]]
            for rate, place in rates:
                self.say(f"  {peer.name} {dict(tried[place])}: {rate:.0f}/s")
        return peer.launch(self.yard, self.settings[peer.name])

    def _rate(self, peer: Peer, setting: Setting) -> float:
        server = peer.launch(self.yard, setting)
        try:
            targets = [self._target(peer, server, Q1, way) for way in peer.ways]
            for target in targets:
                press(target, 8, self.pace.trial)
            return max(press(target, 8, self.pace.trial).per_second for target in targets)
        finally:
            server.stop()

    def _contenders(self, question: Question, servers: dict[str, Server]) -> Sequence[Contender]:
        asked = {peer.name: peer for peer in self._peers() if question.name in peer.only}
        if not asked:
            return []
        try:
            self._compare(question, [(peer, servers[name], way) for name, peer in asked.items() for way in peer.ways])
        except ServerFailedError as error:
            self.faults.append(str(error))
            self.say(f"  {error}")
            return []
        made = [self._contender(question, peer, servers[name]) for name, peer in asked.items()]
        return [*made, *self._pgbench(question)]

    def _compare(self, question: Question, ways: Sequence[Way]) -> None:
        keys = self.keys[question.name][:COMPARED]
        faults = disagreements(question, keys, ways)
        self.faults += faults
        self.say(f"  {question.name}: {len(ways)} wordings compared for {len(keys)} keys, {len(faults)} differ")

    def _contender(self, question: Question, peer: Peer, server: Server) -> Contender:
        """The faster of the peer's ways at its best connection count."""
        tried = []
        for way in peer.ways if question is not Q4 else peer.ways[:1]:
            target = self._target(peer, server, question, way)
            connections, rate = best_connections(server, target, self.pace)
            tried.append((rate, connections, way, target))
        _, connections, way, target = max(tried, key=lambda one: one[0])
        how = f"{connections} connections{f', by {way}' if way else ''}"
        self.hows[question.name, peer.name] = how
        return Contender(peer.name, how, by_wrk(server, target, connections, self.yard.place.server.postmaster()))

    def _pgbench(self, question: Question) -> Sequence[Contender]:
        found = []
        for name, receipts in PGBENCH.items():
            if name not in self.names or question is Q4 or (question is Q3 and receipts != "none"):
                continue
            made = statement(question, self.yard.path, receipts)
            types = pgbench.types_of(made, self.keys[question.name][0], self.today)
            count = pgbench.store_keys(
                self.yard.place, f"{question.name}_{receipts}", made, self.keys[question.name], self.today
            )
            benches = [
                pgbench.Bench(self.yard.place, f"{question.name}_{receipts}", made, protocol, count, types)
                for protocol in pgbench.protocols(made)
            ]
            tried = [
                (bench.run(clients, self.pace.trial).per_second, clients, place)
                for place, bench in enumerate(benches)
                for clients in self.pace.connections
            ]
            _, clients, place = max(tried)
            bench, how = benches[place], f"{clients} clients, {benches[place].protocol}"
            self.hows[question.name, name] = how
            found.append(Contender(name, how, lambda seconds, _, b=bench, c=clients: b.run(c, seconds)))
        return found

    def _target(self, peer: Peer, server: Server, question: Question, way: str) -> Target:
        path = self.yard.place.home / "reading" / f"{question.name}-{way or 'ours'}-{self.yard.place.name}.keys"
        if not (path.exists() and self._fresh(path)):
            write_keys(path, self.keys[question.name], peer.worded(question, way))
            _WRITTEN.add(path)
        return Target(server.port, peer.document(question, way), path, server.token)

    @staticmethod
    def _fresh(path: Path) -> bool:
        return path in _WRITTEN


_WRITTEN: set[Path] = set()


def _middle(setting: Setting) -> bool:
    return setting.get("pool", 4) == 4 and setting.get("plans") != "auto"


__all__ = ["OURS", "PGBENCH", "Contest"]
