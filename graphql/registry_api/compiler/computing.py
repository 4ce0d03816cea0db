"""Fields of the root that compute: a function of ours first, then the one statement, with what it found as jsonb.

Both read in one transaction and one snapshot; who asks is looked at before the function is called.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import orjson
from graphql import GraphQLField
from sqlalchemy import Connection, select

from registries.access.tables import clerk
from registries.errors import RegistryError
from registries.prepared import PreparedStatement
from registry_api.compiler.found_rows import Asked, writer
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Computing, Rule, Scope, Statement
from registry_api.compiler.told import Manner, definition_of, told

Compute = Callable[..., object]
"""compute(connection, moment, **arguments by their Python names): what the field's type says, see `found_rows`.

`connection` is in the request's transaction and is not to be committed; `moment` is the point the field asks for. An
argument left out is its default or None. A RegistryError is the field's answer; it may not follow a failed statement.
"""
_TIME = ("asOf", "knownAt")


class TooManyError(RegistryError):
    """More was given to one field than is answered at once."""

    code = "TOO_MANY_GIVEN"

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} are answered at once", next_step="ask for the rest in further requests")


class OtherKindError(RegistryError):
    """A consumer asked for what is computed for consumers of another kind."""

    code = "NOT_FOR_THIS_CONSUMER"

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(
            f"this is answered to consumers of the kind {' or '.join(kinds)} alone",
            next_step="ask through a consumer of that kind",
        )


class NotAReviewerError(RegistryError):
    """Somebody asked for what only clerks who may review are shown."""

    code = "NOT_A_REVIEWER"

    def __init__(self) -> None:
        super().__init__(
            "this is answered to clerks who may review alone",
            next_step="registries review clerk NAME@CONSUMER --may gives the right",
        )


def computed(compute: Compute, manner: Manner) -> Rule:
    """The rule of a field of the root: what `compute` found."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        given = {
            definition_of(argument).python_name: statement.given(selected, defined, name, _bounded(manner, name))  # type: ignore[arg-type]
            for name, argument in defined.args.items()
            if name not in _TIME
        }
        parameter = statement.compute(
            Computing(
                selected,
                compute,
                writer(defined.type, manner, Asked(statement.document, selected)),
                given,
                at,
                defined.type,
                manner.kinds,
                manner.reviewers,
            )
        )
        row = statement.source(f"SELECT CAST(:{parameter} AS jsonb) AS value")
        return told(statement, replace(scope, at=at), selected, defined.type, f"{row}.value", manner)

    return rule


def _bounded(manner: Manner, argument: str) -> Callable[[object], object] | None:
    return partial(_within, manner.most) if argument == manner.each and manner.most is not None else None


def _within(most: int, given: object) -> object:
    if isinstance(given, Sequence) and len(given) > most:
        raise TooManyError(most)
    return given


def found(
    connection: Connection, computings: Sequence[Computing], values: Mapping[str, object]
) -> tuple[dict[str, object], dict[int, RegistryError]]:
    """The parameters with what was computed (null where it was refused), and the refusals by their place."""
    rows: dict[str, object] = {}
    refused: dict[int, RegistryError] = {}
    for place, one in enumerate(computings):
        arguments = {name: values[parameter] for name, parameter in one.given.items()}
        try:
            _check_asker(connection, one, values)
            made = one.compute(connection, one.at.moment(values), **arguments)
        except RegistryError as error:
            refused[place], rows[one.parameter(place)] = error, None
        else:
            rows[one.parameter(place)] = orjson.dumps(one.write(made)).decode()
    return rows, refused


def _check_asker(connection: Connection, one: Computing, values: Mapping[str, object]) -> None:
    """Raises OtherKindError, NotAReviewerError. That a clerk works with the consumer has been looked at before."""
    if one.reviewers and not connection.scalar(select(clerk.c.reviews).where(clerk.c.name == values["official"])):
        raise NotAReviewerError
    if one.kinds:
        kinds = _KIND.rows(connection, values["consumer"])
        if not kinds or kinds[0][0] not in one.kinds:
            raise OtherKindError(one.kinds)


_KIND: Final = PreparedStatement(
    "kind_of_consumer", "SELECT kind FROM access.consumer WHERE name = CAST($1 AS text)", 1
)
