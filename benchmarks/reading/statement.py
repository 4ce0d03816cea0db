"""The statement that our compiler makes of a question, for whoever runs it without our server."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reading.peers import OURS
from reading.questions import Key, Question
from reading.serving import COMPOSITIONS, RECEIPTS

from registry_api import address
from registry_api.compiler.plan import Plan, Shape, compiled
from registry_api.request import Request
from registry_api.schema import SCHEMA
from registry_api.validation import shape_of

ASKING = {
    "request_id": "0123456789abcdef",
    "consumer": "portal",
    "official": None,
    "purpose": None,
    "document": "0" * 64,
    "relied_on": [],
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """`sql` has $1… in the order of `parameters`."""

    sql: str
    parameters: tuple[str, ...]
    values: Callable[[Key, date], list[object]]

    @property
    def occurrences(self) -> int:
        return len(re.findall(r"\$\d+", self.sql))


def shape(question: Question) -> Shape:
    found = shape_of(SCHEMA, Request(question.ours(), None, None))
    assert isinstance(found, Shape), found
    return found


def statement(question: Question, path: str, receipts: str) -> Compiled:
    """By the composition of addresses `path` and the way `receipts` are written."""
    address.full_text.full_text = COMPOSITIONS[path]  # type: ignore[assignment]
    of, worded = shape(question), OURS.worded(question, "")
    plan: Plan = compiled(of, False, (), RECEIPTS[receipts])

    def values(key: Key, today: date) -> list[object]:
        variables = of.coerced(worded(key))
        assert isinstance(variables, Mapping), variables
        found, unread = plan.values(variables, today)
        assert not unread, unread
        return [{**found, **ASKING}[name] for name in plan.parameters]

    return Compiled(plan.sql, plan.parameters, values)
