"""Training the model of individuals: m from records and people that carry one identifier, u from pairs at random.

A number may be mistyped or another's: about one pair in a hundred that agree on it are two people. So m is not counted
but estimated by EM, which tells those few apart by everything else that is said. The few are taken to agree as random pairs
do: left to itself, EM finds another class among so many that are the same, such as all who are written with initials.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registries.crosswalk.reading import Reading
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Record, Scorer
from registries.crosswalk.weighing.training import (
    Pair,
    expectation_maximisation,
    patterns,
    random_pairs,
    shares,
    trained,
)

RANDOM_PAIRS = 2_000_000
# How often names stand in each other's field is declared, not learnt.
DECLARED = ("order",)
# The weights of one round choose between the readings of a name in the next.
ROUNDS = 2
Number = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record or a person for training: the match rows, and the numbers by which pairs are found."""

    rows: tuple[Record, ...]
    turned: tuple[Record, ...]
    numbers: frozenset[Number]

    @classmethod
    def of(cls, reading: Reading) -> "Numbered":
        said = Described.of(reading)
        return cls(
            tuple(said.rows()), tuple(said.turned()), frozenset((i.scheme, i.value) for i in reading.identifiers)
        )


def train(model: Model, register: Sequence[Numbered], records: Iterable[Numbered], *, seed: int = 1) -> Model:
    """`model` with m and u learnt; the same people in the same order give the same weights."""
    bearers = _bearers(register)
    together = [
        ((*record.rows, *record.turned), person)
        for record in records
        if (person := _person(record, bearers)) is not None
    ]
    left = [rows[0] for rows, _ in together if rows]
    right = [person.rows[0] for person in register if person.rows]
    u = shares(model, patterns(model, random_pairs(left, right, RANDOM_PAIRS, seed)))
    for _ in range(ROUNDS):
        counted = patterns(model, _pairs(model, together))
        m, _share = expectation_maximisation(model, counted, u, guess=0.99, keep_u=True)
        model = _declared(trained(model, m, u), model)
    return model


def _bearers(register: Iterable[Numbered]) -> dict[Number, Numbered | None]:
    """None for a number of two people."""
    bearers: dict[Number, Numbered | None] = defaultdict(lambda: None)
    seen: set[Number] = set()
    for person in register:
        for number in person.numbers:
            bearers[number] = None if number in seen else person
            seen.add(number)
    return bearers


def _person(record: Numbered, bearers: dict[Number, Numbered | None]) -> Numbered | None:
    people = {id(person): person for number in record.numbers if (person := bearers.get(number)) is not None}
    return next(iter(people.values())) if len(people) == 1 else None


def _pairs(model: Model, together: Iterable[tuple[Sequence[Record], Numbered]]) -> Iterable[Pair]:
    """Of the rows on both sides the two that fit best, as the matcher takes them."""
    weigh = Scorer(model).weigh
    for rows, person in together:
        pairs = [(row, other) for row in rows for other in person.rows]
        if pairs:
            yield pairs[0] if len(pairs) == 1 else max(pairs, key=lambda pair: weigh(*pair))


def _declared(learnt: Model, before: Model) -> Model:
    kept = {name: [(level.m, level.u) for level in before.comparison(name).levels] for name in DECLARED}
    return learnt.with_levels(kept)
