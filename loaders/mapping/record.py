"""One record of one source: its words in, everything it says out."""

from collections.abc import Callable

from loaders.formats import Reason, Words
from loaders.mapping.dictionary import NONE, Dictionaries
from loaders.mapping.facts import Fact, compiled_fact, condition, joined_key, key_text
from loaders.mapping.fields import field_steps
from loaders.mapping.found import Found, Step
from loaders.mapping.identifiers import hints_against
from loaders.mapping.shapes import Fields, Interpretation, StatedFact
from loaders.mapping.texts import elements
from loaders.source import FieldSpec, Source
from registries.identifiers import Kind

Interpreter = Callable[[Words], Interpretation]
Elements = tuple[str, Callable[[object], list[object]], tuple[Step, ...], tuple[str, ...]]

MISSING_KEY = "the record does not say which record it is"
NO_PLACE = "the record does not say where the thing is"
UNREADABLE_KEY = "the identifier that names the record does not read as one"


class Mapping:
    """A source, compiled: what does not depend on the header is prepared once. `dictionaries` say what numbers mean."""

    def __init__(self, source: Source, dictionaries: Dictionaries = NONE) -> None:
        self._source, self._dictionaries = source, dictionaries
        facts = [(spec.each, compiled_fact(source, spec)) for spec in source.facts]
        self._facts = tuple(fact for each, fact in facts if each is None)
        self._facts_of = {name: tuple(fact for each, fact in facts if each == name) for name in source.groups}
        self._ended = condition(source.ended) if source.ended is not None else lambda _: False
        self._hinting = _own_iin(source)
        self._groups = tuple(_elements(name, source) for name in source.groups)

    def interpret(self, columns: tuple[str, ...] = ()) -> Interpreter:
        """A function of a row's words, for a table with this header (empty for documents)."""
        steps = field_steps(self._source.fields, columns or None, "", self._dictionaries)

        def interpretation(words: Words) -> Interpretation:
            fields: Fields = {}
            found = Found()
            for step in steps:
                step(words, fields, found)
            return self._interpretation(words, fields, found)

        return interpretation

    def _interpretation(self, words: Words, fields: Fields, found: Found) -> Interpretation:
        key, entity_key = self._keys(fields, found)
        if self._source.placed and all(fields[name] is None for name in self._source.placed):
            found.reasons.append(Reason("NO_PLACE", self._source.placed[0], NO_PLACE))
        if self._hinting in found.readings:
            reading = found.readings[self._hinting]
            found.suspicions += hints_against(reading, self._hinting, fields.get("birth_date"), fields.get("sex"))
        ended = self._ended(fields)
        facts = _facts(self._facts, fields, ended, found)
        groups: dict[str, tuple[Fields, ...]] = {}
        for name, select, steps, own in self._groups:
            scopes = [_element(element, fields, steps, found) for element in select(words)]
            groups[name] = tuple({field: scope[field] for field in own} for scope in scopes)
            for scope in scopes:
                facts += _facts(self._facts_of[name], scope, ended, found)
        return Interpretation(
            key,
            entity_key,
            fields,
            groups,
            tuple(found.identifiers),
            tuple(facts),
            tuple(dict.fromkeys(found.reasons)) if found.reasons else (),
            tuple(dict.fromkeys(found.suspicions)) if found.suspicions else (),
            ended,
        )

    def _keys(self, fields: Fields, found: Found) -> tuple[str, str]:
        """The keys of the record and of its entity."""
        of_entity = self._source.entity_key
        known = [_first_known(alternatives, fields) for alternatives in self._source.key]
        parts = ["" if name is None else key_text(fields[name]) for name in known]
        entity_parts = []
        for alternatives, name, part in zip(self._source.key, known, parts, strict=True):
            if alternatives not in of_entity:
                continue
            entity_parts.append(part)
            if name is None:
                found.reasons.append(Reason("MISSING_KEY", alternatives[0], MISSING_KEY))
            elif len(of_entity) == 1 and name in found.readings and found.readings[name].normal is None:
                found.reasons.append(Reason("UNREADABLE_KEY", name, UNREADABLE_KEY))
        return joined_key(parts), joined_key(entity_parts)


def _first_known(alternatives: tuple[str, ...], fields: Fields) -> str | None:
    return next((name for name in alternatives if fields[name] is not None), None)


def interpret(source: Source, columns: tuple[str, ...], words: Words) -> Interpretation:
    """What one record says. For many records compile once: `Mapping(source).interpret(columns)`."""
    return Mapping(source).interpret(columns)(words)


def _elements(name: str, source: Source) -> Elements:
    group = source.groups[name]
    names = tuple(part for field, spec in group.fields.items() for part in spec.made(field))
    return name, elements(group.path), field_steps(group.fields, None, f"{name}."), names


def _element(element: object, fields: Fields, steps: tuple[Step, ...], found: Found) -> Fields:
    """The fields of one element over those of its record; identifiers inside it do not name the record."""
    scope = dict(fields)
    readings = found.readings
    found.readings = {}
    for step in steps:
        step(element, scope, found)
    found.readings = readings
    return scope


def _facts(compiled: tuple[Fact, ...], fields: Fields, ended: bool, found: Found) -> list[StatedFact]:
    return [stated for fact in compiled if (stated := fact(fields, ended, found)) is not None]


def _own_iin(source: Source) -> str:
    """The field of the person's present IIN, or no name where there is none."""

    def present(spec: FieldSpec) -> bool:
        return spec.identifier == (Kind.IIN,) and not spec.foreign and spec.until is None

    if source.register != "individual":
        return ""
    return next((name for name, spec in source.fields.items() if present(spec)), "")
