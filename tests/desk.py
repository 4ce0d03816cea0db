"""A clerk's desk: the command given as at a terminal, in a folder, on a real database in which nothing has happened."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from registries.__main__ import main
from tests.loaders.offices import empty

DAY = ("--reference-date", "2024-01-01")
LATER = ("--reference-date", "2024-02-01")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def number(self) -> str:
        """The number of the one delivery that was reported as JSON."""
        [report] = self.objects
        return str(report["delivery"])

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Desk:
    """Somebody at a terminal, in a folder, with a database in which nothing has happened."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    folder: Path
    engine: Engine

    def give(self, *words: str) -> Ended:
        self.monkeypatch.setattr("sys.argv", ["registries", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = self.capsys.readouterr()
        return Ended(code, told.out, told.err)

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def scalar(self, query: str) -> object:
        with self.engine.connect() as connection:
            return connection.scalar(text(query))


@pytest.fixture
def desk(
    first_house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    empty(first_house)
    monkeypatch.setenv("REGISTRIES_DATABASE_URL", first_house.url.render_as_string(hide_password=False))
    monkeypatch.setenv("REGISTRIES_SYNTHETIC", "1")
    monkeypatch.setenv("REGISTRIES_DATA_DIR", str(tmp_path / "data"))
    return Desk(monkeypatch, capsys, tmp_path, first_house)
