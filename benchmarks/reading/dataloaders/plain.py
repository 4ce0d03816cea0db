"""The same schema in the ordinary way: ORM entities, a session an operation, strawberry's own ASGI application."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

import strawberry
from server import PEER, Asked, Query, _numbers, engine
from sqlalchemy import BigInteger, ColumnElement, ForeignKey, and_, func, or_, select
from sqlalchemy.dialects.postgresql import DATERANGE, Range
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig


class Base(DeclarativeBase):
    # A 32-bit parameter on a 64-bit GiST key would be read without the index.
    type_annotation_map = {Range[date]: DATERANGE, int: BigInteger}  # noqa: RUF012  SQLAlchemy's own way


class Dated:
    """What every version has. The whole key is in the primary key, as in the table."""

    valid_time: Mapped[Range[date]] = mapped_column(primary_key=True)
    starts_after: Mapped[date | None]

    @property
    def valid_from(self) -> date | None:
        return self.valid_time.lower

    @property
    def valid_to(self) -> date | None:
        return self.valid_time.upper

    @classmethod
    def stands(cls, day: date) -> ColumnElement[bool]:
        begun = and_(cls.starts_after < day, func.lower(cls.valid_time) > day)
        return or_(cls.valid_time.contains(day), begun)


class Name(Dated, Base):
    __tablename__, __table_args__ = "name", {"schema": "individual"}
    id: Mapped[int] = mapped_column("individual_id", primary_key=True)
    script: Mapped[str] = mapped_column(primary_key=True)
    surname: Mapped[str]
    given_name: Mapped[str | None]
    patronymic: Mapped[str | None]


class Birth(Dated, Base):
    __tablename__, __table_args__ = "birth", {"schema": "individual"}
    id: Mapped[int] = mapped_column("individual_id", primary_key=True)
    birth_date: Mapped[date]


class Identifier(Dated, Base):
    __tablename__, __table_args__ = "individual_identifier", {"schema": "crosswalk"}
    id: Mapped[int] = mapped_column("individual_id", primary_key=True)
    scheme: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class Document(Dated, Base):
    __tablename__, __table_args__ = "document", {"schema": "individual"}
    id: Mapped[int] = mapped_column("individual_id", primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    issuer: Mapped[str | None]


class Code(Dated, Base):
    __tablename__, __table_args__ = "address_code", {"schema": "address"}
    id: Mapped[int] = mapped_column("address_id", primary_key=True)
    rka: Mapped[str]


class Residence(Dated, Base):
    __tablename__, __table_args__ = "residence", {"schema": "individual"}
    id: Mapped[int] = mapped_column("individual_id", primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey(Code.id))

    @property
    def since(self) -> date | None:
        return self.valid_time.lower


# The entity of a field, and the columns that may stand side by side.
ENTITIES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "names": (Name, ("script",)),
    "birth": (Birth, ()),
    "identifiers": (Identifier, ("scheme", "value")),
    "iin": (Identifier, ("scheme", "value")),
    "documents": (Document, ("kind", "number")),
    "residence": (Residence, ()),
    "rka": (Code, ()),
}


class AskedOfEntities(Asked):
    """Fields are read as entities; what no entity has, the whole address, as rows."""

    async def fetched(self, field: str, ids: Sequence[int], day: date) -> Sequence[Any]:
        if field not in ENTITIES:
            return await super().fetched(field, ids, day)
        entity, key = ENTITIES[field]
        order = [getattr(entity, name) for name in ("id", *key, "valid_time")]
        wanted = select(entity).where(entity.id.in_(ids), entity.stands(day)).order_by(*order)
        if field == "iin":
            wanted = wanted.where(entity.scheme == "IIN").order_by(None).order_by(
                entity.id, ~entity.valid_time.contains(day), func.lower(entity.valid_time).desc(), entity.value.desc()
            )  # fmt: skip
        first: dict[tuple[Any, ...], Any] = {}
        async with self._turn:
            for row in await self._connection.scalars(wanted):
                first.setdefault(tuple(getattr(row, name) for name in ("id", *key)), row)
        return list(first.values())


sessions = async_sessionmaker(engine, expire_on_commit=False)


class InSession(SchemaExtension):
    """One session an operation."""

    async def on_operation(self) -> AsyncIterator[None]:
        async with sessions() as session:
            self.execution_context.context = AskedOfEntities(session)
            yield


schema = strawberry.Schema(
    Query,
    extensions=[ParserCache(maxsize=100), ValidationCache(maxsize=100), InSession],
    config=StrawberryConfig(scalar_map=_numbers),
)
application = GraphQL(schema, graphql_ide=None)

__all__ = ["PEER", "application"]
