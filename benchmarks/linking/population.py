"""People of the synthetic country by the million: the register's match rows, and the rows of one department about them.

Families of 20,000 people at a time, each block by its own seed and in constant memory: the names, families, twins, near
siblings and namesakes of `loaders.country`, and the dirt of a profile on every record, no identifiers. Parquet files of
canonical keys are written once for each size, seed and profile into .registries/benchmarks.
"""

import hashlib
import json
import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from linking.country import FOLDER, PROFILES

from loaders.country.chance import one_of, stream
from loaders.country.dirt import DirtKind
from loaders.country.families import Families
from loaders.country.naming import for_sex
from loaders.country.people import Group, Person, Sex
from loaders.country.record import Record, Subject
from loaders.country.rounds import FIRST_ROUND
from loaders.country.soiling import Soiling
from loaders.country.turns import change_forms, part_couples
from loaders.country.wordlists import surnames
from loaders.linkage.asked import ASKED
from registries.crosswalk.comparison import Name
from registries.crosswalk.match_rows import COLUMNS, usable_fields
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described

BLOCK = 20_000
FEWEST_USABLE = 2
SEXES = {Sex.MAN: "MALE", Sex.WOMAN: "FEMALE"}
_TEXTS = [(column, pa.string()) for column in COLUMNS]
REGISTER = pa.schema([("person", pa.int64()), *_TEXTS])
TRUTH = pa.schema([("record", pa.int32()), ("person", pa.int64()), ("usable", pa.bool_()), ("dirt", pa.string())])
SCHEMAS = {"register": REGISTER, "records": ASKED, "truth": TRUTH}
Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Population:
    """`truth`: whom each record speaks of, null for a stranger. `normalising`: processor seconds the records' keys cost."""

    folder: Path
    persons: int
    records: int
    normalising: float

    def path(self, name: str) -> str:
        return str(self.folder / f"{name}.parquet")


@dataclass(frozen=True, slots=True)
class _Block:
    """People numbered from `first_person`, and so many records about them and about strangers from `first_record`."""

    seed: int
    profile: str
    persons: int
    first_person: int
    about: int
    strangers: int
    first_record: int


def population(records: int, persons: int, seed: int, profile: str, workers: int = 2) -> Population:
    """A stranger among the records as often as the profile says; nobody of the register is spoken of twice."""
    name = repr([seed, BLOCK, individual_model().recipe, PROFILES[profile]])
    folder = FOLDER / f"population-{records}-{persons}-{profile}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    made = folder / "made.json"
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made.write_text(json.dumps(_write(folder, list(_blocks(records, persons, seed, profile)), workers)))
    return Population(folder, persons, records, json.loads(made.read_text()))


def _blocks(records: int, persons: int, seed: int, profile: str) -> Iterator[_Block]:
    strangers = round(records * PROFILES[profile].rate(DirtKind.STRANGER))
    count = max(1, -(-persons // BLOCK))
    person = record = 0
    for number in range(count):
        people, about, others = (
            total * (number + 1) // count - total * number // count
            for total in (persons, records - strangers, strangers)
        )
        yield _Block(seed * 1_000_000 + number, profile, people, person, about, others, record)
        person, record = person + people, record + about + others


def _write(folder: Path, blocks: Sequence[_Block], workers: int) -> float:
    writers = {name: pq.ParquetWriter(folder / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()}
    seconds = 0.0
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for tables, spent in pool.map(_grown, blocks):
            for name, table in tables.items():
                writers[name].write_table(table)
            seconds += spent
    for writer in writers.values():
        writer.close()
    return seconds


def _grown(block: _Block) -> tuple[dict[str, pa.Table], float]:
    """The three tables of a block, and the seconds that the keys of its records cost."""
    dirt = PROFILES[block.profile]
    people = Families(block.persons, block.seed, dirt).grow()
    part_couples(people, block.seed)
    change_forms(people, block.seed)
    others = Families(block.strangers, block.seed + 500_000, dirt)
    strangers = [others.single(date(1945, 1, 1), date(2004, 12, 31)) for _ in range(block.strangers)]
    rows: Rows = {name: [] for name in SCHEMAS}
    for person in people:
        said = Described(tuple(_registered(person)), (person.birth,), (SEXES[person.sex],))
        rows["register"] += [(block.first_person + person.index, *row) for row in said.rows()]
    spoken_of = sorted(stream(block.seed, "spoken of").sample(range(block.persons), block.about))
    asked = [(block.first_person + n, people[n], people) for n in spoken_of] + [(None, s, []) for s in strangers]
    spent = _records(block, asked, rows)
    return {name: pa.Table.from_pylist(_named(rows[name], schema), schema) for name, schema in SCHEMAS.items()}, spent


def _named(rows: Iterable[tuple[object, ...]], schema: pa.Schema) -> list[dict[str, object]]:
    return [dict(zip(schema.names, row, strict=True)) for row in rows]


def _records(block: _Block, asked: Sequence[tuple[int | None, Person, list[Person]]], rows: Rows) -> float:
    soiling, spent = Soiling(PROFILES[block.profile]), 0.0
    for record, (true, person, people) in enumerate(asked, block.first_record):
        key = f"{block.seed}|{record}"
        written = Record.of(person.name_on(FIRST_ROUND), person)
        kinds = soiling.soil(written, _subject(person, people, key), key)
        said = _described(written)
        begun = time.process_time()
        as_written, turned = said.rows(), said.turned()
        spent += time.process_time() - begun
        rows["records"] += [(record, False, None, *row) for row in as_written]
        rows["records"] += [(record, True, None, *row) for row in turned]
        usable = max(map(usable_fields, as_written), default=0) >= FEWEST_USABLE
        rows["truth"].append((record, true, usable, "|".join(kinds)))
    return spent


def _registered(person: Person) -> Iterator[Name]:
    """As the register tells a person: the name borne today, and the form of it borne before."""
    for place in range(len(person.names) - 1, -1, -1):
        name = person.names[place].name
        yield name.surname, name.given, name.patronymic or None
        if person.names[place].reason != "form":
            return


def _described(record: Record) -> Described:
    name = (record.surname or None, record.given or None, record.patronymic or None)
    births = (record.birth,) if isinstance(record.birth, date) else ()
    years = (record.birth,) if isinstance(record.birth, int) else ()
    return Described((name,), births, () if record.sex is None else (SEXES[record.sex],), years)


def _subject(person: Person, people: Sequence[Person], key: str) -> Subject:
    """Without numbers and places, which these records do not carry."""
    return Subject(person, lambda: _other_surname(person, people, key), lambda _: {}, dict, lambda _: "")


def _other_surname(person: Person, people: Sequence[Person], key: str) -> str:
    """A woman's: one she bore before, else her husband's, else one of which the register was never told."""
    if person.sex is not Sex.WOMAN or person.age_on(FIRST_ROUND) < 18:
        return ""
    written = person.name_on(FIRST_ROUND).surname
    borne = [named.name.surname for named in person.names if named.name.surname != written]
    husbands = [for_sex(people[m.spouse].name_on(m.first_day).surname, Sex.WOMAN) for m in person.marriages]
    unknown = one_of(stream(key, "unknown surname"), surnames(Group(person.group))).kazakh
    known = [*borne[-1:], *(surname for surname in husbands if surname != written)]
    return known[0] if known else for_sex(unknown, Sex.WOMAN)
