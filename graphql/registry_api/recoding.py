"""Codes of one day as of another: what `registries recode` says of a file, for a list of codes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum

import strawberry
from sqlalchemy import Connection as Database

from registries.analysis.recoding.ground import read_ground
from registries.analysis.recoding.outcome import SENTENCES
from registries.analysis.recoding.recode import Recoder
from registries.errors import RegistryError
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.computed import told
from registry_api.moment import Moment
from registry_api.scalars import KATO

MOST_RECODED = 100
MOST_TARGETS = 20


class TooManyTargetsError(RegistryError):
    code = "TOO_MANY_TARGETS"


@strawberry.enum(description="What came of a code.")
class RecodeOutcome(Enum):
    MAPPED = strawberry.enum_value("MAPPED", description="One unit, one code.")
    SPLIT = strawberry.enum_value("SPLIT", description="Several units; all are told.")
    MERGED = strawberry.enum_value("MERGED", description="One unit, to which other codes of that day lead too.")
    UNMAPPED = strawberry.enum_value("UNMAPPED", description="None that is sure; the reason says why.")


_WORDED = {
    name: strawberry.enum_value(name, description=f"{sentence[0].upper()}{sentence[1:]}.")
    for name, sentence in SENTENCES.items()
}
_Reasons: type[Enum] = Enum("RecodeReason", _WORDED)  # type: ignore[misc]
RecodeReason = strawberry.enum(_Reasons, description="Why a code has no target, or not all.")


@strawberry.type(description="A unit that a code leads to, as of the day asked for.")
class RecodeTarget:
    kato: KATO
    name_ru: str | None
    name_kk: str | None
    unit: AdministrativeUnit | None


@strawberry.type(description="What came of one KATO code between two days.")
class RecodedTerritory:
    kato: KATO
    outcome: RecodeOutcome
    reason: RecodeReason | None  # type: ignore[valid-type]
    sentence: str | None = strawberry.field(description="The reason in words.")
    targets: list[RecodeTarget] = told(most=MOST_TARGETS)


@dataclass(frozen=True, slots=True)
class _Row:
    kato: str
    outcome: str
    reason: str | None
    sentence: str | None
    targets: Sequence[dict[str, object]]


def recode_territory(database: Database, moment: Moment, kato: Sequence[str], since: date) -> list[_Row]:
    """One row for each of the codes, in their order. Raises TooManyTargetsError where a code leads to too many."""
    ground = read_ground(database, moment.as_of, moment.known_at, kato)
    recoder = Recoder(ground, since, moment.as_of)
    return [_row(recoder, code) for code in kato]


def _row(recoder: Recoder, code: str) -> _Row:
    found = recoder.recode(code)
    if len(found.targets) > MOST_TARGETS:
        raise TooManyTargetsError(
            f"a code leads to more than {MOST_TARGETS} units", next_step="recode a file: registries recode"
        )
    sentence = None if found.reason is None else SENTENCES[found.reason]
    return _Row(code, found.outcome.name, found.reason, sentence, [asdict(target) for target in found.targets])
