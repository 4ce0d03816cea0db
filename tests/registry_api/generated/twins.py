"""The product and the oracle on one generated world, asked the same, and what they say differently."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from registries.access.consumers import named
from registries.access.token import issue
from registries.settings import Settings
from registry_api.admission import Admission
from registry_api.faults import Fault
from registry_api.request import Request
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client
from tests.registry_api.generated import values, worlds
from tests.registry_api.generated.calendar import DAYS, some_day
from tests.registry_api.generated.minimal import minimal
from tests.registry_api.generated.opaque import Opaques
from tests.registry_api.generated.operations import Operation, Pools, operation
from tests.registry_api.oracle.answering import SCHEMA, Told, answer
from tests.registry_api.oracle.books import Books, read_books

FAR = "2999-01-01T00:00:00Z"


@dataclass(repr=False)
class Twins:
    """One world with both answerers before it."""

    database: Engine
    app: Application
    client: Client
    world: worlds.World
    books: Books
    log: Connection
    opaque: Opaques = field(default_factory=Opaques)
    logged: int = 0

    def operation(self, seed: int, *, known: bool = False) -> Operation:
        """The operation of a seed; where `known`, of a belief that no writer can move any more."""
        moments = _moments(self.world.moments[: -1 if known else None])
        pools = Pools(
            {**POOLS, **self.opaque.pools, "knownAt": moments if known else [*moments, FAR]},
            values.ASKED,
            lambda rng: some_day(rng).isoformat(),
        )
        return operation(SCHEMA, seed, pools.choose, known=known)

    def differences(self, asked: Operation) -> list[str]:
        """What the two say differently; the product is asked twice, for it may remember how it answered."""
        expected = answer(self.books, asked.document, asked.variables, self.opaque.named)
        found = []
        for time in ("first", "second"):
            found += [f"{time}: {one}" for one in self.opaque.compared(self.product(asked), expected)]
        return found

    def product(self, asked: Operation) -> Told:
        """What the product answers, and the receipts it leaves."""
        response = self.client.ask(asked.document, asked.variables)
        body = json.loads(response.raw, object_pairs_hook=_without_doubles)
        errors = {(tuple(error.get("path") or ()), error["extensions"]["code"]) for error in body.get("errors", ())}
        if response.status != 200:
            errors.add(((), f"status {response.status}"))
        return Told(body.get("data"), frozenset(errors), frozenset(self._receipts(response.headers["X-Request-Id"])))

    def _receipts(self, request: str) -> list[tuple[Any, ...]]:
        """What a request left in the log: one row for each subject and point."""
        asked = "SELECT id, individual_id, as_of, known_at, fields FROM access.access_log WHERE id > :last AND request_id = :request"
        rows = self.log.execute(text(asked), {"last": self.logged, "request": request}).all()
        self.logged = max((row.id for row in rows), default=self.logged)
        assert len({row[1:4] for row in rows}) == len(rows), f"two rows for one subject and one point: {rows}"
        return [(*row[1:4], leaf) for row in rows for leaf in row.fields]

    def close(self) -> None:
        self.log.close()
        self.app.answering.pool.close()

    def harvest(self) -> None:
        """Learn ids and cursors that operations can ask with."""
        for document in HARVEST:
            found = self.differences(Operation(document, {}))
            assert not found, "\n".join([document, *found])
        self.opaque.pool()

    def smallest(self, asked: Operation) -> Operation:
        """The smallest operation that the two still answer differently."""
        return minimal(SCHEMA, asked, lambda tried: bool(self.differences(tried)))

    def explained(self, asked: Operation) -> str:
        small = self.smallest(asked)
        return "\n".join([small.document, json.dumps(small.variables, ensure_ascii=False), *self.differences(small)])


class Unlimited(Admission):
    """Lets every document in."""

    def faults(self, request: Request) -> list[Fault]:
        return []


def twins(database: Engine, home: Path, seed: int) -> Twins:
    """The world of a seed, in an empty register, and both answerers."""
    world = worlds.build(database, seed)
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(database_url=url, data_dir=home, synthetic=True)
    # What is compared is what is answered; how much may be asked is another matter, and has its own tests.
    app = replace(application(settings), admission=Unlimited(SCHEMA))
    with database.begin() as connection:
        caller = named(connection, "portal")
    client = Client(app, issue(settings, caller.consumer, caller.official))
    made = Twins(database, app, client, world, read_books(database), log_of(database))
    if "node" in SCHEMA.query_type.fields:
        made.harvest()
    return made


def log_of(database: Engine) -> Connection:
    """A connection on which the receipts of all operations are read."""
    return database.connect().execution_options(isolation_level="AUTOCOMMIT")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs), "a key stands twice in one object"
    return dict(pairs)


def _moments(believed: Sequence[datetime]) -> list[str]:
    """Around every belief, and long before the first."""
    near = [moment + timedelta(microseconds=by) for moment in believed for by in (-1, 0, 1)]
    zones = (UTC, UTC, None)
    written = [moment.astimezone(zone).isoformat() for moment, zone in zip(near, zones * len(near), strict=False)]
    return [*written, "1999-01-01T00:00:00Z"]


CURSORS = "edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }"
HARVEST = [
    *(f'{{ individual(iin: "{number}") {{ id }} }}' for number in values.IINS),
    *(f'{{ legalEntity(bin: "{number}") {{ id }} }}' for number in values.BINS),
    *(f'{{ realEstate(cadastralNumber: "{number}") {{ id }} }}' for number in values.PLOTS),
    *(f'{{ address(rka: "{number}") {{ id residents {{ {CURSORS} }} }} }}' for number in values.RKA),
    *(f'{{ geonym(rko: "{number}") {{ id addresses {{ {CURSORS} }} }} }}' for number in values.RKO),
    *(
        f'{{ administrativeUnit(kato: "{number}") {{ id children {{ {CURSORS} }} geonyms {{ {CURSORS} }} }} }}'
        for number in values.KATO
    ),
]
POOLS: dict[str, Sequence[object]] = {
    "iin": [*values.IINS * 3, values.STRANGE_IIN, f"{values.IINS[0][:6]} {values.IINS[0][6:]}"],
    "kato": [*values.KATO * 3, f"{values.KATO[1]}0", "999999999"],
    "territoryOn.kato": [[], list(values.KATO), values.KATO[1], [values.KATO[2], f"{values.KATO[1]}0", "999999999"]],
    "recodeTerritory.kato": [[], list(values.KATO), [values.KATO[2], f"{values.KATO[1]}0", "999999999"]],
    "rka": [*values.RKA * 2, "9900000000009999"],
    "bin": [*values.BINS * 3, "151390001230"],
    "cadastralNumber": [*values.PLOTS * 2, "99 001 001 0001", "99-009-009-009"],
    "language": ["KK", "RU"],
    "rko": [*values.RKO, "9999"],
    "surname": [*values.SURNAMES, "ким", "СЕРІКОВА"],
    "unitsNamed.name": [*values.UNIT_NAMES, "АБАЙ", "абай-облысы", "", "Аксу", "АҚСУ", "Семей", "айгызский", "с"],
    "geonymsNamed.name": [*values.GEONYM_NAMES, "абая", "нет такой"],
    "givenName": ["Айгүл", "тимур", "Никто"],
    "birthDate": [day.isoformat() for day in DAYS],
    "from": [day.isoformat() for day in DAYS],
    "first": [0, 1, 1, 2, 2, 3, 3, 50, 100, 100, 101],
    "last": [0, 1, 2, 3, 100, -1],
}
