"""Who may ask: consumers and their clerks, registered before a token is issued to them."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from registries.access.tables import clerk, consumer
from registries.errors import RegistryError
from registries.temporal.read import Read

# What the three kinds of user ask for where a consumer of that kind states nothing more exact (development).
PURPOSES = {
    "portal": "service to the citizen who asks",
    "department": "matching of departmental records",
    "analyst": "statistics and history of addresses",
}


# One row, or none for an unknown asker: for statements that answer. `untrusted`: he is held to the documents of his kind,
# and this is none of them. Parameters :consumer, :official, and :relied_on, the kinds that rely on the document.
ASKER = (
    "SELECT c.name, c.purpose, "
    "c.trusted_documents_only AND c.kind <> ALL (CAST(:relied_on AS text[])) AS untrusted "
    "FROM access.consumer c WHERE c.name = CAST(:consumer AS text) AND "
    "(CAST(:official AS text) IS NULL OR EXISTS (SELECT FROM access.clerk k "
    "WHERE k.name = CAST(:official AS text) AND k.consumer = c.name))"
)

ASKER_READ = (
    Read(consumer, ("name", "kind", "purpose", "trusted_documents_only")),
    Read(clerk, ("name", "consumer")),
)


class UnknownConsumerError(RegistryError):
    code = "UNKNOWN_CONSUMER"


@dataclass(frozen=True, slots=True)
class Caller:
    """A system that asks, and the clerk who asks through it."""

    consumer: str
    official: str | None = None


def register_consumer(connection: Connection, name: str, kind: str, purpose: str) -> None:
    """Add a consumer; one that exists stays as it is."""
    connection.execute(upsert(consumer).values(name=name, kind=kind, purpose=purpose).on_conflict_do_nothing())


def register_clerk(connection: Connection, name: str, of: str) -> None:
    """Add a clerk of a registered consumer. Raises UnknownConsumerError where the name is another consumer's clerk."""
    owner = connection.scalar(select(clerk.c.consumer).where(clerk.c.name == name))
    if owner is None:
        connection.execute(insert(clerk).values(name=name, consumer=of))
    elif owner != of:
        raise _unknown("this clerk works in another system")


def named(connection: Connection, who: str) -> Caller:
    """The caller that `who` names: a consumer, a registered clerk, or `clerk@consumer`, registered where new.

    A consumer called like a kind (`portal`, `department`, `analyst`), or like a kind and a hyphen with more after it,
    is registered where new. Raises UnknownConsumerError for any other.
    """
    if "@" in who:
        caller = Caller(_consumer(connection, who.rsplit("@", 1)[1]), who)
        register_clerk(connection, who, caller.consumer)
        return caller
    owner = connection.scalar(select(clerk.c.consumer).where(clerk.c.name == who))
    return Caller(_consumer(connection, who)) if owner is None else Caller(owner, who)


def not_admitted(caller: Caller) -> UnknownConsumerError:
    """Why ASKER has no row."""
    if caller.official is None:
        return _unknown("this consumer is not registered")
    return _unknown("this consumer is not registered, or this clerk not with it")


def hold_to_documents(connection: Connection, name: str, held: bool) -> None:
    """Whether the consumer is answered only the documents registered for its kind. Raises UnknownConsumerError."""
    found = connection.execute(update(consumer).values(trusted_documents_only=held).where(consumer.c.name == name))
    if found.rowcount == 0:
        raise _unknown("this consumer is not registered")


def let_review(connection: Connection, name: str, may: bool) -> None:
    """Whether the clerk may decide who records speak of. Raises UnknownConsumerError."""
    if connection.execute(update(clerk).values(reviews=may).where(clerk.c.name == name)).rowcount == 0:
        raise _unknown("this clerk is not registered")


def may_review(connection: Connection, caller: Caller) -> bool:
    """Whether the caller is a clerk, registered with his system, who may decide who records speak of."""
    if caller.official is None:
        return False
    where = (clerk.c.name == caller.official, clerk.c.consumer == caller.consumer)
    return bool(connection.scalar(select(clerk.c.reviews).where(*where)))


def _consumer(connection: Connection, name: str) -> str:
    if connection.scalar(select(consumer.c.name).where(consumer.c.name == name)) is None:
        kind = name.split("-", 1)[0]
        if kind not in PURPOSES:
            raise _unknown("this consumer is not registered")
        register_consumer(connection, name, kind, PURPOSES[kind])
    return name


def _unknown(message: str) -> UnknownConsumerError:
    return UnknownConsumerError(
        message, next_step="registries token CONSUMER|CLERK registers portal, department, analyst"
    )
