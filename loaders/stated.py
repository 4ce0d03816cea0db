"""From what a mapping understood of a row to the reading the registers keep beside the statement."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from loaders.acts import card_of, clause_of
from loaders.mapping import EntityRef, Interpretation
from loaders.mapping import StatedFact as MappedFact
from loaders.source import Scalar, Source
from registries.crosswalk.reading import EntityReference, Identifier, Reading, StatedFact
from registries.crosswalk.reading import Scalar as Kept

# Fields that linkage compares, by the names every source gives them; `_then` is the state of a document's issue.
SPELLINGS = ("", "_latin", "_then")


def reading_of(source: Source, understood: Interpretation) -> Reading:
    subject = next((_reference(fact.about) for fact in understood.facts if fact.about is not None), None)
    scopes = [understood.fields, *(element for elements in understood.groups.values() for element in elements)]
    return Reading(
        register=source.register if subject is None else subject.register,
        authority=source.authority,
        identifiers=tuple(
            Identifier(i.kind.value, i.value, i.assigned, i.since, i.until)
            for i in understood.identifiers
            if i.linkable
        ),
        names=tuple(dict.fromkeys(name for scope in scopes for name in _names(scope))),
        birth_dates=tuple(sorted(set(_dates(scopes)))),
        sexes=tuple(sorted({str(scope["sex"]) for scope in scopes if scope.get("sex")})),
        facts=tuple(_fact(fact) for fact in told_facts(understood)),
        subject=subject,
        card=None if source.act is None else card_of(source.act, understood.fields),
        clause=None if source.clause is None else clause_of(source.clause, understood.fields),
        birth_years=tuple(sorted(set(_years(scopes)))),
    )


def told_facts(understood: Interpretation) -> list[MappedFact]:
    """The facts that registers are told. A faulty number is kept in the words: it links nobody, and is in no fact."""
    faulty = {i.value for i in understood.identifiers if not i.linkable}
    return [fact for fact in understood.facts if faulty.isdisjoint(_texts(fact))]


def _names(scope: dict[str, Scalar]) -> Iterable[tuple[str | None, str | None, str | None]]:
    for spelling in SPELLINGS:
        name = tuple(scope.get(part + spelling) for part in ("surname", "given_name", "patronymic"))
        if any(name):
            surname, given_name, patronymic = (None if part is None else str(part) for part in name)
            yield surname, given_name, patronymic


def _dates(scopes: Iterable[dict[str, Scalar]]) -> Iterable[date]:
    for scope in scopes:
        for field in ("birth_date", "birth_date_then"):
            day = scope.get(field)
            if isinstance(day, date):
                yield day


def _years(scopes: Iterable[dict[str, Scalar]]) -> Iterable[int]:
    """Of birth dates of which only the year is written."""
    for scope in scopes:
        year = scope.get("birth_date_year")
        if isinstance(year, int) and scope.get("birth_date") is None:
            yield year


def _texts(fact: MappedFact) -> Iterable[str]:
    return (value for value in fact.values.values() if isinstance(value, str))


def _fact(fact: MappedFact) -> StatedFact:
    values = {name: _kept(value) for name, value in fact.values.items()}
    return StatedFact(fact.fact, values, fact.since, fact.since_basis, fact.until, fact.until_basis, fact.authority)


def _kept(value: Scalar | EntityRef) -> Kept | EntityReference:
    if isinstance(value, EntityRef):
        return _reference(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


def _reference(reference: EntityRef) -> EntityReference:
    scheme = None if reference.code is None else reference.code.value
    return EntityReference(reference.entity, reference.key, scheme, reference.source)
