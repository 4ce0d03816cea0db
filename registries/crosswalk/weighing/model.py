"""A model of linkage as data: blocking keys, comparisons with their levels, and the weights of the levels.

A model is a TOML file of a closed language, nothing of it is executed. From the one declaration come the scorer, the
set-up of Splink and the explanations; its digest names it in every judgement and every figure.
"""

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from registries.crosswalk.weighing.predicates import KINDS, Predicate
from registries.errors import RegistryError

ELSE: Final = "else"
# What Splink does with probabilities of nothing: no weight is infinite.
LEAST_PROBABILITY: Final = 1e-12
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class ModelMistake(RegistryError):
    """A model file that does not hold together; the sentence names the place."""

    code = "MODEL_MISTAKE"


@dataclass(frozen=True, slots=True)
class Level:
    """`when` in disjunctive form; None for what is left. `frequency`: the column whose value's share replaces `u`."""

    name: str
    when: tuple[tuple[Predicate, ...], ...] | None
    m: float
    u: float
    frequency: str | None = None
    missing: bool = False

    @property
    def weight(self) -> float:
        """Bits; nothing where nothing is said."""
        if self.missing:
            return 0.0
        return math.log2(max(self.m, LEAST_PROBABILITY) / max(self.u, LEAST_PROBABILITY))

    @property
    def predicates(self) -> Iterable[Predicate]:
        return (predicate for alternative in self.when or () for predicate in alternative)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels in their order: the first that holds is the outcome, the last holds always."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class BlockingKey:
    """Records that agree on all of `of` are candidates; `probes` are further readings of the record that asks.

    `only_without`: a column whose text makes better keys; the key is looked for only by records that lack it.
    """

    name: str
    of: tuple[str, ...]
    probes: tuple[tuple[str, ...], ...] = ()
    only_without: str | None = None


@dataclass(frozen=True)
class Model:
    """`columns` is the order of texts in a record; `thresholds` and `most_of_a_key` belong to whoever decides."""

    name: str
    version: int
    columns: tuple[str, ...]
    keys: tuple[BlockingKey, ...]
    comparisons: tuple[Comparison, ...]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    normaliser: int | None = None

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits over all that decides."""
        words = json.dumps(self.to_words(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @cached_property
    def recipe(self) -> int:
        """64 bits over what stored keys depend on, and nothing else: weights and thresholds may change without them."""
        words = [self.normaliser, list(self.columns), [[key.name, list(key.of)] for key in self.keys]]
        digest = hashlib.sha256(json.dumps(words, separators=(",", ":")).encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {column: place for place, column in enumerate(self.columns)}

    def comparison(self, name: str) -> Comparison:
        return next(comparison for comparison in self.comparisons if comparison.name == name)

    def with_levels(self, weights: Mapping[str, Sequence[tuple[float, float]]]) -> "Model":
        """The same with (m, u) of every level of the comparisons named."""
        return replace(
            self,
            comparisons=tuple(
                replace(c, levels=tuple(replace(lv, m=m, u=u) for lv, (m, u) in zip(c.levels, weights[c.name], strict=True)))
                if c.name in weights
                else c
                for c in self.comparisons
            ),
        )  # fmt: skip

    def to_words(self) -> dict[str, Any]:
        """What `parse_model` reads."""
        words: dict[str, Any] = {
            "name": self.name,
            "version": self.version,
            "columns": list(self.columns),
            "thresholds": dict(self.thresholds),
            "key": [_key_words(key) for key in self.keys],
            "comparison": [
                {"name": c.name, "level": [_level_words(level) for level in c.levels]} for c in self.comparisons
            ],
        }
        if self.normaliser is not None:
            words["normaliser"] = self.normaliser
        return words


def parse_model(text: str) -> Model:
    """A model from the text of its file. Raises `ModelMistake`."""
    try:
        return model_of(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _mistake(f"it is not TOML: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _mistake(f"a word is missing or of another kind: {error}") from error


def model_of(words: Mapping[str, Any]) -> Model:
    """A model from its words. Raises `ModelMistake`; KeyError, TypeError or ValueError for words of another kind."""
    columns = tuple(str(column) for column in words["columns"])
    if len(set(columns)) != len(columns) or not all(_NAME.fullmatch(column) for column in columns):
        raise _mistake("columns are lower-case words, each once")
    model = Model(
        str(words["name"]),
        int(words["version"]),
        columns,
        tuple(_key(key, columns) for key in words.get("key", ())),
        tuple(_comparison(comparison, columns) for comparison in words["comparison"]),
        {str(name): float(value) for name, value in words.get("thresholds", {}).items()},
        words.get("normaliser"),
    )
    names = [c.name for c in model.comparisons]
    if len(set(names)) != len(names):
        raise _mistake("two comparisons bear one name")
    return model


def _key(words: Mapping[str, Any], columns: Sequence[str]) -> BlockingKey:
    key = BlockingKey(
        str(words["name"]),
        tuple(words["of"]),
        tuple(tuple(probe) for probe in words.get("probes", ())),
        words.get("only_without"),
    )
    for reading in (key.of, *key.probes):
        if len(reading) != len(key.of) or not set(reading) <= set(columns):
            raise _mistake(f"key {key.name}: its readings are of as many columns, all declared")
    if key.only_without not in (None, *columns):
        raise _mistake(f"key {key.name}: no column {key.only_without}")
    return key


def _comparison(words: Mapping[str, Any], columns: Sequence[str]) -> Comparison:
    name = str(words["name"])
    levels = tuple(_level(name, level, columns) for level in words["level"])
    if not levels or levels[-1].when is not None or any(level.when is None for level in levels[:-1]):
        raise _mistake(f"comparison {name}: the last level, and only it, is `{ELSE}`")
    if len({level.name for level in levels}) != len(levels):
        raise _mistake(f"comparison {name}: two levels bear one name")
    return Comparison(name, levels)


def _level(comparison: str, words: Mapping[str, Any], columns: Sequence[str]) -> Level:
    place = f"comparison {comparison}, level {words['name']}"
    when = str(words["when"])
    alternatives = None if when == ELSE else tuple(_conjunction(place, part, columns) for part in when.split(" or "))
    missing = alternatives is not None and all(p.kind == "missing" for a in alternatives for p in a)
    m, u = float(words.get("m", 1.0 if missing else 0.0)), float(words.get("u", 1.0 if missing else 0.0))
    if not (0 <= m <= 1 and 0 <= u <= 1):
        raise _mistake(f"{place}: m and u are probabilities")
    frequency = words.get("frequency")
    if frequency is not None and frequency not in columns:
        raise _mistake(f"{place}: no column {frequency}")
    return Level(str(words["name"]), alternatives, m, u, frequency, missing)


def _conjunction(place: str, text: str, columns: Sequence[str]) -> tuple[Predicate, ...]:
    return tuple(_predicate(place, part.split(), columns) for part in text.split(" and "))


def _predicate(place: str, words: Sequence[str], columns: Sequence[str]) -> Predicate:
    kind = KINDS.get(words[0]) if words else None
    if kind is None or len(words) != 1 + kind.columns + kind.bounded:
        raise _mistake(f"{place}: `{' '.join(words)}` is no predicate")
    of = tuple(words[1 : 1 + kind.columns])
    if not set(of) <= set(columns):
        raise _mistake(f"{place}: `{' '.join(words)}` names no column")
    return Predicate(words[0], of, float(words[-1]) if kind.bounded else None)


def _key_words(key: BlockingKey) -> dict[str, Any]:
    words: dict[str, Any] = {"name": key.name, "of": list(key.of)}
    if key.probes:
        words["probes"] = [list(probe) for probe in key.probes]
    if key.only_without:
        words["only_without"] = key.only_without
    return words


def _level_words(level: Level) -> dict[str, Any]:
    when = ELSE if level.when is None else " or ".join(" and ".join(map(str, a)) for a in level.when)
    words: dict[str, Any] = {"name": level.name, "when": when}
    if not level.missing:
        words |= {"m": level.m, "u": level.u}
    return words | ({"frequency": level.frequency} if level.frequency else {})


def _mistake(sentence: str) -> ModelMistake:
    return ModelMistake(
        f"the model does not hold together: {sentence}", next_step="correct the named place of its file"
    )
