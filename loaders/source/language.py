"""The language in which a department is declared: one TOML file, these words, no others."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from loaders.formats import DocumentLayout, Layout, TableLayout
from loaders.source.field import FieldSpec, Listed, Literals, Name, Words
from registries.identifiers import Kind

Register = Literal[
    "individual",
    "legal_entity",
    "address.unit",
    "address.geonym",
    "address.address",
    "address.act",
    "real_estate.plot",
    "address.dictionary",
]

FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")]
Share = Annotated[float, Field(ge=0, le=1)]
Authority = Annotated[int, Field(ge=0, le=100)]


def _tables(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Condition(Words):
    """`{ field, is }` (a value or several) or `{ field, known }`."""

    field: Name
    values: Annotated[tuple[Literals, ...] | None, Listed] = Field(default=None, alias="is")
    known: bool | None = None

    @model_validator(mode="after")
    def _one_question(self) -> "Condition":
        if (self.values is None) == (self.known is None):
            raise ValueError("a condition has either `is` or `known`")
        return self


class Group(Words):
    """Elements that repeat inside a record; the paths of their fields begin at the element."""

    path: str
    fields: Annotated[dict[Name, FieldSpec], Field(min_length=1)]


class Is(Words):
    value: Literals = Field(alias="is")


class ScriptOf(Words):
    """`kk` where a Kazakh letter stands in the fields, `ru` for other Cyrillic, `latin` for Latin alone."""

    script_of: Annotated[tuple[Name, ...], Listed]


class EntityByRecord(Words):
    """Another entity, by the key of its record at the source that creates it."""

    entity: Register
    source: Name
    key: Annotated[tuple[Name, ...], Listed]


class EntityByCode(Words):
    """Another entity, by a code it has."""

    entity: Register
    code: Kind
    field: Name


EntitySpec = EntityByRecord | EntityByCode
ValueSpec = Name | Is | ScriptOf | EntitySpec


class Inferred(Words):
    """A bound that a named rule infers: from a field's date, or unbounded where no field is named."""

    inferred: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    field: Name | None = None


class Observed(Words):
    """A bound of which only this is known: on the delivery's reference date it was already so."""

    observed: Literal[True]


class FactSpec(Words):
    """One dated fact that a record states, or one for each element of a group (`each`).

    A fact whose value is unknown is left out, unless the value is named in `optional`. `about` names the entity it is
    about where that is not the record's own. `until` is the first day it no longer holds, or with `until_inclusive`
    the last day it does.
    """

    fact: FactName
    each: Name | None = None
    about: EntitySpec | None = None
    when: Annotated[tuple[Condition, ...], Listed] = ()
    values: dict[Name, ValueSpec] = Field(default_factory=dict)
    optional: tuple[Name, ...] = ()
    script: Literal["kk", "ru", "latin"] | ScriptOf | None = None
    language: Literal["kk", "ru"] | None = None
    since: Name | Inferred | Observed | None = None
    until: Name | Inferred | Observed | None = None
    until_inclusive: bool = False
    authority: Authority | None = None

    @property
    def all_values(self) -> dict[str, ValueSpec]:
        """The values with `script` and `language`, which are shorthand for literals."""
        written: dict[str, ValueSpec] = {}
        if self.script is not None:
            written["script"] = (
                self.script if isinstance(self.script, ScriptOf) else Is.model_validate({"is": self.script})
            )
        if self.language is not None:
            written["language"] = Is.model_validate({"is": self.language})
        return written | self.values


FirstKnown = Annotated[tuple[Name, ...], Listed, Field(min_length=1)]


class ActSpec(Words):
    """The card of the act that a record speaks of; of several fields the first known one counts.

    `number` names the act, whoever speaks of it. `status` is ACT, ACT_VIA_NEWS, NEWS, DRAFT or PROPOSAL: an ACT alone
    takes effect, from the day that follows from `entry_rule` (the words of its clause, read by
    registries.entry_into_force) and its dates.
    """

    number: FirstKnown
    status: Name
    title: FirstKnown | None = None
    address: FirstKnown | None = None
    entry_rule: FirstKnown | None = None
    signed_on: FirstKnown | None = None
    registered_on: FirstKnown | None = None
    published_on: FirstKnown | None = None

    def dates(self) -> dict[str, tuple[str, ...]]:
        """The fields of each date that the record may state."""
        named = {name: getattr(self, name) for name in ("signed_on", "registered_on", "published_on")}
        return {name: fields for name, fields in named.items() if fields is not None}

    def fields(self) -> tuple[str, ...]:
        others = (self.number, (self.status,), self.title, self.address, self.entry_rule)
        return tuple(name for names in (*others, *self.dates().values()) for name in names or ())


class ClauseSpec(Words):
    """What an act does to the thing called `old_name` in `place`, in words; found on the day before it has effect.

    `operation` is RENAME_UNIT, RENAME_GEONYM, NAME_GEONYM (of what had no name), ABOLISH_UNIT, MERGE_UNIT or MERGE_GEONYM
    (into `new_name`), MOVE_UNIT (under it), SPLIT_UNIT or SPLIT_GEONYM (a part of it); any other value is kept and held.
    """

    operation: Name
    language: Name
    place: Name
    old_name: Name
    new_name: Name

    def fields(self) -> tuple[str, ...]:
        return self.operation, self.language, self.place, self.old_name, self.new_name


Key = Annotated[tuple[Annotated[tuple[Name, ...], Listed], ...], Field(min_length=1)]


class HeldAbove(Words):
    """Shares of the source's records above which a full delivery is held for a person."""

    shrinks: Share = 0.2
    changes: Share = 0.5


OneFormat = Annotated[Layout, Field(discriminator="kind")]


class Source(Words):
    """A department: how its file is written, what its words mean, what facts its records state.

    `format`: of several the file itself tells which it is written in.
    `placed`: fields of which a record must know one, or it is quarantined.

    `key` names the record at the source; an element may be several fields, of which the first known one counts.
    `entity` is the part of it that names the entity, where several records describe one (a row for each founder);
    then the rest of the key may be unknown, else every part must be known.
    `editions`: a delivery is an edition of a classifier of units; each row is a line of it, and which unit a line speaks
    of is decided by comparing editions.
    `act` and `clause`: the record speaks of an act, and of what the act does.
    `ended`: a record of which this holds is over, so its facts end at the delivery's reference date at the latest.
    """

    name: Name
    title: str
    register_: Register = Field(alias="register")
    delivery: Literal["full", "delta"]
    creates: bool = False
    editions: bool = False
    key: Key
    entity: Key | None = None
    authority: Authority
    ended: Condition | None = None
    limits: HeldAbove = HeldAbove()
    act: ActSpec | None = None
    clause: ClauseSpec | None = None
    formats: Annotated[tuple[OneFormat, ...], BeforeValidator(_tables), Field(min_length=1)] = Field(alias="format")
    placed: tuple[Name, ...] = ()
    fields: Annotated[dict[Name, FieldSpec], Field(min_length=1)]
    groups: dict[Name, Group] = Field(default_factory=dict)
    facts: tuple[FactSpec, ...] = ()

    @property
    def register(self) -> str:
        return self.register_

    @property
    def entity_key(self) -> tuple[tuple[str, ...], ...]:
        """What names the entity at this source: `entity`, else the whole key."""
        return self.entity or self.key

    @property
    def referred(self) -> frozenset[str]:
        """The sources whose records this one's facts refer to."""
        named = [value for fact in self.facts for value in (*fact.all_values.values(), fact.about)]
        return frozenset(value.source for value in named if isinstance(value, EntityByRecord))

    @property
    def dictionaries(self) -> tuple[str, ...]:
        """The sources whose rows say what numbers of this one mean."""
        return tuple(dict.fromkeys(one.source for spec in self.fields.values() for one in spec.dictionaries))

    @property
    def of_documents(self) -> bool:
        """Whether every file of the source is of documents."""
        return all(isinstance(one, DocumentLayout) for one in self.formats)

    @property
    def columns(self) -> tuple[str | tuple[str, ...], ...]:
        """What a table of this source must have in its header; empty for documents."""
        if not any(isinstance(one, TableLayout) for one in self.formats):
            return ()
        return tuple(spec.names_in_file(name) for name, spec in self.fields.items() if not spec.optional)
