"""Identifiers of Kazakhstan: how each kind is written, what is wrong with a value, what is odd but lawful.

`read(kind, value)` never raises on a text. `valid` means no fault; a fault or a suspicion is a short code whose
sentence stands in `SENTENCES`, so a fault can be explained without showing the value. The kind comes from the
source's mapping, never from the digits: about one IIN in nine also passes as an RNN.

What is forgiven in writing: blanks (no-break and zero-width ones too) around a value, blanks and hyphens between its
characters, small Latin letters. What is not: digits of other scripts, look-alike letters, a number that a spreadsheet
made of it, lost leading zeros. Those are named and never guessed back.
"""

from registries.identifiers.check_digit import check_digit
from registries.identifiers.iin import LAST_SYNTHETIC_BIRTH_YEAR, form_iin
from registries.identifiers.kind import Kind
from registries.identifiers.okpo import okpo_check_digit
from registries.identifiers.reading import Reading, read
from registries.identifiers.rnn import rnn_check_digit
from registries.identifiers.sentences import SENTENCES
from registries.identifiers.synthetic import is_synthetic

__all__ = [
    "LAST_SYNTHETIC_BIRTH_YEAR",
    "SENTENCES",
    "Kind",
    "Reading",
    "check_digit",
    "form_iin",
    "is_synthetic",
    "okpo_check_digit",
    "read",
    "rnn_check_digit",
]
