"""From a request to its answer: one statement that reads and writes the receipts, and only then the answer goes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg2
from graphql import GraphQLSchema, execute_sync

from registries.access.consumers import Caller, UnknownConsumerError, not_admitted
from registries.errors import RegistryError
from registries.identifiers import Kind
from registry_api.compiler.mark import replaced
from registry_api.compiler.plan import Plan, Plans, Shape
from registry_api.compiler.receipts import Counted
from registry_api.compiler.running import Found, run
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Root
from registry_api.documents import Documents, UntrustedDocumentError
from registry_api.faults import Fault, described, masked, not_granted, plain, refused, timed_out
from registry_api.moment import today
from registry_api.pool import BusyError, Pool
from registry_api.refusal import FutureKnownAtError, ambiguous, no_such_object, not_found
from registry_api.request import JSON, Request
from registry_api.validation import shape_of

Variables = Mapping[str, object]


class Answer(NamedTuple):
    """An HTTP status and the body."""

    status: int
    body: dict[str, Any] | bytes


class Asker(NamedTuple):
    """Who asks, in which request, and why where a reason is stated."""

    caller: Caller
    request_id: str
    purpose: str | None
    media_type: str = JSON


@dataclass(frozen=True, slots=True)
class Answering:
    """What one process answers with."""

    schema: GraphQLSchema
    pool: Pool
    plans: Plans
    documents: Documents

    def answer(self, asker: Asker, request: Request) -> Answer:
        """The answer to one request. Whatever goes wrong, it is a well-formed body without a given value in it."""
        try:
            return self._answered(asker, request)
        except (UnknownConsumerError, UntrustedDocumentError) as error:
            return failure(403, refused(error))
        except BusyError as error:
            return failure(503, refused(error))
        except RegistryError as error:
            return _not_run(asker, refused(error))
        except psycopg2.Error as error:
            return _not_read(asker, error)

    def _answered(self, asker: Asker, request: Request) -> Answer:
        shape = self.plans.shape(request.digest, request.operation)
        if shape is None:
            made = shape_of(self.schema, request)
            if isinstance(made, list):
                return _not_run(asker, *(described(error) for error in made))
            self.plans.admit(shape := made, request.operation)
        variables = shape.coerced(request.variables)
        if isinstance(variables, list):
            return _not_run(asker, *(described(error) for error in variables))
        plan = self.plans.plan(shape, request.operation, variables)
        values, unread = plan.values(variables, today())
        if unread:
            _check_read(plan, unread)
        values.update(_asking(asker, request, self.documents))
        with self.pool.connection() as held:
            found = run(held, plan, values)
        if found is None:
            raise not_admitted(asker.caller)
        if found.untrusted:
            raise UntrustedDocumentError
        if found.ahead:
            raise FutureKnownAtError(
                "knownAt lies in the future", next_step="leave knownAt out to ask what is known now"
            )
        unmade = _unmade(plan, found) if found.refused else []
        if found.data is None:
            return Answer(200, _body("null", unmade))
        if not unmade and plan.introspection is None and all(number == 1 for number, _ in found.roots):
            return Answer(200, b'{"data":%b}' % found.data.encode())
        said = _refusals(plan, found.roots, values, unread)
        spliced = {**_told(plan, said), **self._introspected(plan, shape, request)}
        return Answer(200, _body(replaced(found.data, spliced), [*_faults(plan, said), *unmade]))

    def _introspected(self, plan: Plan, shape: Shape, request: Request) -> dict[tuple[str, int], str]:
        """What the schema says of itself, as JSON text by mark."""
        if plan.introspection is None:
            return {}
        result = execute_sync(self.schema, plan.introspection, variable_values=request.variables)
        assert result.data is not None, result.errors
        return {("schema", place): _json(result.data[key]) for place, key in enumerate(plan.introspected)}


def _not_read(asker: Asker, error: psycopg2.Error) -> Answer:
    """Why the database gave no answer."""
    if timed_out(error):
        return failure(503, plain("The question takes too long to answer; ask for less of it.", "TIMEOUT"))
    if not_granted(error):
        return failure(403, plain("This server may not read what the document asks for.", "NOT_GRANTED"))
    return failure(500, masked(error, asker.request_id))


def failure(status: int, *faults: Fault) -> Answer:
    """An answer with errors and without data."""
    return Answer(status, {"errors": list(faults)})


def _check_read(plan: Plan, unread: Mapping[str, RegistryError]) -> None:
    """Raises what is wrong with a value, where it is not the number that a field of the root looks for."""
    sought = {name for root in plan.roots for name in (root.sought.number, root.sought.scheme)}
    for name, error in unread.items():
        if name not in sought:
            raise error


def _asking(asker: Asker, request: Request, documents: Documents) -> dict[str, object]:
    return {
        "request_id": asker.request_id,
        "consumer": asker.caller.consumer,
        "official": asker.caller.official,
        "purpose": asker.purpose,
        "document": request.digest,
        "relied_on": list(documents.kinds(request.digest)),
    }


def _refusals(
    plan: Plan, counted: Sequence[Counted], values: Variables, unread: Mapping[str, RegistryError]
) -> dict[int, RegistryError]:
    """Why root fields lead to nobody, by their place."""
    return {
        place: unread.get(root.sought.number) or _refusal(root, number, values)
        for place, (root, (number, _)) in enumerate(zip(plan.roots, counted, strict=True))
        if number != 1
    }


def _refusal(root: Root, number: int, values: Variables) -> RegistryError:
    sought = root.sought
    kind = str(sought.kind if sought.scheme is None else values[sought.scheme])
    if number:
        return ambiguous(kind)
    return not_found(Kind(kind), str(values[sought.number])) if kind in set(Kind) else no_such_object()


def _told(plan: Plan, said: Mapping[int, RegistryError]) -> dict[tuple[str, int], str]:
    """Refusals that are data, as JSON text by mark."""
    return {
        ("refusal", place): _json({key: _of_refusal(error, name) for key, name in told})
        for place, error in said.items()
        if (told := plan.roots[place].sought.told) is not None
    }


def _of_refusal(error: RegistryError, name: str) -> str:
    fields = {"__typename": "Refusal", "code": error.code, "message": error.message, "nextStep": error.next_step}
    return fields[name]


def _faults(plan: Plan, said: Mapping[int, RegistryError]) -> list[Fault]:
    """Refusals of fields whose type cannot hold one."""
    return [
        _at_root(error, root.selected)
        for place, error in said.items()
        if (root := plan.roots[place]).sought.told is None
    ]


def _unmade(plan: Plan, found: Found) -> list[Fault]:
    """Refusals of what was to be computed."""
    return [_at_root(error, plan.computings[place].selected) for place, error in found.refused.items()]


def _at_root(error: RegistryError, selected: Selected) -> Fault:
    return {**refused(error), "locations": [selected.location], "path": [selected.key]}


def _body(data: str, faults: list[Fault]) -> bytes:
    errors = f',"errors":{_json(faults)}' if faults else ""
    return f'{{"data":{data}{errors}}}'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _not_run(asker: Asker, *faults: Fault) -> Answer:
    """A document that was not executed: 400, but 200 for those who read nothing but application/json."""
    return failure(200 if asker.media_type == JSON else 400, *faults)
