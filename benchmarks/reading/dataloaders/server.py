"""The same answers by strawberry's resolvers with data loaders, over SQLAlchemy's asyncio and asyncpg, made lean.

One statement a field for all siblings, rows instead of ORM objects, documents parsed and validated once, no framework
between granian and the schema, orjson for the body. `plain` is the same in the ordinary way.

PEER: a JSON object with database, pool, plans (plan_cache_mode), address (SQL of the whole address of `a.id` on `:day`)
and residents (SQL of who lives at the address `:id` on `:day`, at most `:most`).
"""

import asyncio
import json
import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Any, NewType

import orjson
import strawberry
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

PEER = json.loads(os.environ["PEER"])
ALMATY = timezone(timedelta(hours=5))
STANDING = "(s.valid_time @> CAST(:day AS date) OR (s.starts_after < CAST(:day AS date) AND lower(s.valid_time) > CAST(:day AS date)))"
STATEMENTS = {
    "iin": text(
        "SELECT s.individual_id AS id, s.value FROM crosswalk.individual_identifier s "
        f"WHERE s.individual_id = ANY (:ids) AND s.scheme = 'IIN' AND {STANDING} "
        "ORDER BY s.individual_id, NOT s.valid_time @> CAST(:day AS date), lower(s.valid_time) DESC, s.value DESC"
    ),
    "names": text(
        "SELECT DISTINCT ON (s.individual_id, s.script) s.individual_id AS id, s.script, s.surname, s.given_name, "
        f"s.patronymic FROM individual.name s WHERE s.individual_id = ANY (:ids) AND {STANDING} "
        "ORDER BY s.individual_id, s.script, s.valid_time"
    ),
    "birth": text(
        "SELECT DISTINCT ON (s.individual_id) s.individual_id AS id, s.birth_date FROM individual.birth s "
        f"WHERE s.individual_id = ANY (:ids) AND {STANDING} ORDER BY s.individual_id, s.valid_time"
    ),
    "identifiers": text(
        "SELECT DISTINCT ON (s.individual_id, s.scheme, s.value) s.individual_id AS id, s.scheme, s.value, "
        "lower(s.valid_time) AS valid_from, upper(s.valid_time) AS valid_to FROM crosswalk.individual_identifier s "
        f"WHERE s.individual_id = ANY (:ids) AND {STANDING} ORDER BY s.individual_id, s.scheme, s.value, s.valid_time"
    ),
    "documents": text(
        "SELECT DISTINCT ON (s.individual_id, s.kind, s.number) s.individual_id AS id, s.kind, s.number, s.issuer, "
        "lower(s.valid_time) AS valid_from, upper(s.valid_time) AS valid_to FROM individual.document s "
        f"WHERE s.individual_id = ANY (:ids) AND {STANDING} ORDER BY s.individual_id, s.kind, s.number, s.valid_time"
    ),
    "residence": text(
        "SELECT DISTINCT ON (s.individual_id) s.individual_id AS id, s.address_id, lower(s.valid_time) AS since "
        f"FROM individual.residence s WHERE s.individual_id = ANY (:ids) AND {STANDING} "
        "ORDER BY s.individual_id, s.valid_time"
    ),
    "rka": text(
        "SELECT DISTINCT ON (s.address_id) s.address_id AS id, s.rka FROM address.address_code s "
        f"WHERE s.address_id = ANY (:ids) AND {STANDING} ORDER BY s.address_id, s.valid_time"
    ),
    "text": text(
        f"SELECT a.id, f.kk, f.ru FROM unnest(CAST(:ids AS bigint[])) a (id) CROSS JOIN LATERAL ({PEER['address']}) f"
    ),
}
# The B-tree on the number, as our own look-up reads it.
PERSON = text(
    "SELECT min(b.id) AS id, count(DISTINCT b.id) AS found FROM (SELECT s.individual_id AS id, "
    f"coalesce({STANDING}, false) AS holds, bool_or(coalesce({STANDING}, false)) OVER () AS borne "
    'FROM crosswalk.individual_identifier s WHERE s.value COLLATE "C" = CAST(:iin AS text) '
    "AND s.scheme = 'IIN') b WHERE b.holds OR NOT b.borne"
)
ADDRESS = text("SELECT s.address_id AS id FROM address.address_code s WHERE s.rka = :rka LIMIT 1")
RESIDENTS = text(PEER["residents"]) if PEER.get("residents") else None

engine = create_async_engine(
    PEER["database"].replace("postgresql://", "postgresql+asyncpg://"),
    pool_size=PEER["pool"],
    max_overflow=0,
    connect_args={"server_settings": {"jit": "off", "plan_cache_mode": PEER["plans"]}},
)


class Asked:
    """One operation: its connection, and a loader for each field and day asked for."""

    def __init__(self, connection: AsyncConnection | AsyncSession) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()  # a connection speaks to one at a time
        self._loaders: dict[tuple[str, date], DataLoader[int, list[Any]]] = {}

    async def rows(self, statement: TextClause, values: dict[str, object]) -> Sequence[Any]:
        async with self._turn:
            return (await self._connection.execute(statement, values)).all()

    async def fetched(self, field: str, ids: Sequence[int], day: date) -> Sequence[Any]:
        """What stands of a field for all these identities."""
        return await self.rows(STATEMENTS[field], {"ids": list(ids), "day": day})

    def of(self, field: str, day: date) -> DataLoader[int, list[Any]]:
        if (field, day) not in self._loaders:

            async def load(ids: Sequence[int]) -> list[list[Any]]:
                found = defaultdict(list)
                for row in await self.fetched(field, ids, day):
                    found[row.id].append(row)
                return [found[identity] for identity in ids]

            self._loaders[field, day] = DataLoader(load)
        return self._loaders[field, day]


IIN = NewType("IIN", str)
RKA = NewType("RKA", str)


@strawberry.enum
class Language(Enum):
    KK = "kk"
    RU = "ru"


@strawberry.type
class PersonName:
    script: str
    surname: str
    given_name: str | None
    patronymic: str | None


@strawberry.type
class Birth:
    birth_date: date


@strawberry.type
class Identifier:
    scheme: str
    value: str
    valid_from: date | None
    valid_to: date | None


@strawberry.type
class Document:
    kind: str
    number: str
    issuer: str | None
    valid_from: date | None
    valid_to: date | None


@strawberry.type
class Address:
    id: strawberry.Private[int]
    day: strawberry.Private[date]

    @strawberry.field
    async def rka(self, info: Info) -> str | None:
        rows = await info.context.of("rka", self.day).load(self.id)
        return rows[0].rka if rows else None

    @strawberry.field
    async def full(self, info: Info, language: Language) -> str | None:
        rows = await info.context.of("text", self.day).load(self.id)
        return getattr(rows[0], language.value) if rows else None

    @strawberry.field
    async def residents(self, info: Info, first: int = 50) -> "Residents":
        found = await info.context.rows(RESIDENTS, {"id": self.id, "day": self.day, "most": first})
        return Residents(edges=[Edge(node=Individual(id=row.id, day=self.day)) for row in found])


@strawberry.type
class Residence:
    since: date | None
    address: Address


@strawberry.type
class Individual:
    id: strawberry.Private[int]
    day: strawberry.Private[date]

    @strawberry.field
    async def iin(self, info: Info) -> str | None:
        rows = await info.context.of("iin", self.day).load(self.id)
        return rows[0].value if rows else None

    @strawberry.field
    async def names(self, info: Info) -> list[PersonName]:
        rows = await info.context.of("names", self.day).load(self.id)
        return [
            PersonName(script=r.script, surname=r.surname, given_name=r.given_name, patronymic=r.patronymic)
            for r in rows
        ]

    @strawberry.field
    async def birth(self, info: Info) -> Birth | None:
        rows = await info.context.of("birth", self.day).load(self.id)
        return Birth(birth_date=rows[0].birth_date) if rows else None

    @strawberry.field
    async def identifiers(self, info: Info) -> list[Identifier]:
        rows = await info.context.of("identifiers", self.day).load(self.id)
        return [Identifier(scheme=r.scheme, value=r.value, valid_from=r.valid_from, valid_to=r.valid_to) for r in rows]

    @strawberry.field
    async def documents(self, info: Info) -> list[Document]:
        rows = await info.context.of("documents", self.day).load(self.id)
        return [
            Document(kind=r.kind, number=r.number, issuer=r.issuer, valid_from=r.valid_from, valid_to=r.valid_to)
            for r in rows
        ]

    @strawberry.field
    async def residence(self, info: Info) -> Residence | None:
        rows = await info.context.of("residence", self.day).load(self.id)
        return Residence(since=rows[0].since, address=Address(id=rows[0].address_id, day=self.day)) if rows else None


@strawberry.type
class Edge:
    node: Individual


@strawberry.type
class Residents:
    edges: list[Edge]


@strawberry.type
class Query:
    @strawberry.field
    async def individual(self, info: Info, iin: IIN, as_of: date | None = None) -> Individual | None:
        day = as_of or datetime.now(ALMATY).date()
        (row,) = await info.context.rows(PERSON, {"iin": iin, "day": day})
        return Individual(id=row.id, day=day) if row.found == 1 else None

    @strawberry.field
    async def address(self, info: Info, rka: RKA, as_of: date | None = None) -> Address | None:
        day = as_of or datetime.now(ALMATY).date()
        found = await info.context.rows(ADDRESS, {"rka": rka})
        return Address(id=found[0].id, day=day) if found else None


_numbers = {number: strawberry.scalar(name=number.__name__, serialize=str, parse_value=str) for number in (IIN, RKA)}
schema = strawberry.Schema(
    Query,
    extensions=[ParserCache(maxsize=100), ValidationCache(maxsize=100)],
    config=StrawberryConfig(scalar_map=_numbers),
)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """ASGI: POST of a GraphQL request, the answer as JSON."""
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    asked = orjson.loads(body)
    if "__typename" in asked["query"] and "individual" not in asked["query"]:
        result = await schema.execute(asked["query"])
    else:
        async with engine.connect() as connection:
            result = await schema.execute(
                asked["query"], variable_values=asked.get("variables"), context_value=Asked(connection)
            )
    told: dict[str, Any] = {"data": result.data}
    if result.errors:
        told["errors"] = [error.formatted for error in result.errors]
    answer = orjson.dumps(told)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 500 if result.errors else 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})
