"""Departments, each declared in one TOML file of `loaders/sources`."""

from loaders.source.field import SERIAL, YEAR_ALONE, DictionaryOf, FieldSpec, KindOf, Scalar
from loaders.source.language import (
    ActSpec,
    ClauseSpec,
    Condition,
    EntityByCode,
    EntityByRecord,
    FactSpec,
    Group,
    Inferred,
    Is,
    Observed,
    ScriptOf,
    Source,
)
from loaders.source.reading import SourceRefused, UnknownSource, load_source, parse_source, read_source, source_names

__all__ = [
    "SERIAL",
    "YEAR_ALONE",
    "ActSpec",
    "ClauseSpec",
    "Condition",
    "DictionaryOf",
    "EntityByCode",
    "EntityByRecord",
    "FactSpec",
    "FieldSpec",
    "Group",
    "Inferred",
    "Is",
    "KindOf",
    "Observed",
    "Scalar",
    "ScriptOf",
    "Source",
    "SourceRefused",
    "UnknownSource",
    "load_source",
    "parse_source",
    "read_source",
    "source_names",
]
