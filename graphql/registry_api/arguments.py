"""What may be asked of the fields of the root: each signature says the arguments of a field; nothing is resolved by it."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from registry_api.connection import After, Before, First, Last
from registry_api.crosswalk import Scheme
from registry_api.moment import AsOf, KnownAt
from registry_api.scalars import BIN, IIN, KATO, RKA, CadastralNumber

Bin = Annotated[BIN, strawberry.argument(name="bin")]
Since = Annotated[date, strawberry.argument(name="from", description="The day whose codes they are.")]
Id = Annotated[strawberry.ID, strawberry.argument(name="id")]


def by_iin(iin: IIN, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_number(scheme: Scheme, value: str, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_kato(kato: KATO, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_katos(kato: list[KATO], as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_text(text: str, within: KATO | None = UNSET, as_of: AsOf = UNSET): ...  # type: ignore[no-untyped-def]
def by_code(kato: KATO, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_katos_of(kato: list[KATO], since: Since, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_rka(rka: RKA, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_rko(rko: str, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_bin(number: Bin, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_id(identity: Id, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_cadastral_number(  # type: ignore[no-untyped-def]
    cadastral_number: CadastralNumber, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
): ...
def by_name(  # type: ignore[no-untyped-def]
    surname: str,
    birth_date: date,
    given_name: str | None = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
    known_at: KnownAt = UNSET,
): ...
def by_name_alone(  # type: ignore[no-untyped-def]
    name: str,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
    known_at: KnownAt = UNSET,
): ...
