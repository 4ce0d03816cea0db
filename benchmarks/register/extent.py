"""How large the register of addresses is, and how often everything in it was renamed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reading.fill import FOLDER

OWN = Path(__file__).parent / "country"


@dataclass(frozen=True, slots=True)
class Register:
    """`versions` are the names that each unit and geonym has had, in each language; buildings have no names."""

    buildings: int
    versions: int
    seed: int = 1

    @property
    def name(self) -> str:
        return f"register_{self.buildings}_{self.versions}_{self.seed}"

    @property
    def numbers(self) -> dict[str, int]:
        geonyms = max(self.buildings // 100, 6_400)
        city_streets = geonyms // 5
        return {
            "buildings": self.buildings,
            "versions": self.versions,
            "seed": self.seed,
            "city_streets": city_streets,
            "village_streets": geonyms - city_streets - 200,
        }

    @property
    def bulk(self) -> Sequence[str]:
        return ("houses.sql",)

    def file(self, step: str) -> Path:
        return OWN / step if (OWN / step).exists() else FOLDER / step
