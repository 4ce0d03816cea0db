"""The part of the language of sources that is about fields: where a value stands, and what it is."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from registries.identifiers import Kind

Scalar = str | date | bool | int | Decimal | None
Literals = str | bool | int

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]

DATE_SIGNS = frozenset("dmYHMSf")


def listed(value: object) -> object:
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
Listed = BeforeValidator(listed)
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)]


class Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class KindOf(Words):
    """The kind of an identifier is the value of another field of the same record."""

    of: Name


class DictionaryOf(Words):
    """Another source whose rows say what a number means: `by` is the field the number stands in, `take` what it means.

    Until the dictionary has been delivered the `codes` of the field count, where there are any.
    """

    source: Name
    by: Name = "id"
    take: Name = "kind"


class FieldSpec(Words):
    """Where a value stands (`from`; its own name where absent) and what it is; at most one of the conversions.

    `joined`: what stands in all of `from`, with blanks between, instead of the first of them.
    `optional`: the column may be absent from the file. `required`: a record without the value is quarantined.
    `none`: words that mean nothing is known. `take`: keep only what the one group of this pattern matches.
    `digits`: a value one to three digits shorter lost its leading zeros in a spreadsheet; they are put back, and noted.
    A `date` may list `%Y`: then a bare year is no date, and `<field>_year` holds the year of either. It may list
    `serial`: the number that a spreadsheet keeps for a day (1 is 01.01.1900).
    An identifier is `assigned` by the source that issues it and `foreign` where it is somebody else's.
    `either`: the value stands in one of several ways (a column under its old and its new name, a type by its number or
    by its code), each a field of its own; where a record has several and they differ, it is quarantined, but for those
    of which the `first` that says something counts.
    `followed_by`: words behind what is taken, which the file leaves to the name of its column: a unit of measure.
    `other_than`: a value equal to that field's is none, and noted: a thing that is said to lie inside itself.
    `folded`: codes are words, compared without case, ё, look-alikes and glyphs of old fonts.
    `spelled`: what is odd about the letters of a name is noted.
    """

    origin: Annotated[tuple[str, ...], Listed, Field(min_length=1)] | None = Field(default=None, alias="from")
    joined: bool = False
    optional: bool = False
    required: bool = False
    none: tuple[str, ...] = ()
    take: Pattern | None = None
    digits: Annotated[int, Field(ge=2, le=20)] | None = None
    followed_by: str | None = None

    identifier: Annotated[tuple[Kind, ...], Field(min_length=1)] | KindOf | None = None
    names: Annotated[Names, Field(min_length=2)] | None = None
    date: Annotated[tuple[DateFormat, ...], Listed, Field(min_length=1)] | None = None
    codes: dict[str, Literals] | None = None
    dictionary: DictionaryOf | None = None
    number: Literal["integer", "decimal"] | None = None

    other: Literals | None = None
    assigned: bool = False
    foreign: bool = False
    since: Name | None = None
    until: Name | None = None

    either: Annotated[tuple["FieldSpec", ...], Field(min_length=2)] | None = None
    first: bool = False
    other_than: Name | None = None
    folded: bool = False
    spelled: bool = False

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
        if (self.other is not None or self.folded) and self.codes is None:
            raise ValueError("other and folded are said of code lists only")
        if self.dictionary is not None and any(
            c is not None for c in (self.identifier, self.names, self.date, self.number)
        ):
            raise ValueError("what a dictionary says is no identifier, name, date or number")
        if self.spelled and (self.dictionary is not None or any(conversion is not None for conversion in conversions)):
            raise ValueError("spelled is said of texts only")
        return self

    @model_validator(mode="after")
    def _either_alone(self) -> "FieldSpec":
        if self.either is None:
            if self.first:
                raise ValueError("first is said of the ways in either")
            return self
        beside = self.model_fields_set - {"either", "first", "optional", "required", "other_than"}
        if beside:
            raise ValueError(f"{', '.join(sorted(beside))}: said of each way in `either`, not of all")
        for way in self.either:
            whole = (way.either, way.identifier, way.names, way.other_than, way.required or None, way.optional or None)
            if any(said is not None for said in whole) or YEAR_ALONE in (way.date or ()):
                raise ValueError("a way in `either` is a text, a date, a code or a number")
        return self

    @property
    def ways(self) -> tuple["FieldSpec", ...]:
        """The field itself, or the ways in which it may stand."""
        return self.either or (self,)

    def names_in_file(self, own_name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for way in self.ways for name in way.origin or (own_name,)))

    @property
    def dictionaries(self) -> tuple[DictionaryOf, ...]:
        return tuple(way.dictionary for way in self.ways if way.dictionary is not None)

    def made(self, own_name: str) -> tuple[str, ...]:
        """The fields that come of this one: itself, the parts of names, the year of a date."""
        year = (f"{own_name}_year",) if YEAR_ALONE in (self.date or ()) else ()
        return (own_name, *(self.names or ()), *year)
