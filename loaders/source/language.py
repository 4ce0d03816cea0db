"""The language in which a department is declared: one TOML file, these words, no others."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from loaders.formats import Layout, TableLayout
from registries.identifiers import Kind

Scalar = str | date | bool | int | Decimal | None
Literals = str | bool | int

Register = Literal[
    "individual",
    "legal_entity",
    "address.unit",
    "address.geonym",
    "address.address",
    "address.act",
    "real_estate.plot",
]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")]
Share = Annotated[float, Field(ge=0, le=1)]
Authority = Annotated[int, Field(ge=0, le=100)]

DATE_SIGNS = frozenset("dmYHMSf")


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, bool, int, dict)) else value


YEAR_ALONE = "%Y"
SERIAL = "serial"


def _date_format(text: str) -> str:
    if text in {YEAR_ALONE, SERIAL}:
        return text
    signs = re.findall(r"%(.)", text)
    if not set("dmY") <= set(signs) <= DATE_SIGNS or len(signs) != len(set(signs)):
        raise ValueError(
            "a date format has %d, %m and %Y once each, and may have %H, %M, %S and %f; or it is %Y or serial"
        )
    return text


def _pattern(text: str) -> str:
    try:
        groups = re.compile(text).groups
    except re.error as error:
        raise ValueError("it is not a regular expression") from error
    if groups != 1:
        raise ValueError("it has exactly one group, whose text becomes the value")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
DateFormat = Annotated[str, AfterValidator(_date_format)]
Listed = BeforeValidator(_listed)
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class Condition(_Table):
    """`{ field, is }` (a value or several) or `{ field, known }`."""

    field: Name
    values: Annotated[tuple[Literals, ...] | None, Listed] = Field(default=None, alias="is")
    known: bool | None = None

    @model_validator(mode="after")
    def _one_question(self) -> "Condition":
        if (self.values is None) == (self.known is None):
            raise ValueError("a condition has either `is` or `known`")
        return self


class KindOf(_Table):
    """The kind of an identifier is the value of another field of the same record."""

    of: Name


class FieldSpec(_Table):
    """Where a value stands (`from`; its own name where absent) and what it is; at most one of the conversions.

    `joined`: what stands in all of `from`, with blanks between, instead of the first of them.
    `optional`: the column may be absent from the file. `required`: a record without the value is quarantined.
    `none`: words that mean nothing is known. `take`: keep only what the one group of this pattern matches.
    `digits`: a value one to three digits shorter lost its leading zeros in a spreadsheet; they are put back, and noted.
    A `date` may list `%Y`: then a bare year is no date, and `<field>_year` holds the year of either. It may list
    `serial`: the number that a spreadsheet keeps for a day (1 is 01.01.1900).
    An identifier is `assigned` by the source that issues it and `foreign` where it is somebody else's.
    """

    origin: Annotated[tuple[str, ...], Listed, Field(min_length=1)] | None = Field(default=None, alias="from")
    joined: bool = False
    optional: bool = False
    required: bool = False
    none: tuple[str, ...] = ()
    take: Pattern | None = None
    digits: Annotated[int, Field(ge=2, le=20)] | None = None

    identifier: Annotated[tuple[Kind, ...], Field(min_length=1)] | KindOf | None = None
    names: Annotated[Names, Field(min_length=2)] | None = None
    date: Annotated[tuple[DateFormat, ...], Listed, Field(min_length=1)] | None = None
    codes: dict[str, Literals] | None = None
    number: Literal["integer", "decimal"] | None = None

    other: Literals | None = None
    assigned: bool = False
    foreign: bool = False
    since: Name | None = None
    until: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, words: object) -> object:
        if isinstance(words, dict) and isinstance(words.get("identifier"), str):
            return words | {"identifier": (words["identifier"],)}
        return words

    @model_validator(mode="after")
    def _fits_together(self) -> "FieldSpec":
        conversions = (self.identifier, self.names, self.date, self.codes, self.number)
        if sum(conversion is not None for conversion in conversions) > 1:
            raise ValueError("a field is one of identifier, names, date, codes and number")
        of_identifiers = self.assigned or self.foreign or self.since or self.until
        if of_identifiers and self.identifier is None:
            raise ValueError("assigned, foreign, since and until are said of identifiers only")
        if self.assigned and self.foreign:
            raise ValueError("an identifier of somebody else is not assigned to this record")
        if self.other is not None and self.codes is None:
            raise ValueError("other is said of code lists only")
        return self

    def names_in_file(self, own_name: str) -> tuple[str, ...]:
        return self.origin or (own_name,)

    def made(self, own_name: str) -> tuple[str, ...]:
        """The fields that come of this one: itself, the parts of names, the year of a date."""
        year = (f"{own_name}_year",) if YEAR_ALONE in (self.date or ()) else ()
        return (own_name, *(self.names or ()), *year)


class Group(_Table):
    """Elements that repeat inside a record; the paths of their fields begin at the element."""

    path: str
    fields: Annotated[dict[Name, FieldSpec], Field(min_length=1)]


class Is(_Table):
    value: Literals = Field(alias="is")


class ScriptOf(_Table):
    """`kk` where a Kazakh letter stands in the fields, `ru` for other Cyrillic, `latin` for Latin alone."""

    script_of: Annotated[tuple[Name, ...], Listed]


class EntityByRecord(_Table):
    """Another entity, by the key of its record at the source that creates it."""

    entity: Register
    source: Name
    key: Annotated[tuple[Name, ...], Listed]


class EntityByCode(_Table):
    """Another entity, by a code it has."""

    entity: Register
    code: Kind
    field: Name


EntitySpec = EntityByRecord | EntityByCode
ValueSpec = Name | Is | ScriptOf | EntitySpec


class Inferred(_Table):
    """A bound that a named rule infers: from a field's date, or unbounded where no field is named."""

    inferred: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    field: Name | None = None


class Observed(_Table):
    """A bound of which only this is known: on the delivery's reference date it was already so."""

    observed: Literal[True]


class FactSpec(_Table):
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


class ActSpec(_Table):
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


class ClauseSpec(_Table):
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


class HeldAbove(_Table):
    """Shares of the source's records above which a full delivery is held for a person."""

    shrinks: Share = 0.2
    changes: Share = 0.5


class Source(_Table):
    """A department: how its file is written, what its words mean, what facts its records state.

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
    format: Annotated[Layout, Field(discriminator="kind")]
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
    def columns(self) -> tuple[str | tuple[str, ...], ...]:
        """What a table of this source must have in its header; empty for documents."""
        if not isinstance(self.format, TableLayout):
            return ()
        return tuple(spec.names_in_file(name) for name, spec in self.fields.items() if not spec.optional)
