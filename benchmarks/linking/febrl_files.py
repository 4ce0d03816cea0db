"""The FEBRL files as records of the model `febrl.toml`. English and Australian names: keys of sound of their own."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from registries.crosswalk.weighing.scorer import Record

DAY = re.compile(r"\d{8}")
_NOT_LETTER = re.compile("[^a-z]")
_MUTE = re.compile("[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
_DIGRAPHS = (("ph", "f"), ("ck", "k"), ("gh", "g"), ("sch", "s"), ("tz", "z"))
_SOUNDS = str.maketrans("bpfvwckgqxszdtmnlrj", "bbffwccccxssddmnlrc")
_VOWELS = "aeiouyh"
SOUNDS = 6


@dataclass(frozen=True, slots=True)
class Files:
    """`right` is `left` itself where one file is searched for duplicates; `links` are places in the two."""

    left: list[Record]
    right: list[Record]
    links: frozenset[tuple[int, int]]

    @property
    def two(self) -> bool:
        return self.left is not self.right


def read_files(folder: Path, number: str) -> Files:
    left, places = _read(folder / f"{number}_a.csv")
    right, right_places = (left, places) if number != "4" else _read(folder / f"{number}_b.csv")
    with (folder / f"{number}_links.csv").open(newline="") as file:
        links = [(places[one], right_places[other]) for one, other in csv.reader(file)]
    if left is right:
        links = [(min(pair), max(pair)) for pair in links]
    return Files(left, right, frozenset(links))


def _read(path: Path) -> tuple[list[Record], dict[str, int]]:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [_record(row) for row in rows], {row["rec_id"]: place for place, row in enumerate(rows)}


def _record(row: dict[str, str]) -> Record:
    """In the order of the model's columns."""
    said = {name: text.strip() or None for name, text in row.items()}
    given, surname, birth = said["given_name"], said["surname"], said["date_of_birth"]
    day = birth if birth and DAY.fullmatch(birth) else None
    return (
        given,
        surname,
        _sound(given),
        _sound(surname),
        birth,
        day and day[:4],
        day and day[4:],
        day and "".join(sorted((day[4:6], day[6:]))),
        said["street_number"],
        said["address_1"],
        said["address_2"],
        said["suburb"],
        said["postcode"],
        said["state"],
        said.get("soc_sec_id"),
    )


def _sound(name: str | None) -> str | None:
    """Whether it begins with a vowel, then classes of consonants."""
    word = _NOT_LETTER.sub("", name or "")
    for written, heard in _DIGRAPHS:
        word = word.replace(written, heard)
    if not word:
        return None
    first = "a" if word[0] in _VOWELS else word[0]
    return _DOUBLED.sub(r"\1", (first + _MUTE.sub("", word[1:])).translate(_SOUNDS))[:SOUNDS]
