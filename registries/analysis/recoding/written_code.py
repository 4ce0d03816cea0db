"""The KATO code that stands in a cell of an analyst's table."""

import re

from registries.identifiers import Kind, read

# Data frames keep a column of whole numbers with gaps as fractions, and write it so: 191000000.0.
_AS_FRACTION = re.compile(r"\s*([0-9]{9})[.,]0+\s*")


def written_code(words: str) -> str | None:
    """None where no code stands there."""
    fraction = _AS_FRACTION.fullmatch(words)
    return read(Kind.KATO, fraction[1] if fraction else words).normal
