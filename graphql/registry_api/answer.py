"""From a request to its answer: one transaction that reads, writes the receipts, and only then lets the answer go."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphql import GraphQLError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from registries.access.consumers import Caller, UnknownConsumerError, purpose_of
from registries.access.log import Asking
from registries.errors import RegistryError
from registry_api.compiler.plan import Plans
from registry_api.compiler.running import run
from registry_api.faults import Fault, described, masked, plain, refused, timed_out
from registry_api.inquiry import Inquiry
from registry_api.pool import BusyError, snapshot
from registry_api.request import JSON, Request
from registry_api.schema import schema

PLANS = Plans(schema._schema)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and the body."""

    status: int
    body: dict[str, Any] | bytes


class UnexpectedError(Exception):
    """Something nobody expected happened while a field was resolved: nothing of the operation is answered."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, in which request, and why where a reason is stated."""

    caller: Caller
    request_id: str
    purpose: str | None
    media_type: str = JSON


def answer(engine: Engine, asker: Asker, request: Request) -> Answer:
    """The answer to one request. Whatever goes wrong, it is a well-formed body without a given value in it."""
    try:
        return _answered(engine, asker, request)
    except UnknownConsumerError as error:
        return failure(403, refused(error))
    except BusyError as error:
        return failure(503, refused(error))
    except (UnexpectedError, SQLAlchemyError) as error:
        cause = error.__cause__ if isinstance(error, UnexpectedError) and error.__cause__ else error
        if timed_out(cause):
            return failure(503, plain("The question takes too long to answer; ask for less of it.", "TIMEOUT"))
        return failure(500, masked(cause, asker.request_id))


def failure(status: int, *faults: Fault) -> Answer:
    """An answer with errors and without data."""
    return Answer(status, {"errors": list(faults)})


def _answered(engine: Engine, asker: Asker, request: Request) -> Answer:
    with snapshot(engine) as connection:
        registered = purpose_of(connection, asker.caller)
        asking = Asking(asker.request_id, asker.caller, asker.purpose or registered, request.digest)
        inquiry = Inquiry(connection, asking, request.operation)
        told = compiled(inquiry, request)
        if told is not None:
            return Answer(200, told)
        try:
            result = _execute(request, inquiry)
        except (MissingQueryError, CannotGetOperationTypeError):
            return _not_run(asker, plain("The document has no such operation.", "OPERATION"))
        except InvalidOperationTypeError:
            return _not_run(asker, plain("Only queries are answered.", "OPERATION"))
        faults = [_expected(error) for error in result.errors or ()]
        if result.data is None:
            return _not_run(asker, *faults)
        inquiry.write_receipts()
    if not faults:
        PLANS.admit(request.digest, request.document, request.operation)
    return Answer(200, {"data": result.data, **({"errors": faults} if faults else {})})


def compiled(inquiry: Inquiry, request: Request) -> bytes | None:
    """The answer by a plan; None where there is none, or where the plan does not lead to one person or thing."""
    shape = PLANS.shape(request.digest, request.operation)
    variables = None if shape is None else shape.coerced(request.variables)
    if shape is None or variables is None:
        return None
    plan = PLANS.plan(request.digest, request.operation, shape, variables)
    if plan is None:
        return None
    try:
        values = plan.values(variables, inquiry.today)
    except RegistryError:
        return None
    if any(isinstance(value, datetime) and value > datetime.now(UTC) for value in values.values()):
        return None
    found = run(inquiry.connection, plan, values)
    if any(number != 1 for number, _ in found.roots):
        return None
    for root, (_, identity) in zip(plan.roots, found.roots, strict=True):
        if root.personal:
            inquiry.receipts.answered_fields(identity, ((name, at.moment(values)) for name, at in root.leaves))
    inquiry.write_receipts()
    return b'{"data":%b}' % found.data.encode()


def _execute(request: Request, inquiry: Inquiry) -> ExecutionResult:
    return schema.execute_sync(
        request.document,
        variable_values=request.variables,
        context_value=inquiry,
        operation_name=request.operation,
        allowed_operation_types={OperationType.QUERY},
    )


def _expected(error: GraphQLError) -> Fault:
    fault = described(error)
    if fault is None:
        raise UnexpectedError from error
    return fault


def _not_run(asker: Asker, *faults: Fault) -> Answer:
    """A document that was not executed: 400, but 200 for those who read nothing but application/json."""
    return failure(200 if asker.media_type == JSON else 400, *faults)
