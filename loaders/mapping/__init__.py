"""From a row's words to fields, identifiers and dated facts, by the declaration of its source alone."""

from loaders.mapping.record import Interpreter, Mapping, interpret
from loaders.mapping.shapes import (
    OBSERVED,
    STATED,
    EntityRef,
    Fields,
    Interpretation,
    StatedFact,
    StatedIdentifier,
)

__all__ = [
    "OBSERVED",
    "STATED",
    "EntityRef",
    "Fields",
    "Interpretation",
    "Interpreter",
    "Mapping",
    "StatedFact",
    "StatedIdentifier",
    "interpret",
]
