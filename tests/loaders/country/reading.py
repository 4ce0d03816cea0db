"""Reads what the synthetic country wrote, each layout as its description says and with nothing of the writer's code."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from loaders.country.dirt import FIRST_PROFILE, Dirt
from loaders.country.write import Manifest, write_country

ENCODINGS = {"tax": "cp1251", "documents": "utf-8-sig"}
DELIMITERS = {"tax": ";", "pension": "|", "naming_acts": ";"}
UNREADABLE = {"broken_columns", "impossible_date", "unreadable"}


@dataclass(frozen=True)
class Country:
    out: Path
    manifest: Manifest

    def path(self, source: str, day: str = "2026-10-01") -> Path:
        return next((self.out / "deliveries" / source).glob(f"{source}_{day}.*"))

    def text(self, source: str, day: str = "2026-10-01") -> str:
        data = self.path(source, day).read_bytes()
        data = gzip.decompress(data) if self.path(source, day).suffix == ".gz" else data
        return data.decode(ENCODINGS.get(source, "utf-8"))

    def rows(self, source: str, day: str = "2026-10-01") -> list[dict[str, str]]:
        if self.path(source, day).suffix == ".jsonl":
            lines = self.text(source, day).splitlines()
            return [{name: _word(value) for name, value in json.loads(line).items()} for line in lines]
        return list(csv.DictReader(self.text(source, day).splitlines(), delimiter=DELIMITERS.get(source, ",")))

    def truth(self, source: str, day: str = "2026-10-01") -> list[dict[str, str]]:
        with (self.out / "truth" / f"{source}.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if day in row["file"]]

    def with_truth(self, source: str, day: str = "2026-10-01") -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        """Readable rows of a CSV source beside what is true of them."""
        for row, truth in zip(self.rows(source, day), self.truth(source, day), strict=True):
            if not UNREADABLE & set(truth["dirt"].split("|")):
                yield row, truth

    def elements(self, source: str, tag: str, day: str = "2026-10-01") -> list[ET.Element]:
        return list(ET.fromstring(self.text(source, day).encode()).iter(tag))

    def lives(self) -> list[dict[str, Any]]:
        lines = (self.out / "truth" / "persons.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def lives_by_iin(self) -> dict[str, dict[str, Any]]:
        return {numbered["iin"]: life for life in self.lives() for numbered in life["iins"]}


def _word(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def write(out: Path, *, persons: int, seed: int = 1, dirt: Dirt = FIRST_PROFILE) -> Country:
    return Country(out, write_country(out, persons=persons, seed=seed, dirt=dirt))


def name_on(life: dict[str, Any], day: str) -> tuple[str, str, str]:
    """(surname, given name, patronymic) borne on `day` by the true life."""
    borne = [named for named in life["names"] if named["first_day"] <= day] or life["names"][:1]
    return borne[-1]["surname"], borne[-1]["given"], borne[-1]["patronymic"]
