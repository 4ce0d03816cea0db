"""The exported schema, the consumers' documents, and the folder they live in."""

from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from registry_api.documents import OPERATIONS
from registry_api.schema import EXPORTED, export_schema

DOCUMENTS = sorted(OPERATIONS.glob("*/*.graphql"))


def test_the_exported_schema_is_that_of_the_code() -> None:
    assert EXPORTED.read_text(encoding="utf-8") == export_schema()


def test_each_kind_of_consumer_has_its_documents() -> None:
    assert {path.parent.name for path in DOCUMENTS} == {"portal", "department", "analyst"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_consumers_document_is_lawful(path: Path) -> None:
    assert validate(build_schema(export_schema()), parse(path.read_text(encoding="utf-8"))) == []


def test_the_folder_of_the_contract_never_shadows_graphql_core() -> None:
    folder = EXPORTED.parent
    assert folder.name == "graphql"
    assert not (folder / "__init__.py").exists()
    assert list(folder.glob("*.py")) == []
