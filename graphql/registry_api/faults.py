"""Errors as they leave the API: a code, a sentence, and never a value that was given.

graphql-core repeats values in its messages, also those of variables, and a value may be an identifier typed into the
wrong place. So its messages are let through only where they are known to speak of names of the schema; any other is
replaced by a sentence of ours. What nobody expected is masked: the asker gets the request's id, the log the place.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError
from psycopg2.errors import InsufficientPrivilege, LockNotAvailable, QueryCanceled

from registries.errors import RegistryError
from registry_api.scalars import ValueRefusedError

Fault = dict[str, Any]
log = logging.getLogger("registry_api")

_OF_NAMES = re.compile(
    r"Cannot query field |Unknown (?:argument|type|directive|fragment) |Fields? '\w+'|Fragment |Cannot spread fragment "
    r"|Directive |Argument '[\w.]+'|There can be only one |This anonymous operation |Variable '\$\w+' (?:is|of|can)"
    r"|[0-9]+ aliases found|'\w*' exceeds maximum operation depth"
)
_LONG_NUMBER = re.compile(r"[0-9]{5,}")
_VARIABLE = re.compile(r"Variable '\$(\w+)'")


def described(error: GraphQLError) -> Fault:
    """An error of a document or its variables as the answer shows it."""
    for cause in _causes(error):
        if isinstance(cause, RegistryError):
            return _fault(error, cause.message, cause.code, nextStep=cause.next_step)
        if isinstance(cause, ValueRefusedError):
            return _fault(error, f"{_where(error)}{cause.message}", **(cause.extensions or {}))
    if isinstance(error, GraphQLSyntaxError):
        return _fault(error, "The document is not GraphQL at the place given.", "SYNTAX")
    if _OF_NAMES.match(error.message):
        return _fault(error, _LONG_NUMBER.sub("…", error.message), "VALIDATION")
    return _fault(error, f"{_where(error)}A value or name here is not what the schema asks for.", "VALIDATION")


def plain(message: str, code: str, **extensions: object) -> Fault:
    """An error that has no place in a document."""
    return {"message": message, "extensions": {"code": code, **extensions}}


def refused(error: RegistryError) -> Fault:
    return plain(error.message, error.code, nextStep=error.next_step)


def masked(error: BaseException, request_id: str) -> Fault:
    """An unexpected error: logged with its kind and place, without its message, which may hold identifiers."""
    origin = list(_causes(error))[-1]
    state = getattr(origin, "pgcode", None) or ""
    log.error("request %s failed: %s %s at %s", request_id, type(origin).__name__, state, _place(origin))
    return plain("The answer could not be given; quote the request's id.", "INTERNAL", requestId=request_id)


def _place(error: BaseException) -> str:
    """Where it came from: our own functions, the innermost first."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    own = [frame for frame in frames if "site-packages" not in frame.filename]
    return " < ".join(f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in own[:6])


def timed_out(error: BaseException) -> bool:
    """Whether the database gave a statement up for taking too long, or for waiting too long for somebody's lock."""
    return isinstance(error, QueryCanceled | LockNotAvailable)


def not_granted(error: BaseException) -> bool:
    """Whether the server's database role has no right to what the document asks for."""
    return isinstance(error, InsufficientPrivilege)


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.original_error if isinstance(found, GraphQLError) else None


def _where(error: GraphQLError) -> str:
    named = _VARIABLE.match(error.message)
    return _LONG_NUMBER.sub("…", f"Variable ${named[1]}: ") if named else ""


def _fault(error: GraphQLError, message: str, code: str, **extensions: object) -> Fault:
    found = plain(message, code, **extensions)
    if error.locations:
        found["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path is not None:
        found["path"] = list(error.path)
    return found
