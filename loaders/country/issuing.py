"""Numbers that cannot belong to anybody, each issued once and always to the same place in a list."""

from collections import defaultdict
from datetime import date
from typing import Final

from loaders.country.people import DocumentKind, Sex
from registries.errors import RegistryError
from registries.identifiers import check_digit, form_iin, rnn_check_digit

_SIK_LETTERS: Final = "0123456789ABCDEFGHJKMNPRSTUVWXYZ"
_SEVENTH: Final = {Sex.MAN: 7, Sex.WOMAN: 8}
# How many numbers of each kind lie in the synthetic range, and a step that shares no factor with it.
_RANGES: Final = {DocumentKind.IDENTITY_CARD: (1_000_000, 387_431), DocumentKind.PASSPORT: (100_000, 38_743)}


class SyntheticRangeExhaustedError(RegistryError):
    """More people were asked for than the synthetic numbers of a kind allow."""

    code = "SYNTHETIC_RANGE_EXHAUSTED"


class Office:
    """Gives IINs in the order of registration and document numbers that jump about in their range."""

    def __init__(self) -> None:
        self._serials: defaultdict[tuple[date, Sex], int] = defaultdict(int)
        self._issued: dict[DocumentKind, int] = dict.fromkeys(DocumentKind, 0)

    def iin(self, birth: date, sex: Sex) -> str:
        """The next usable IIN of this date and sex."""
        while True:
            self._serials[birth, sex] += 1
            if iin := form_iin(birth, _SEVENTH[sex], self._serials[birth, sex]):
                return iin

    def document_number(self, kind: DocumentKind) -> str:
        """`000` and six digits, or `N000` and five; SyntheticRangeExhaustedError past the last."""
        size, step = _RANGES[kind]
        self._issued[kind] += 1
        if self._issued[kind] >= size:
            raise SyntheticRangeExhaustedError(
                f"The synthetic range has only {size} numbers for documents of kind {kind.value}.",
                next_step="Make a smaller country.",
            )
        number = self._issued[kind] * step % size
        return f"{number:09d}" if kind is DocumentKind.IDENTITY_CARD else f"N{number:08d}"


def rnn_of(place: int) -> str:
    """The tax number of the person in this place: 99, a district, 1–9 for a person, a serial, the check digit."""
    return _rnn(place, range(1, 10))


def company_rnn_of(place: int) -> str:
    return _rnn(place, range(1))


def _rnn(place: int, fifth: range) -> str:
    """Where no check digit exists the next district is tried; districts are apart by serial, so none meets another."""
    for district in range(10 + place % 40, 100):
        prefix = f"99{district:02d}{fifth[place // 1_000_000 % len(fifth)]}{place % 1_000_000:06d}"
        last = rnn_check_digit(prefix)
        if last is not None:
            return f"{prefix}{last}"
    raise SyntheticRangeExhaustedError("No tax number is left for this place.", next_step="Make a smaller country.")


def sik_of(place: int) -> str:
    """ZZ and fourteen signs of the pension alphabet: eight that scatter, six that count."""
    scattered = place * 2_654_435_761 % 32**8
    return "ZZ" + _base_32(scattered, 8) + _base_32(place, 6)


def bin_of(registered: date, place: int) -> str:
    """Year and month of registration, 9 (reserved), head unit, serial, check digit."""
    first = place % 10_000 * 10
    for serial in range(first, first + 10):
        prefix = f"{registered:%y%m}90{serial:05d}"
        last = check_digit(prefix)
        if last is not None:
            return f"{prefix}{last}"
    raise SyntheticRangeExhaustedError("No BIN is left in this month.", next_step="Make a smaller country.")


def cadastral_number(place: int) -> str:
    """99-DDD-KKK-PPP: the oblast 99 is nobody's."""
    return f"99-{1 + place // 1_000_000 % 999:03d}-{place // 1000 % 1000:03d}-{place % 1000:03d}"


def with_wrong_check_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 5) % 10)


def _base_32(value: int, length: int) -> str:
    signs = []
    for _ in range(length):
        value, rest = divmod(value, 32)
        signs.append(_SIK_LETTERS[rest])
    return "".join(reversed(signs))
