"""Addresses as people write them, read into parts."""

from registries.address.free_text.gathered import LONGEST
from registries.address.free_text.kilometre import POINTER as KILOMETRE
from registries.address.free_text.parts import FreeText, Named, Numbered, Part
from registries.address.free_text.reading import parse

__all__ = ["KILOMETRE", "LONGEST", "FreeText", "Named", "Numbered", "Part", "parse"]
