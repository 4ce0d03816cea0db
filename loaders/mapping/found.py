"""What the steps over one record share."""

from collections.abc import Callable

from loaders.formats import Reason
from loaders.mapping.shapes import Fields, StatedIdentifier
from registries.identifiers import Reading


class Found:
    """What the steps collect beside the values: why not, what is odd, and whose identifiers these are."""

    __slots__ = ("identifiers", "readings", "reasons", "suspicions")

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.suspicions: list[Reason] = []
        self.identifiers: list[StatedIdentifier] = []
        self.readings: dict[str, Reading] = {}


Step = Callable[[object, Fields, Found], None]
Word = Callable[[object, Found], str | None]
