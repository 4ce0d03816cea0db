"""What is answered to a record: whom it speaks of or who it may be, how surely, and why, field by field."""

from dataclasses import dataclass, field
from enum import StrEnum

from registries.crosswalk.weighing.decision import Because


class Reason(StrEnum):
    """Why the answer is what it is; those of weight are `Because`."""

    IDENTIFIER = "IDENTIFIER"
    VERIFIED = "VERIFIED"
    UNCONFIRMED = "UNCONFIRMED"
    CONTRADICTED = "CONTRADICTED"
    TWO_PERSONS = "TWO_PERSONS"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field compared: its outcome by name, the bits it adds, and both in words."""

    field: str
    outcome: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person the record may speak of. `weight` in bits with the prior of the register; `fields` and it add up to it."""

    individual: int
    iin: str | None
    weight: float
    probability: float
    fields: list[Outcome]

    @property
    def explanation(self) -> list[str]:
        return [f"{one.words} ({one.weight:+.1f})" for one in self.fields]


@dataclass(frozen=True, slots=True)
class CounterExample:
    """The smallest declared change of the record after which it would match, and whom."""

    change: str
    words: str
    individual: int
    iin: str | None
    weight: float
    probability: float


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`answer` is MATCH, POSSIBLE, MANY, NONE, CONFLICT, or ERROR with `code` and `message`.

    `about` is the person that the answer tells something of, the best candidate where nobody is matched. `probability`
    is said where weight decided; `rule` names the rule or the model, with version and digest.
    """

    record: int
    answer: str
    because: Reason | Because | None = None
    individual: int | None = None
    iin: str | None = None
    weight: float | None = None
    probability: float | None = None
    rule: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counter_example: CounterExample | None = None
    code: str | None = None
    message: str | None = None
    next_step: str | None = None

    @property
    def explanation(self) -> list[str]:
        """Of the best candidate."""
        return self.candidates[0].explanation if self.candidates else []

    @property
    def about(self) -> int | None:
        return self.candidates[0].individual if self.candidates else None
