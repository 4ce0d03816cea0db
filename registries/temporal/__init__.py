"""Time on two axes, declared once and used by every register.

`valid_time` (`daterange`, `[)`) says when a fact holds in the world; `transaction_time` (`tstzrange`, `[)`) when the
register believed it. Main tables hold what is believed now; a superseded row moves to `<table>_history`.
"""

from registries.temporal.belief import as_of, believe, copy_text, known, stamp
from registries.temporal.declare import (
    Fact,
    Within,
    dated_fact,
    derive,
    identity_table,
    known_table,
    look_up,
    look_up_current,
)
from registries.temporal.numbers import bears, look_up_numbers
from registries.temporal.transaction import transaction
from registries.temporal.version import Version, change, correct, end

__all__ = [
    "Fact",
    "Version",
    "Within",
    "as_of",
    "bears",
    "believe",
    "change",
    "copy_text",
    "correct",
    "dated_fact",
    "derive",
    "end",
    "identity_table",
    "known",
    "known_table",
    "look_up",
    "look_up_current",
    "look_up_numbers",
    "stamp",
    "transaction",
]
