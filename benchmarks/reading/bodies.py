"""Whether the servers say the same: each body brought to one shape, then compared."""

from collections.abc import Sequence
from typing import Any

from reading.peers import Peer
from reading.questions import Q3, Q4, Key, Question
from reading.server import Server

Way = tuple[Peer, Server, str]
PERSON = ("iin", "names", "identifiers", "documents")


def content(question: Question, data: dict[str, Any]) -> object:
    """What an answer says, whoever said it."""
    if question is Q4:
        return set(data)
    if question is Q3:
        return [_resident(node) for node in _residents(data)]
    person = _one(data["individual"] if "individual" in data else data["personList"])
    home = _one(person["residence"])
    address = None if home is None else _one(home["address"])
    return {name: person[name] for name in PERSON} | {"since": home and home["since"], "address": address}


def disagreements(question: Question, keys: Sequence[Key], ways: Sequence[Way]) -> list[str]:
    """The servers that answer otherwise than the first, each with how often; keys are asked one by one."""
    differing: dict[str, int] = {}
    for key in keys:
        told = []
        for peer, server, way in ways:
            answer = server.ask(peer.document(question, way), peer.worded(question, way)(key))
            told.append((f"{peer.name} {way}".strip(), content(question, answer["data"])))
        for name, said in told[1:]:
            if said != told[0][1]:
                differing[name] = differing.get(name, 0) + 1
    first = ways[0][0].name
    return [
        f"{name} answers {question.name} otherwise than {first} for {count} of {len(keys)} keys"
        for name, count in differing.items()
    ]


def _one(found: Any) -> Any:
    """The one thing, whether it stands alone or in a list."""
    if isinstance(found, list):
        return found[0] if found else None
    return found


def _residents(data: dict[str, Any]) -> list[dict[str, Any]]:
    if "residentsList" in data:
        return list(data["residentsList"])
    return [edge["node"] for edge in data["address"]["residents"]["edges"]]


def _resident(node: dict[str, Any]) -> dict[str, Any]:
    birth = node["birthDate"] if "birthDate" in node else (_one(node["birth"]) or {}).get("birthDate")
    return {"iin": node["iin"], "birth": birth, "names": node["names"]}
