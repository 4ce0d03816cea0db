"""The servers that are measured beside each other: how each is started, what it may be tuned by, how it is asked."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path

from reading import postgraphile_schema
from reading.database import Place
from reading.install import DATALOADERS, Peers
from reading.questions import DOCUMENTS, Q1, Q3, Q4, RESIDENTS, Key, Question
from reading.server import Server, free_port, start
from reading.serving import COMPOSITIONS

from registries.access.token import issue
from registries.temporal.state import Point

ROOT = Path(__file__).resolve().parents[2]
CORES = os.cpu_count() or 1
Setting = Mapping[str, object]
PLANS = ("force_generic_plan", "auto")


@dataclass(frozen=True, slots=True)
class Yard:
    """What every peer works on."""

    place: Place
    peers: Peers
    path: str  # derived: addresses read what is derived; walked: they walk the tree

    def text(self, address: str, day: str) -> str:
        """The SQL of the whole address, as our own compiler writes it."""
        return COMPOSITIONS[self.path](address, Point(day))


@dataclass(frozen=True, slots=True)
class Peer:
    """`settings` are tried in turn and the best kept; `ways` are wordings of the same question, likewise."""

    name: str
    launch: Callable[[Yard, Setting], Server]
    settings: Sequence[Setting] = field(default_factory=lambda: [{}])
    ways: Sequence[str] = ("",)
    only: frozenset[str] = frozenset({"Q1", "Q2", "Q3", "Q4"})

    def document(self, question: Question, way: str) -> str:
        if not way or question is Q4:
            return question.ours()
        name = "residents" if question is Q3 else "person"
        return (DOCUMENTS / way / f"{name}.graphql").read_text(encoding="utf-8")

    def worded(self, question: Question, way: str) -> Callable[[Key], Mapping[str, object]]:
        if question is Q4:
            return lambda _: {}
        if not way:
            dated = question is not Q1
            return lambda key: {question.argument: key.number} | ({"day": str(key.day)} if dated else {})
        text = {"relations"} & {way}
        return lambda key: (
            {question.argument: key.number, "day": str(key.day)} | ({"text": str(key.day)} if text else {})
        )


def ours(yard: Yard, setting: Setting) -> Server:
    """The product's own server, one worker a core."""
    settings, port = yard.place.settings(), free_port()
    environment = {
        "REGISTRIES_DATABASE_URL": yard.place.plain_url, "REGISTRIES_DATA_DIR": str(settings.home),
        "REGISTRIES_SYNTHETIC": "1", "READING_RECEIPTS": str(setting["receipts"]), "READING_ADDRESS": yard.path,
        "READING_PORT": str(port), "READING_WORKERS": str(CORES),
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "graphql", "benchmarks")),
    }  # fmt: skip
    command = [sys.executable, "-m", "reading.serving"]
    name = f"ours-{setting['receipts']}-{yard.path}"
    return start(name, command, port, environment, ROOT, _log(yard, name), issue(settings, "portal"))


def postgraphile(yard: Yard, setting: Setting) -> Server:
    """PostGraphile 5 in production mode."""
    port, schema = free_port(), f"peer_{yard.path}"
    postgraphile_schema.create(yard.place, schema, yard.text)
    peer = {"database": yard.place.plain_url, "port": port, "schema": schema, "pool": setting["pool"],
            "processes": setting["processes"], "options": f"-c jit=off -c plan_cache_mode={setting['plans']}"}  # fmt: skip
    environment = {"PEER": json.dumps(peer), "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    command = [yard.peers.node, "server.mjs"]
    name = f"postgraphile-{yard.path}"
    return start(name, command, port, environment, yard.peers.postgraphile, _log(yard, name))


def dataloaders(yard: Yard, setting: Setting, module: str) -> Server:
    """Strawberry with data loaders under granian's ASGI: `plain` in the ordinary way, `server` made lean."""
    port = free_port()
    peer = {"database": yard.place.plain_url, "pool": setting["pool"], "plans": setting["plans"],
            "address": yard.text("a.id", "CAST(:day AS date)"),
            "residents": postgraphile_schema.residents(":id", "CAST(:day AS date)", ":most")}  # fmt: skip
    command = [
        yard.peers.python, "-m", "granian", "--interface", "asginl", "--loop", "uvloop", "--log-level", "error",
        "--workers", str(setting["processes"]), "--port", str(port), f"{module}:application",
    ]  # fmt: skip
    environment = {"PEER": json.dumps(peer), "PYTHONPATH": str(DATALOADERS), "PYTHONOPTIMIZE": "1"}
    name = f"dataloaders-{module}-{yard.path}"
    return start(name, command, port, environment, DATALOADERS, _log(yard, name))


def all_of(**choices: Sequence[object]) -> list[Setting]:
    """Every combination."""
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


OURS = Peer("ours", ours, [{"receipts": "none"}])
ROWED = frozenset({"Q1", "Q2", "Q3"})
OURS_LOGGED = Peer("ours with its row", ours, [{"receipts": "within"}], only=ROWED)
OURS_SECOND = Peer("ours with its row after", ours, [{"receipts": "second"}], only=frozenset({"Q1", "Q2"}))
POSTGRAPHILE = Peer(
    "postgraphile", postgraphile, all_of(processes=[1, CORES], pool=[2, 4, 8], plans=PLANS), ("functions", "relations")
)
LOADERS = all_of(processes=[CORES], pool=[2, 4], plans=PLANS)
PLAIN = Peer("dataloaders", partial(dataloaders, module="plain"), LOADERS)
LEAN = Peer("lean dataloaders", partial(dataloaders, module="server"), LOADERS)
PEERS = {peer.name: peer for peer in (OURS, OURS_LOGGED, OURS_SECOND, POSTGRAPHILE, PLAIN, LEAN)}


def _log(yard: Yard, name: str) -> Path:
    return yard.place.home / "reading" / f"{name}.log"


__all__ = ["OURS", "OURS_LOGGED", "PEERS", "POSTGRAPHILE", "RESIDENTS", "Peer", "Yard"]
