"""What a written address says, part by part. Every word and figure of the text belongs to exactly one part or to the rest."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Named:
    """A name as written, and what its type word may mean: kinds of units or geonyms, none where no type was written."""

    name: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number inside a building, and what of: an apartment, an office, a floor; None where it was not said."""

    number: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, `[start, end)`, and the part it belongs to, by the name of the field of FreeText."""

    of: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FreeText:
    """An address as a person wrote it.

    `units` and `geonyms` as they were written, from left to right; `untyped` are names without a word of their type.
    `crossing` are streets that only say where on the first one the place is: of a corner, or `ниже пр. Абая`; `beside`
    are numbers of houses it lies near to, not in. `former` are the names in brackets. `rest` is what was left over.
    `pointer` is what the number is of: a kind of building, or KILOMETRE of a highway.
    """

    text: str
    postcodes: tuple[str, ...] = ()
    units: tuple[Named, ...] = ()
    geonyms: tuple[Named, ...] = ()
    crossing: tuple[Named, ...] = ()
    former: tuple[Named, ...] = ()
    untyped: tuple[str, ...] = ()
    number: str | None = None
    pointer: str | None = None
    corpus: str | None = None
    premises: tuple[Numbered, ...] = ()
    beside: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=(), compare=False)

    @property
    def house(self) -> str | None:
        """The whole number of the building, with that of its corpus: `12/1`."""
        if self.number is None or self.corpus is None:
            return self.number
        return f"{self.number}/{self.corpus}"
