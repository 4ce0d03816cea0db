"""Whatever was delivered, withdrawn, merged, split and un-merged, the registers are those of what remains.

The oracle is another office: it is given the remaining deliveries in another order, then the judgements that are left of
the clerks' when every merge that was taken back is struck out, and nothing else. And at every moment that has passed
the registers still answer as they did then.
"""

from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from registries.crosswalk import judging
from registries.crosswalk.judging import Clerk, JudgementRefusedError
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.tables import outranked
from registries.database import transaction
from registries.inspection import faults
from tests.loaders.offices import Office, house
from tests.loaders.test_random_histories import Delivered, said, village
from tests.prove import examples

__all__ = ["village"]

CLERK = Clerk("Сауле", "seen with both papers")
Pair = tuple[str, str]
ACTS = {"MERGE": judging.merge, "SPLIT": judging.split, "UNMERGE": judging.unmerge}


@dataclass(frozen=True)
class Withdrawn:
    """The delivery at this place of those taken so far, counted round."""

    place: int


@dataclass(frozen=True)
class Judged:
    """An act of a clerk on two of the records there are, counted round."""

    act: str
    one: int
    other: int


Step = Delivered | Withdrawn | Judged
OF_PERSONS = (*REGISTERS["individual"].facts, outranked)


@dataclass
class Lived:
    """What a history left: deliveries that count, and the clerks' words in the order they were said."""

    taken: list[tuple[int, Delivered]] = field(default_factory=list)
    words: list[tuple[Pair, str]] = field(default_factory=list)
    seen: list[tuple[object, object]] = field(default_factory=list)

    def left(self) -> dict[Pair, str]:
        found: dict[Pair, str] = {}
        for pair, act in self.words:
            found.pop(pair, None)
            if act != "UNMERGE":
                found[pair] = act
        return found


def records(office: Office) -> list[str]:
    return [str(row[0]) for row in office.rows(_RECORDS)]


def judged(office: Office, act: str, pair: Pair) -> bool:
    """Whether the register took the judgement."""
    try:
        with transaction(office.engine) as connection:
            ACTS[act](connection, *(judging.record_named(connection, name) for name in pair), CLERK)
    except JudgementRefusedError:
        return False
    return True


def lived(office: Office, history: list[Step]) -> Lived:
    found = Lived()
    for step in history:
        _step(office, found, step)
        with office.engine.connect() as connection:
            moment = connection.scalar(text("SELECT max(stamped_at) FROM temporal.transaction"))
        found.seen.append((moment, office.believed_at(moment, OF_PERSONS)))
    return found


def _step(office: Office, found: Lived, step: Step) -> None:
    if isinstance(step, Delivered):
        days = {(one.source, one.month) for _, one in found.taken}
        # A second full delivery of one day is refused; of changes there may be several.
        if step.source == "residence" or (step.source, step.month) not in days:
            report = office.load(step.source, step.content, step.day)
            found.taken += [(report.delivery, step)] if not report.unchanged else []
    elif isinstance(step, Withdrawn) and found.taken:
        number, _ = found.taken.pop(step.place % len(found.taken))
        office.withdraw(number)
    elif isinstance(step, Judged) and (known := records(office)):
        left, right = sorted((known[step.one % len(known)], known[step.other % len(known)]))
        if left != right and judged(office, step.act, (left, right)):
            # What a weight linked is taken back by telling the two apart: nobody had merged them.
            by_weight = step.act == "UNMERGE" and found.left().get((left, right)) != "MERGE"
            found.words.append(((left, right), "SPLIT" if by_weight else step.act))


deliveries = st.builds(
    Delivered,
    st.sampled_from(("gbd_fl", "gbd_fl", "tax", "documents", "residence")),
    said.map(tuple),
    st.integers(1, 9),
)
judgements = st.builds(
    Judged, st.sampled_from(("MERGE", "MERGE", "SPLIT", "UNMERGE")), st.integers(0, 9), st.integers(0, 9)
)
histories = st.lists(
    st.one_of(deliveries, deliveries, judgements, judgements, st.builds(Withdrawn, st.integers(0, 5))),
    min_size=2,
    max_size=8,
)

TWO = Delivered("gbd_fl", ((0, 0), (2, 0)), 1)


@given(histories)
@settings(
    max_examples=examples(8, full=500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([TWO, Judged("MERGE", 0, 1), Delivered("tax", ((0, 0), (2, 0)), 2), Judged("UNMERGE", 0, 1)])
@example([TWO, Delivered("tax", ((0, 0), (2, 0)), 2), Judged("MERGE", 2, 3), Judged("SPLIT", 0, 2), Withdrawn(0)])
# Linked by weight, broken by a namesake, joined again; taken back by a clerk; the number comes, or the person goes.
@example([Delivered("tax", ((2, 1),), 1), TWO, Delivered("gbd_fl", ((2, 0), (4, 0)), 3), Withdrawn(2)])
@example([TWO, Delivered("tax", ((0, 1), (2, 1)), 2), Judged("UNMERGE", 0, 2), Delivered("tax", ((0, 0), (2, 1)), 3)])
@example([TWO, Delivered("tax", ((2, 1),), 2), Judged("MERGE", 1, 2), Delivered("gbd_fl", ((0, 0),), 3), Withdrawn(0)])
@example([Delivered("gbd_fl", ((0, 0),), 1), Judged("MERGE", 0, 1), TWO, Judged("MERGE", 0, 1), Withdrawn(0)])
def test_the_registers_are_those_of_what_remains_and_the_past_answers_as_it_did(
    server: Engine, village: str, tmp_path: Path, history: list[Step]
) -> None:
    with house(server, village) as first, house(server, village) as second:
        office, other = Office(first, tmp_path), Office(second, tmp_path)
        found = lived(office, history)
        for _, one in reversed(found.taken):
            other.load(one.source, one.content, one.day)
        known = set(records(other))
        for pair, act in found.left().items():
            if known.issuperset(pair):
                assert judged(other, act, pair)
        assert office.main_tables() == other.main_tables()
        assert [(moment, office.believed_at(moment, OF_PERSONS)) for moment, _ in found.seen] == found.seen
        with first.connect() as connection:
            assert [fault for fault in faults(connection) if fault[1]] == []


_RECORDS = """
    SELECT s.name || '/' || r.key FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id
     WHERE s.register = 'individual' ORDER BY 1
"""
