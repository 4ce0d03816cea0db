"""What is then true: from all statements that speak of an identity to the versions of its facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from registries.address.changes import unit_predecessor
from registries.address.tables import unit_code
from registries.crosswalk.act_claims import claim_by_acts
from registries.crosswalk.changes import GEONYM, UNIT, decided_links, restate_operations
from registries.crosswalk.claims import FactClaim, Said, record_claims
from registries.crosswalk.lives import OF_A_LIFE, gaps, outside
from registries.crosswalk.reading import EntityReference, Identifier, StatedFact
from registries.crosswalk.references import Asked, Resolved, await_codes, resolve
from registries.crosswalk.registers import FACTS, REGISTERS
from registries.crosswalk.seeking import known_seekers
from registries.crosswalk.statements import RecordSaid
from registries.crosswalk.survivorship import DENIED, Claim, outranked, surviving
from registries.crosswalk.tables import individual_identifier
from registries.crosswalk.tables import outranked as outranked_claim
from registries.crosswalk.units import contested
from registries.feed import announce
from registries.temporal import Fact, Version, Within, believe

INDIVIDUAL = "individual"

Keyed = tuple[tuple[object, ...], Version]
Desired = dict[int, list[Keyed]]
Grouped = dict[str, dict[tuple[int, tuple[object, ...]], list[Claim]]]


@dataclass(frozen=True, slots=True)
class Member:
    """A record that speaks of an identity."""

    entity_id: int
    record: RecordSaid


def restate(connection: Connection, register: str, members: Sequence[Member], entities: Sequence[int]) -> set[str]:
    """Make the facts of `entities` what the statements of `members` say; returns the facts that changed.

    `entities` may name identities without members: their facts end in the history.
    """
    claims = {m.record.record_id: _claims(m.record) for m in members}
    resolved = resolve(connection, {r for made in claims.values() for item in made for r in _references(item)})
    grouped = _grouped(members, claims, resolved)
    if register == INDIVIDUAL:
        _mark_joined_by_weight(connection, members, claims)
    if register == UNIT:
        _told_by_editions(connection, entities, grouped)
    if register in (UNIT, GEONYM):
        claim_by_acts(connection, register, entities, grouped)
    touched: set[str] = set()
    cut: set[int] = set()
    told: dict[str, Desired] = {}
    for fact in REGISTERS[register].facts:
        desired: Desired = {entity_id: [] for entity_id in sorted(entities)}
        for (entity_id, key), some in grouped.get(fact.name, {}).items():
            desired[entity_id] += [(key, version) for version in surviving(_not_inside_itself(fact, entity_id, some))]
        if (life := OF_A_LIFE.get(fact.name)) is not None:
            _end_with(told[life.name], desired)
        told[fact.name] = desired
        for inside in fact.within:
            cut |= _keep_within(connection, fact, inside, desired)
        changed = believe(connection, fact, desired)
        announce(connection, fact.name, changed)
        if changed:
            touched.add(fact.name)
    if register == INDIVIDUAL:
        _outrank(connection, entities, grouped, resolved)
    restate_operations(connection, register, entities)
    _await(connection, claims, resolved, cut)
    return touched


def _outrank(connection: Connection, entities: Sequence[int], grouped: Grouped, resolved: Resolved) -> None:
    """Keep beside what survives of persons what was claimed otherwise; what is referred to by the code it was given."""
    codes: dict[int, str] = {}
    for (reference, _), entity_id in resolved.items():
        codes[entity_id] = min(reference.value, codes.get(entity_id, reference.value))
    desired: Desired = {entity_id: [] for entity_id in sorted(entities)}
    for name, some in grouped.items():
        for (entity_id, key), claims in some.items():
            for statement_id, version in outranked(claims):
                told = (codes[value] if isinstance(value, int) else str(value) for value in _said(key, version))
                desired[entity_id].append(((name, " ".join(told), statement_id), replace(version, values=())))
    believe(connection, outranked_claim, desired)


def _said(key: Sequence[object], version: Version) -> Iterable[object]:
    return (value for value in (*key, *version.values) if value is not None)


def _claims(record: RecordSaid) -> list[FactClaim]:
    return record_claims([_with_numbers(said) for said in record.statements], full=record.full)


def _with_numbers(said: Said) -> Said:
    """Numbers among the facts of what is said."""
    assigned = tuple(_assigned(said.reading.identifiers, said.reading.authority))
    return replace(said, reading=replace(said.reading, facts=said.reading.facts + assigned)) if assigned else said


def _assigned(identifiers: Iterable[Identifier], authority: int) -> Iterable[StatedFact]:
    """An identifier that its own issuer states is a fact about the person."""
    for number in identifiers:
        if number.assigned:
            yield StatedFact(
                individual_identifier.name,
                {"scheme": number.scheme, "value": number.value},
                number.since,
                "STATED" if number.since else "INFERRED:undated_number",
                number.until,
                "STATED" if number.until else None,
                authority,
            )


def _references(item: FactClaim) -> Iterable[Asked]:
    """What a fact refers to, on its first day; on that of its delivery where it has none."""
    day = item.claim.since or item.claim.delivered
    return ((value, day) for value in item.stated.values.values() if isinstance(value, EntityReference))


def _await(
    connection: Connection, claims: Mapping[int, Sequence[FactClaim]], resolved: Resolved, cut: AbstractSet[int]
) -> None:
    """A code nobody bears may come, and the life by which a statement was cut may grow."""
    awaited = {
        record_id: [
            r
            for item in made
            for r, day in _references(item)
            if r.scheme and ((r, day) not in resolved or item.claim.statement_id in cut)
        ]
        for record_id, made in claims.items()
    }
    await_codes(connection, claims, awaited)


def _grouped(members: Sequence[Member], claims: Mapping[int, Sequence[FactClaim]], resolved: Resolved) -> Grouped:
    grouped: Grouped = defaultdict(lambda: defaultdict(list))
    for member in members:
        for item in claims[member.record.record_id]:
            fact = FACTS[item.stated.fact]
            row = _row(fact, item, resolved)
            if row is not None:
                key, values = row
                item.claim.values = values
                grouped[fact.name][member.entity_id, key].append(item.claim)
    return grouped


def _mark_joined_by_weight(
    connection: Connection, members: Sequence[Member], claims: Mapping[int, Sequence[FactClaim]]
) -> None:
    """What others say too rests on them: match rows are made of what they say."""
    seeking = known_seekers(connection, (member.record.record_id for member in members))
    for record_id in seeking:
        for item in claims[record_id]:
            item.claim.by_weight = True


def _told_by_editions(connection: Connection, entities: Sequence[int], grouped: Grouped) -> None:
    """What editions say of units beyond their lines: whose code it is when two bore it, and who came of whom."""
    for entity_id, kato in contested(connection, entities):
        some = grouped[unit_code.name][entity_id, ()]
        some[:] = [claim for claim in some if claim.since is not None or claim.values != (kato,)]
    for entity_id, key, claim in decided_links(connection, entities):
        grouped[unit_predecessor.name][entity_id, key].append(claim)


def _row(fact: Fact, item: FactClaim, resolved: Resolved) -> tuple[tuple[object, ...], tuple[object, ...]] | None:
    """Key and values in the columns' order; None where a needed reference is not known yet."""
    stated, meant = item.stated, {reference: resolved.get((reference, day)) for reference, day in _references(item)}
    if stated.denied:
        return tuple(stated.values[name] for name in fact.key), DENIED
    values: dict[str, object] = {}
    for name, value in stated.values.items():
        values[name] = known = meant[value] if isinstance(value, EntityReference) else value
        if known is None and (value is not None or name not in fact.optional):
            return None
    if any(values.get(name) is None for name in fact.needed):
        return None
    return tuple(values[name] for name in fact.key), tuple(values.get(name) for name in fact.values)


def _not_inside_itself(fact: Fact, entity_id: int, claims: Sequence[Claim]) -> Sequence[Claim]:
    """A thing lies where the rest of what is said says: two records, one inside the other, may be one thing."""
    if not fact.of_its_kind:
        return claims
    kept = []
    for claim in claims:
        said = dict(zip(fact.values, claim.values, strict=True)) if claim.values is not DENIED else {}
        itself = [column for column in fact.of_its_kind if said.get(column) == entity_id]
        elsewhere = any(said.get(column) is not None for column in fact.refers if column not in itself)
        if not itself:
            kept.append(claim)
        elif elsewhere and fact.optional.issuperset(itself):
            values = tuple(None if column in itself else value for column, value in said.items())
            kept.append(replace(claim, values=values))
    return kept


def _end_with(lives: Desired, desired: Desired) -> None:
    """What is told of a thing holds on no day on which the thing is there no more."""
    for entity_id, versions in desired.items():
        if absent := gaps(version for _, version in lives[entity_id]):
            desired[entity_id] = [(key, piece) for key, version in versions for piece in outside(absent, version)]


def _keep_within(connection: Connection, fact: Fact, inside: Within, desired: Desired) -> set[int]:
    """Cut versions to the life of what they must lie within; returns the statements of which something was cut."""
    names = (fact.entity, *fact.key, *fact.values)
    parents = {
        _parent(names, inside, entity_id, keyed) for entity_id, versions in desired.items() for keyed in versions
    }
    lives = _lives(connection, inside, parents)
    cut: set[int] = set()
    for entity_id, versions in desired.items():
        kept: list[Keyed] = []
        for key, version in versions:
            pieces = [*_cut(version, lives.get(_parent(names, inside, entity_id, (key, version)), ()), inside)]
            kept += [(key, piece) for piece in pieces]
            if pieces != [version] and version.statement_id is not None:
                cut.add(version.statement_id)
        desired[entity_id] = kept
    return cut


def _parent(names: Sequence[str], inside: Within, entity_id: int, keyed: Keyed) -> int:
    row = dict(zip(names, (entity_id, *keyed[0], *keyed[1].values), strict=True))
    parent = row[inside.column]
    assert isinstance(parent, int)
    return parent


Life = tuple[date | None, date | None]


def _lives(connection: Connection, inside: Within, parents: Iterable[int]) -> dict[int, list[Life]]:
    """The stretches of life of each parent, adjacent versions joined."""
    rows = connection.execute(
        text(
            f"SELECT t.{inside.parent_column} AS parent, lower(r) AS since, upper(r) AS until "
            f"FROM (SELECT t.{inside.parent_column}, range_agg(t.valid_time) AS life "
            f"FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN {inside.parent} t ON t.{inside.parent_column} = e.id "
            f"GROUP BY 1) t CROSS JOIN LATERAL unnest(t.life) AS r ORDER BY 1, 2 NULLS FIRST"
        ),
        {"ids": sorted(parents)},
    )
    lives: dict[int, list[Life]] = defaultdict(list)
    for row in rows:
        lives[row.parent].append((row.since, row.until))
    return lives


def _cut(version: Version, lives: Iterable[Life], inside: Within) -> Iterable[Version]:
    rule = f"INFERRED:within_{inside.parent.rsplit('.', maxsplit=1)[-1]}"
    for since, until in lives:
        starts = max(filter(None, (version.since, since)), default=None)
        ends = min(filter(None, (version.until, until)), default=None)
        if starts is not None and ends is not None and starts >= ends:
            continue
        piece = version
        if starts != version.since:
            piece = replace(piece, since=starts, starts_basis=rule, starts_after=None)
        if ends != version.until:
            piece = replace(piece, until=ends, ends_basis=rule, ends_after=None)
        yield piece


def outlived(connection: Connection, parents: Iterable[str]) -> dict[str, list[int]]:
    """Identities by fact whose versions now lie outside the life they must lie within; `parents` are facts changed."""
    found: dict[str, list[int]] = {}
    changed = set(parents)
    for fact in FACTS.values():
        for inside in fact.within:
            if inside.parent in changed:
                rows = connection.scalars(text(_outside(fact, inside))).all()
                if rows:
                    found[fact.name] = sorted(set(rows) | set(found.get(fact.name, ())))
    return found


def _outside(fact: Fact, inside: Within) -> str:
    """Only identities that changed in this transaction can have moved a bound: the feed names them."""
    return (
        f"SELECT DISTINCT t.{fact.entity} FROM feed.changed c "
        f"JOIN {fact.name} t ON t.{inside.column} = c.entity_id "
        f"WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact = '{inside.parent}' "
        f"AND NOT EXISTS (SELECT FROM (SELECT range_agg(p.valid_time) AS life FROM {inside.parent} p "
        f"WHERE p.{inside.parent_column} = t.{inside.column}) l WHERE l.life @> t.valid_time)"
    )
