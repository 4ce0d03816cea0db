"""What the words of one record come to."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from loaders.formats import Reason
from loaders.source import Scalar
from registries.identifiers import Kind

STATED = "STATED"
OBSERVED = "OBSERVED"

Fields = dict[str, Scalar]


class EntityRef(NamedTuple):
    """Another entity: by the `key` of its record at a `source`, or by a `code` it has, whose value `key` then is."""

    entity: str
    key: str
    source: str | None = None
    code: Kind | None = None


class StatedIdentifier(NamedTuple):
    """An identifier of the record's own subject.

    `value` is its normal form, or the words as delivered where they do not read as this kind. `assigned`: the source
    is its issuer. `linkable`: it may be used to find a person. `since` and `until` (the first day it no longer
    holds) are dates the record states.
    """

    kind: Kind
    value: str
    assigned: bool
    linkable: bool
    since: date | None = None
    until: date | None = None
    field: str = ""


class StatedFact(NamedTuple):
    """One dated fact. `about` is None where the fact is about the record's own entity.

    A bound is None with the basis OBSERVED for the delivery's reference date, with an INFERRED basis for no bound at
    all, and (`until` alone) with no basis for an end that nobody has named. `until` is the first day it does not hold.
    """

    fact: str
    values: dict[str, Scalar | EntityRef]
    since: date | None
    since_basis: str
    until: date | None
    until_basis: str | None
    authority: int
    about: EntityRef | None = None


class Interpretation(NamedTuple):
    """A record understood. Any `reasons` mean quarantine; `suspicions` are kept and refuse nothing.

    `key` names the record at its source and `entity_key` the entity it describes; an `EntityRef` by record holds the
    latter. `groups` holds the fields of each repeated element. `ended` is what the source's condition says.
    """

    key: str
    entity_key: str
    fields: Fields
    groups: Mapping[str, tuple[Fields, ...]]
    identifiers: tuple[StatedIdentifier, ...]
    facts: tuple[StatedFact, ...]
    reasons: tuple[Reason, ...]
    suspicions: tuple[Reason, ...]
    ended: bool
