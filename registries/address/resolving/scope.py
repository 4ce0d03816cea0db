"""Where a written address lies: the lowest units that agree with everything said of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from registries.address.name_key import name_key
from registries.address.resolving import statements
from registries.address.resolving.asking import SETTLEMENTS, Asked
from registries.address.resolving.likeness import likeness

Kinds = frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """`lowest` are the units that may be meant; `all_said` whether every unit said agrees with them, exactly."""

    lowest: tuple[int, ...]
    all_said: bool
    settled: bool  # whether a settlement that was said by its type was found
    said: bool  # whether any unit was said, or is taken for granted
    met: bool  # whether any unit that was said was found


def scopes(connection: Connection, asked: Sequence[Asked], within: int | None) -> list[Scope]:
    keys = {key for one in asked for key in one.unit_keys if key}
    found: dict[str, dict[int, Kinds]] = dict(statements.units(connection, keys)) if keys else {}
    slipped = {key for one in asked for key, unit in zip(one.unit_keys, one.units, strict=True) if unit.kinds} - {
        *found,
        "",
    }
    near = _similar(connection, slipped)
    every = {unit for of in (*found.values(), *near.values()) for unit in of} | ({within} if within else set())
    above = statements.related(connection, statements.ABOVE, every) if every else {}
    return [_scope(one, found, near, above, within) for one in asked]


def _similar(connection: Connection, keys: Iterable[str]) -> dict[str, dict[int, Kinds]]:
    best: dict[str, tuple[float, dict[int, Kinds]]] = {}
    wanted = list(keys)
    for key, unit, registered, kinds in statements.similar_units(connection, wanted) if wanted else ():
        like = likeness(key, registered)
        held, units = best.get(key, (0.0, {}))
        if like > held:
            best[key] = (like, {unit: kinds})
        elif like and like == held:
            units[unit] = kinds
    return {key: units for key, (_, units) in best.items()}


def _scope(
    asked: Asked,
    exact: Mapping[str, dict[int, Kinds]],
    near: Mapping[str, dict[int, Kinds]],
    above: Mapping[int, frozenset[int]],
    within: int | None,
) -> Scope:
    candidates: list[dict[int, Kinds]] = []
    all_said = settled = True
    for unit in asked.units:
        key = name_key(unit.name)
        found = exact.get(key) or near.get(key) or {}
        inside = {one: kinds for one, kinds in found.items() if within is None or within in above[one]}
        agreeing = {one: kinds for one, kinds in inside.items() if not unit.kinds or unit.kinds & kinds}
        chosen = agreeing or (inside if unit.kinds & SETTLEMENTS else {})
        all_said &= bool(agreeing) and key in exact
        settled &= bool(chosen) or not unit.kinds & SETTLEMENTS
        if chosen:
            candidates.append(chosen)
    if not candidates:
        return Scope((within,) if within else (), all_said, settled, within is not None, met=False)
    lowest = _lowest(candidates, above)
    most = max(_support(unit, candidates, above) for unit in lowest)
    typed = sum(1 for unit in asked.units if unit.kinds)
    return Scope(
        lowest, all_said and most == len(candidates), settled and most >= min(typed, len(candidates)), True, met=True
    )


def _support(unit: int, candidates: Sequence[dict[int, Kinds]], above: Mapping[int, frozenset[int]]) -> int:
    """How many of the names said are borne by the unit or by one above it."""
    return sum(any(other in above[unit] for other in of) for of in candidates)


def _lowest(candidates: Sequence[dict[int, Kinds]], above: Mapping[int, frozenset[int]]) -> tuple[int, ...]:
    support = {unit: _support(unit, candidates, above) for found in candidates for unit in found}
    most = max(support.values())
    best = [unit for unit, of in support.items() if of == most]
    return tuple(sorted(one for one in best if not any(one in above[other] and other != one for other in best)))
