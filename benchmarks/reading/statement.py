"""The statement that our compiler makes of a question, for whoever runs it without our server."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graphql import GraphQLObjectType
from reading.peers import OURS
from reading.questions import Key, Question
from reading.serving import walked

from registries.address.full_text import full_text
from registry_api import address
from registry_api.compiler.plan import Plan, Plans
from registry_api.schema import schema


@dataclass(frozen=True, slots=True)
class Compiled:
    """`sql` has $1… in the order of `parameters`."""

    sql: str
    parameters: tuple[str, ...]
    plan: Plan
    variables: Callable[[Key], Mapping[str, object]]

    def values(self, key: Key, today: date) -> list[object]:
        shape_free = dict(self.plan.values(self.variables(key), today))
        return [shape_free[name] for name in self.parameters]

    @property
    def occurrences(self) -> int:
        return len(re.findall(r"\$\d+", self.sql))


def compiled(question: Question, path: str) -> Compiled | None:
    """None where our compiler has no statement for it."""
    address.full_text = walked() if path == "walked" else full_text
    plans, document = Plans(schema._schema), question.ours()
    plans.admit(question.name, document, None)
    shape = plans.shape(question.name, None)
    if shape is None:
        return None
    worded = OURS.worded(question, "")
    sample = shape.coerced(dict(worded(Key("0" * 12 if question.argument == "iin" else "0" * 16, date(2020, 1, 1)))))
    if sample is None:
        return None
    plan = plans.plan(question.name, None, shape, sample)
    if plan is None:
        return None

    def variables(key: Key) -> Mapping[str, object]:
        coerced = shape.coerced(dict(worded(key)))
        assert coerced is not None
        return coerced

    return Compiled(plan.sql, plan.parameters, plan, variables)


def has_residents() -> bool:
    """Whether the schema knows the residents of an address, which Q3 asks for."""
    found = schema._schema.get_type("Address")
    return isinstance(found, GraphQLObjectType) and "residents" in found.fields
