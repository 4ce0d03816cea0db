"""The layout of the house: where files may stand, what they may be called, how long they may grow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ("registries", "loaders", "graphql", "benchmarks")
FIRST_PARTY = {"registries", "loaders", "registry_api"}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "manager", "misc"}
LONGEST_FILE = 400


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_folder_graphql_never_becomes_a_package_that_shadows_graphql_core() -> None:
    assert (ROOT / "graphql" / "registry_api" / "__init__.py").is_file()
    assert [name_of(path) for path in (ROOT / "graphql").glob("*.py")] == []


def test_modules_are_named_after_things_and_no_drawer_collects_the_rest() -> None:
    named = [name_of(p) for p in sources(*HOUSE, "tests") if p.stem in DRAWERS or p.parent.name in DRAWERS]
    assert named == []


def test_no_file_grows_over_four_hundred_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*HOUSE)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("folder", HOUSE)
def test_nothing_of_ours_is_imported_inside_a_function(folder: str) -> None:
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources(folder)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and FIRST_PARTY & _packages(node)
    ]
    assert hidden == []


def _packages(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {"registries" if node.level else (node.module or "").split(".")[0]}
    return {alias.name.split(".")[0] for alias in node.names}


def test_migrations_import_nothing_of_ours() -> None:
    imported = {
        name_of(path)
        for path in sources("migrations/versions")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and FIRST_PARTY & _packages(node)
    }
    assert imported == set()


def test_no_source_names_a_folder_of_the_machine_it_was_written_on() -> None:
    homes = ("/home/", "/root/", "/Users/", "/work/")
    named = [name_of(p) for p in sources(*HOUSE) if any(home in p.read_text(encoding="utf-8") for home in homes)]
    assert named == []
