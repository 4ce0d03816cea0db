"""The exported schema, the folder it lives in, and the packages its audit takes."""

import json

from registry_api.documents import OPERATIONS
from registry_api.schema import EXPORTED, export_schema

DOCUMENTS = sorted(OPERATIONS.glob("*/*.graphql"))


def test_the_exported_schema_is_that_of_the_code() -> None:
    assert EXPORTED.read_text(encoding="utf-8") == export_schema()


def test_each_kind_of_consumer_has_its_documents() -> None:
    assert {path.parent.name for path in DOCUMENTS} == {"portal", "department", "analyst"}


def test_the_audit_takes_its_packages_by_hash_from_wherever_npm_is_set_up_to() -> None:
    text = (EXPORTED.parent / "audit" / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert {"node_modules/graphql-http", "node_modules/relay-compiler", "node_modules/graphql"} <= set(packages)
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in packages.values())
    assert "://" not in text


def test_the_folder_of_the_contract_never_shadows_graphql_core() -> None:
    folder = EXPORTED.parent
    assert folder.name == "graphql"
    assert not (folder / "__init__.py").exists()
    assert list(folder.glob("*.py")) == []
