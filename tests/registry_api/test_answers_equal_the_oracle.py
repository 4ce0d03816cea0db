"""Generated operations on generated worlds: the product answers what the oracle answers, and leaves the same receipts."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.prove import examples
from tests.registry_api.generated.twins import Twins, twins

WORLDS = examples(4, full=12)
ORACLE = Path(__file__).resolve().parent / "oracle"


@pytest.fixture(scope="module")
def twins_of(
    new_database: Callable[[], Engine], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[int], Twins]]:
    """The twins on the world of a number, built when first asked for."""
    made: dict[int, Twins] = {}

    def of(number: int) -> Twins:
        if number not in made:
            made[number] = twins(new_database(), tmp_path_factory.mktemp("home"), number)
        return made[number]

    yield of
    for one in made.values():
        one.close()


@settings(max_examples=examples(200, full=10_000), deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 2**32 - 1))
def test_a_generated_operation_is_answered_as_the_oracle_answers_it(
    twins_of: Callable[[int], Twins], seed: int
) -> None:
    pair = twins_of(seed % WORLDS)
    asked = pair.operation(seed)
    if pair.differences(asked):
        pytest.fail(f"seed {seed}\n{pair.explained(asked)}")


def test_the_oracle_takes_nothing_from_the_product() -> None:
    taken = {
        f"{path.name}: {name}"
        for path in ORACLE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if not name.startswith("tests.registry_api.oracle") and name.split(".")[0] in PRODUCT
    }
    assert taken == set()


PRODUCT = {"registries", "registry_api", "loaders", "tests", "strawberry"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{'.' * node.level}{node.module or ''}" if not node.level else "tests"]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []
