"""Limits on a document, checked before it is validated: whatever is let in costs little to validate and to answer.

`parse_bounded` bounds what is read, `breaches` what is asked; each limit has its own code. The measures behind
`breaches` are taken with fragments followed and each fragment measured once, so a document that would expand without
end is measured in the time it takes to read it. The limits leave the heaviest document of a consumer several times its
need; a longer question is asked in parts.
"""

from collections.abc import Callable, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    visit,
)

from registries.errors import RegistryError
from registry_api.measure import LARGEST_PAGE, Breach, Measures, Size

LONGEST_DOCUMENT = 32_768  # characters
MOST_TOKENS = 2_000
MOST_COMMENTS = 200
MOST_OPERATIONS = 10
MOST_FRAGMENTS = 40
MOST_SPREADS = 100
MOST_ALIASES = 30
MOST_DIRECTIVES = 50
MOST_DIRECTIVES_AT_ONE_PLACE = 4
MOST_ROOT_FIELDS = 10
MOST_FIELDS = 1_000  # and fragments, expanded, of one operation or fragment
MOST_REPEATED = 100  # selections of a response key that stands there already, expanded
# Expanded fields, those of a list as often as it has places: a thousand records reconciled, with all that is said of each.
HIGHEST_COST = 50_000
DEEPEST = 15
DEEPEST_INTROSPECTION = 2  # lists of fields, types or values within each other


class LimitError(RegistryError):
    """What a document has too much of; `code` says what."""

    def __init__(self, code: str, message: str, next_step: str = "ask for less, or in several requests") -> None:
        super().__init__(message, next_step=next_step)
        self.code = code


def parse_bounded(text: str) -> DocumentNode:
    """The document written in `text`.

    Raises GraphQLSyntaxError, or LimitError: DOCUMENT_TOO_LONG, TOO_MANY_TOKENS, TOO_DEEP.
    """
    if len(text) > LONGEST_DOCUMENT:
        raise LimitError("DOCUMENT_TOO_LONG", f"the document is longer than {LONGEST_DOCUMENT} characters")
    try:
        return parse(text, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_COMMENTS, allow_empty_selection_sets=False)
    except GraphQLSyntaxError as error:
        if "Document contains more than" in error.message:
            raise LimitError(
                "TOO_MANY_TOKENS", f"the document has more than {MOST_TOKENS} tokens or {MOST_COMMENTS} comments"
            ) from error
        if "nested too deeply" in error.message:
            raise _too_deep() from error
        raise


def breaches(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode | None = None,
    variables: Mapping[str, object] | None = None,
    *,
    introspection: bool = True,
) -> list[GraphQLError]:
    """Every limit that the document breaks, each error with its code in `extensions`; empty where it may be validated.

    `variables` are those of `operation`: without them a page size that is a variable counts as the largest page.
    """
    found = list(_counted(document))
    if found:
        return found  # what follows relies on these
    measures = Measures(schema, document, operation, variables)
    try:
        sizes = [(node, measures.of(node)) for node in document.definitions if isinstance(node, DEFINITIONS)]
        found = [error for node, size in sizes for error in _measured(node, size, introspection)]
        if not found:
            found = [_error(_repeated(), node) for node, _ in sizes if measures.repeated(node) > MOST_REPEATED]
    except Breach as breach:
        found = [_error(_CAUGHT[breach.code](), breach.node)]
    found.extend(_error(_page(), node) for node in measures.too_large_pages)
    return found


DEFINITIONS = (OperationDefinitionNode, FragmentDefinitionNode)


def _counted(document: DocumentNode) -> list[GraphQLError]:
    """What is counted as it is written, without following fragments."""
    counts = _Counts()
    visit(document, counts)
    bounds = (
        (counts.operations, MOST_OPERATIONS, "TOO_MANY_OPERATIONS", "operations"),
        (counts.fragments, MOST_FRAGMENTS, "TOO_MANY_FRAGMENTS", "fragments"),
        (counts.spreads, MOST_SPREADS, "TOO_MANY_FRAGMENTS", "fragment spreads"),
        (counts.aliases, MOST_ALIASES, "TOO_MANY_ALIASES", "aliases"),
        (counts.directives, MOST_DIRECTIVES, "TOO_MANY_DIRECTIVES", "directives"),
        (counts.at_one_place, MOST_DIRECTIVES_AT_ONE_PLACE, "TOO_MANY_DIRECTIVES", "directives at one place"),
    )
    return [
        _error(LimitError(code, f"the document has {count} {what}, at most {most} are answered"))
        for count, most, code, what in bounds
        if count > most
    ]


class _Counts(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.operations = self.fragments = self.spreads = self.aliases = self.directives = self.at_one_place = 0

    def enter(self, node: Node, *_: object) -> None:
        kind = node.kind
        self.operations += kind == "operation_definition"
        self.fragments += kind == "fragment_definition"
        self.spreads += kind in ("fragment_spread", "inline_fragment")
        self.aliases += isinstance(node, FieldNode) and node.alias is not None
        given = len(getattr(node, "directives", None) or ())
        self.directives += given
        self.at_one_place = max(self.at_one_place, given)


def _measured(node: Node, size: Size, introspection: bool) -> list[GraphQLError]:
    found: list[LimitError] = []
    if size.selections > MOST_FIELDS:
        found.append(LimitError("TOO_MANY_FIELDS", f"fragments expanded, more than {MOST_FIELDS} fields are asked for"))
    if size.depth > DEEPEST:
        found.append(_too_deep())
    if size.lists > DEEPEST_INTROSPECTION:
        found.append(LimitError("INTROSPECTION_TOO_DEEP", "the schema is asked for in circles"))
    if size.introspection and not introspection:
        found.append(
            LimitError(
                "INTROSPECTION_OFF", "questions about the schema are not answered here", "read graphql/schema.graphql"
            )
        )
    if isinstance(node, OperationDefinitionNode):
        if size.width > MOST_ROOT_FIELDS:
            found.append(LimitError("TOO_MANY_ROOT_FIELDS", f"more than {MOST_ROOT_FIELDS} fields at the root"))
        if size.cost > HIGHEST_COST:
            found.append(LimitError("TOO_COSTLY", f"costs {size.cost}, at most {HIGHEST_COST} is answered"))
    return [_error(one, node) for one in found]


def _too_deep() -> LimitError:
    return LimitError("TOO_DEEP", f"fields are nested more than {DEEPEST} deep")


def _repeated() -> LimitError:
    return LimitError(
        "TOO_MANY_FIELDS", f"more than {MOST_REPEATED} fields are asked for again where they stand already"
    )


def _page() -> LimitError:
    return LimitError("PAGE_TOO_LARGE", f"a page has at most {LARGEST_PAGE} places", "page through: first and after")


def _cycle() -> LimitError:
    return LimitError("FRAGMENT_CYCLE", "a fragment leads back into itself", "spread it once")


_CAUGHT: dict[str, Callable[[], LimitError]] = {"TOO_DEEP": _too_deep, "FRAGMENT_CYCLE": _cycle}


def _error(limit: LimitError, node: Node | None = None) -> GraphQLError:
    return GraphQLError(limit.message, node, original_error=limit, extensions={"code": limit.code})
