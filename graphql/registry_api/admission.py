"""Which documents are let in: held against the limits once, and remembered by hash."""

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType

from registry_api.bad_request import RequestRefusedError
from registry_api.bounded import Bounded
from registry_api.compiler.selection import operation_of
from registry_api.faults import Fault, described, refused
from registry_api.limits import LimitError, breaches
from registry_api.personal import is_personal, personal_types
from registry_api.request import Request

# A remembered verdict is a few hundred bytes: what is remembered is that the document was let in, not the document.
MOST_REMEMBERED = 4_096
BY_POST_ALONE = {"allow": "POST", "next_step": "ask by POST"}


class Admission:
    """The limits of one process on the documents of one schema."""

    def __init__(self, schema: GraphQLSchema, *, introspection: bool = True) -> None:
        self._schema = schema
        self._introspection = introspection
        self._personal = personal_types(schema)
        self._remembered: Bounded[str, bool] = Bounded(MOST_REMEMBERED)

    def faults(self, request: Request) -> list[Fault]:
        """Why the document is not let in; empty where it is. Raises RequestRefusedError for what GET may not ask."""
        if not request.by_get and self._remembered.get(request.digest):
            return []
        try:
            document = request.parsed()
        except LimitError as error:
            return [refused(error)]
        except GraphQLError as error:
            return _described([error])
        operation = operation_of(document, request.operation)
        if request.by_get:
            self._check_get(document, operation)
        broken = self._breaches(document)
        if not broken:
            self._remembered.keep(request.digest, True)
        elif _cost_alone(broken) and operation is not None:
            # Pages smaller than the largest may do; that depends on the variables of each request.
            broken = self._breaches(document, operation, request)
        return _described(broken)

    def _breaches(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode | None = None,
        request: Request | None = None,
    ) -> list[GraphQLError]:
        variables = None if request is None else request.variables or {}
        return breaches(self._schema, document, operation, variables, introspection=self._introspection)

    def _check_get(self, document: DocumentNode, operation: OperationDefinitionNode | None) -> None:
        if operation is None:
            return
        if operation.operation is not OperationType.QUERY:
            raise RequestRefusedError("only queries are asked by GET", 405, "METHOD_NOT_ALLOWED", **BY_POST_ALONE)
        if is_personal(self._schema, document, operation, self._personal):
            raise RequestRefusedError(
                "persons are not asked for by GET: a URL is logged on its way", 405, "PERSON_BY_GET", **BY_POST_ALONE
            )


def _cost_alone(errors: list[GraphQLError]) -> bool:
    return all((error.extensions or {}).get("code") == "TOO_COSTLY" for error in errors)


def _described(errors: list[GraphQLError]) -> list[Fault]:
    return [described(error) for error in errors]
