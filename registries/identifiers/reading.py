"""Reading one value as one kind of identifier."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from registries.identifiers import cadastre, codes, documents, iin
from registries.identifiers.bin import read_bin
from registries.identifiers.kato import read_kato
from registries.identifiers.kind import Kind
from registries.identifiers.okpo import read_okpo
from registries.identifiers.rnn import read_rnn
from registries.identifiers.synthetic import is_synthetic
from registries.identifiers.writing import LONGEST, Finding, unwrap

READERS: dict[Kind, Callable[[str], Finding]] = {
    Kind.IIN: iin.read_iin,
    Kind.BIN: read_bin,
    Kind.RNN: read_rnn,
    Kind.SIK: codes.read_sik,
    Kind.OKPO: read_okpo,
    Kind.KATO: read_kato,
    Kind.RKA: codes.read_rka,
    Kind.RKO: codes.read_rko,
    Kind.CADASTRE: cadastre.read_cadastre,
    Kind.IDENTITY_CARD: documents.read_identity_card,
    Kind.PASSPORT: documents.read_passport,
    Kind.BIRTH_CERTIFICATE: documents.read_birth_certificate,
    Kind.REFUGEE_CERTIFICATE: documents.read_refugee_certificate,
}

_COUNTED_UP = "12345678901234567890"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read as a kind. `normal` is the canonical form, None when characters or length do not hold.

    The value stays out of `repr`: a reading may reach a log, an identifier may not.
    """

    kind: Kind
    value: str = field(repr=False)
    normal: str | None = field(repr=False)
    faults: tuple[str, ...]
    suspicions: tuple[str, ...]

    @property
    def valid(self) -> bool:
        return not self.faults

    @property
    def birth_date_hint(self) -> date | None:
        """The date an IIN spells. A hint: a mismatch with the true date is lawful."""
        return iin.birth_date_hint(self.normal) if self.kind is Kind.IIN and self.normal else None

    @property
    def sex_hint(self) -> str | None:
        """MALE or FEMALE as an IIN spells it. A hint."""
        return iin.sex_hint(self.normal) if self.kind is Kind.IIN and self.normal else None


def read(kind: Kind | str, value: str) -> Reading:
    """Read `value` as `kind` (a name in any case, with - or _). ValueError only for a kind that does not exist."""
    known = kind if isinstance(kind, Kind) else Kind(kind.upper().replace("-", "_"))
    finding = _find(known, value)
    return Reading(known, value, finding.normal, finding.faults, finding.suspicions + _common(known, finding.normal))


def _find(kind: Kind, value: str) -> Finding:
    if len(value) > LONGEST:
        return Finding(None, ("length",))
    text = unwrap(value)
    return READERS[kind](text) if text else Finding(None, ("empty",))


def _common(kind: Kind, normal: str | None) -> tuple[str, ...]:
    if normal is None:
        return ()
    digits = normal.replace("-", "")
    repeated = len(digits) > 1 and digits == digits[0] * len(digits)
    placeholder = (repeated and digits[0] == "0") or (len(digits) >= 8 and _COUNTED_UP.startswith(digits))
    synthetic = is_synthetic(kind, normal)
    return tuple(
        name
        for name, holds in (("repeated-digits", repeated), ("placeholder", placeholder), ("synthetic", synthetic))
        if holds
    )
