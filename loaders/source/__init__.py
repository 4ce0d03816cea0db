"""Departments, each declared in one TOML file of `loaders/sources`."""

from loaders.source.language import (
    YEAR_ALONE,
    Condition,
    EntityByCode,
    EntityByRecord,
    FactSpec,
    FieldSpec,
    Group,
    Inferred,
    Is,
    KindOf,
    Observed,
    Scalar,
    ScriptOf,
    Source,
)
from loaders.source.reading import SourceRefused, UnknownSource, load_source, parse_source, read_source, source_names

__all__ = [
    "YEAR_ALONE",
    "Condition",
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
