"""From a document to its shape: parsed within bounds, found valid, its operation found."""

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    validate,
)

from registries.errors import RegistryError
from registry_api.compiler.plan import Shape
from registry_api.compiler.selection import operation_of
from registry_api.request import Request


class OperationRefusedError(RegistryError):
    """The document has no such operation, or one that is not answered."""

    code = "OPERATION"


def shape_of(schema: GraphQLSchema, request: Request) -> Shape | list[GraphQLError]:
    """What is compiled, or everything that is wrong with the document. Raises OperationRefusedError, LimitError."""
    try:
        document = request.parsed()
    except GraphQLError as error:
        return [error]
    operation = _operation(document, request.operation)
    if errors := validate(schema, document):
        return errors
    return Shape.of(schema, request.digest, document, operation)


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = operation_of(document, name)
    if operation is None:
        several = name is None and any(isinstance(node, OperationDefinitionNode) for node in document.definitions)
        if several:
            raise OperationRefusedError("the document has several operations", next_step="name one: operationName")
        raise OperationRefusedError("The document has no such operation.")
    if operation.operation is not OperationType.QUERY:
        raise OperationRefusedError("Only queries are answered.")
    return operation
