"""What a source would make of a file, row by row, before anybody loads it. Nothing is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from loaders.classifier import Contents, contents_of_edition, placed
from loaders.dictionaries import check_dictionaries
from loaders.formats import BrokenRow, Reason, Row, open_rows
from loaders.incoming import unstorable, wrong_kind
from loaders.mapping import EntityRef, Interpretation, Interpreter, Mapping, StatedFact, StatedIdentifier
from loaders.mapping.dictionary import NONE, Dictionaries
from loaders.sameness import sameness, words_digest, words_json
from loaders.source import Scalar, Source
from loaders.stated import told_facts
from registries.identifiers import read

ACCEPTED, DUPLICATE, QUARANTINED = "accepted", "duplicate", "quarantined"


@dataclass(frozen=True, slots=True)
class Explained:
    """One row: `state` is accepted, duplicate or quarantined; without `understood` it could not be told into words."""

    line: int
    state: str
    reasons: tuple[Reason, ...]
    understood: Interpretation | None = None

    def as_json(self) -> dict[str, Any]:
        """The row as JSON: it holds the words of a person's record."""
        told: dict[str, Any] = {"line": self.line, "state": self.state, "reasons": [r._asdict() for r in self.reasons]}
        if self.understood is None:
            return told
        row = self.understood
        return told | {
            "key": row.entity_key,
            "fields": {name: value for name, value in row.fields.items() if value is not None},
            "groups": {name: list(elements) for name, elements in row.groups.items() if elements},
            "identifiers": [_identifier(one) for one in row.identifiers],
            "facts": [_fact(fact) for fact in told_facts(row)],
            "suspicions": [suspicion._asdict() for suspicion in row.suspicions],
            "ended": row.ended,
        }


@dataclass(slots=True)
class Summary:
    """Of all rows so far; `rows` is always the sum of the states. `reasons` and `suspicions` count rows that have them;
    suspicions, facts and known fields only those of rows that are read.
    """

    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    suspicions: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    def add(self, row: Explained) -> None:
        self.states[row.state] += 1
        self.reasons.update({reason.code for reason in row.reasons})
        if row.understood is not None and row.state != QUARANTINED:
            self.suspicions.update({suspicion.code for suspicion in row.understood.suspicions})
            self.facts.update(fact.fact for fact in told_facts(row.understood))
            self.known.update(name for name, value in row.understood.fields.items() if value is not None)

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.states.total(),
            **{state: self.states[state] for state in (ACCEPTED, DUPLICATE, QUARANTINED)},
            **{name: dict(getattr(self, name).most_common()) for name in ("reasons", "suspicions", "facts", "known")},
        }


def explain(
    source: Source, path: Path, day: date, synthetic: bool | None = None, dictionaries: Dictionaries = NONE
) -> Iterator[Explained]:
    """Every row of a file as a load on `day` would see it: the same reading, the same reasons, the same duplicates.

    `dictionaries` are those that would have been delivered by then.

    `synthetic`: the kind of database it would go into, None where that is not asked. Raises BrokenFile where the file
    would be refused whole, SourceRefused for mistaken dictionaries. Keeps a digest of each accepted row, some hundred
    bytes.
    """
    check_dictionaries(source)
    edition = contents_of_edition(path, source, day) if source.editions else None
    seen: set[str] = set()
    with open_rows(path, source.formats, required=source.columns) as stream:
        interpret, same = Mapping(source, dictionaries).interpret(stream.columns), sameness(source, stream.columns)
        for row in stream:
            if isinstance(row, BrokenRow):
                yield Explained(row.line, QUARANTINED, (row.reason,))
                continue
            one = _explained(row, source, interpret, edition, synthetic)
            yield replace(one, state=_met(one, same(row.words), seen)) if not one.reasons else one


def _met(one: Explained, words: str, seen: set[str]) -> str:
    """Whether an accepted row has stood in the file before."""
    assert one.understood is not None
    digest = words_digest(f"{one.understood.entity_key}\n{words}")
    state = DUPLICATE if digest in seen else ACCEPTED
    seen.add(digest)
    return state


def _explained(
    row: Row, source: Source, interpret: Interpreter, edition: Contents | None, synthetic: bool | None
) -> Explained:
    understood = interpret(row.words)
    if edition is not None and not understood.reasons:
        understood = placed(understood, source, edition)
    reasons = (*understood.reasons, *unstorable(words_json(row.words)), *wrong_kind(understood, synthetic))
    return Explained(row.line, QUARANTINED if reasons else ACCEPTED, reasons, understood)


def _identifier(one: StatedIdentifier) -> dict[str, Any]:
    reading = read(one.kind, one.value)
    return {
        "field": one.field, "kind": one.kind.value, "value": one.value, "links": one.linkable,
        "assigned": one.assigned, "faults": list(reading.faults), "suspicions": list(reading.suspicions),
        "since": one.since, "until": one.until,
    }  # fmt: skip


def _fact(fact: StatedFact) -> dict[str, Any]:
    told = {
        "fact": fact.fact, "values": {name: _value(value) for name, value in fact.values.items()},
        "since": fact.since, "since_basis": fact.since_basis, "until": fact.until, "until_basis": fact.until_basis,
        "authority": fact.authority,
    }  # fmt: skip
    return told if fact.about is None else told | {"about": _value(fact.about)}


def _value(value: Scalar | EntityRef) -> Any:
    if isinstance(value, EntityRef):
        return f"{value.entity} {value.code.value if value.code else value.source} {value.key}"
    return value
