"""The consumers' documents: lawful, small enough, found by hash and name, and noticed when the schema leaves them."""

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from graphql import FieldNode, GraphQLSchema, OperationDefinitionNode, build_schema, parse, print_schema, validate
from graphql.language import visit
from graphql.language.visitor import Visitor
from graphql.utilities import TypeInfo, TypeInfoVisitor
from sqlalchemy import Engine, select, text

from registries.access.consumers import PURPOSES, UnknownConsumerError, hold_to_documents, register_consumer
from registries.access.tables import consumer
from registry_api.documents import OPERATIONS, Documents, Trusted, is_identifier
from registry_api.limits import breaches, parse_bounded
from registry_api.metrics import DOCUMENT
from registry_api.schema import EXPORTED
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, FLAT

DOCUMENTS = Documents.read()
MODERN = "application/graphql-response+json"
each = pytest.mark.parametrize("trusted", DOCUMENTS.all, ids=lambda one: f"{one.kind}.{one.name}")


@pytest.fixture(scope="module")
def exported() -> GraphQLSchema:
    return build_schema(EXPORTED.read_text(encoding="utf-8"))


@each
def test_a_trusted_document_is_lawful_and_within_the_limits(trusted: Trusted, exported: GraphQLSchema) -> None:
    document = parse_bounded(trusted.text)
    assert validate(exported, document) == []
    assert breaches(exported, document) == []
    assert [type(one) for one in document.definitions].count(OperationDefinitionNode) == 1


@each
def test_no_field_of_a_trusted_document_can_leave_the_schema_unnoticed(
    trusted: Trusted, exported: GraphQLSchema
) -> None:
    used = _fields(exported, trusted.text)
    assert used
    for owner, name in used:
        changed = build_schema(print_schema(exported), assume_valid=True)
        del changed.type_map[owner].fields[name]  # type: ignore[attr-defined]
        assert validate(changed, parse(trusted.text)) != [], f"{owner}.{name}"


def _fields(schema: GraphQLSchema, text: str) -> set[tuple[str, str]]:
    found = set()
    info = TypeInfo(schema)

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = info.get_parent_type()
            if parent is not None and not node.name.value.startswith("__"):
                found.add((parent.name, node.name.value))

    visit(parse(text), TypeInfoVisitor(info, Fields()))
    return found


@each
def test_a_trusted_document_is_found_by_the_hash_of_its_file_and_by_name(trusted: Trusted) -> None:
    content = (OPERATIONS / trusted.kind / f"{trusted.name}.graphql").read_bytes()
    assert DOCUMENTS.find(f"sha256:{sha256(content).hexdigest()}") == trusted
    assert DOCUMENTS.find(f"{trusted.kind}.{trusted.name}") == trusted
    assert trusted.text.encode() == content
    assert is_identifier(f"{trusted.kind}.{trusted.name}")


def test_each_kind_of_consumer_is_allowed_its_own_documents_only() -> None:
    for trusted in DOCUMENTS.all:
        assert [kind for kind in PURPOSES if DOCUMENTS.allows(kind, trusted.digest)] == [trusted.kind]
    assert not DOCUMENTS.allows("portal", "0" * 64)


def test_two_kinds_may_rely_on_the_same_text(tmp_path: Path) -> None:
    for kind in ("portal", "analyst"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "name.graphql").write_bytes(b"{ __typename }\r\n")
    found = Documents.read(tmp_path)
    digest = sha256(b"{ __typename }\r\n").hexdigest()
    assert found.allows("portal", digest)
    assert found.allows("analyst", digest)
    assert found.find(f"sha256:{digest}") is not None


@each
def test_a_trusted_document_needs_no_text_in_the_request(trusted: Trusted, portal: Client) -> None:
    values = {"iin": AIGUL, "bin": "080140000001", "kato": "710000000", "rka": "1" * 16, "scheme": "RNN", "value": "x",
              "cadastralNumber": "01-001-001-001", "today": "2024-01-01"}  # fmt: skip
    asked = [one.variable.name.value for one in _operation(trusted).variable_definitions or ()]
    variables = {name: values[name] for name in asked if name in values}
    by_hash, by_name, by_text = (
        portal.post(json.dumps({**document, "variables": variables}).encode(), HTTP_ACCEPT=MODERN)
        for document in (
            {"documentId": f"sha256:{trusted.digest}"},
            {"documentId": f"{trusted.kind}.{trusted.name}"},
            {"query": trusted.text},
        )
    )
    assert by_hash.raw == by_name.raw == by_text.raw
    assert by_hash.status == by_name.status == by_text.status


def _operation(trusted: Trusted) -> OperationDefinitionNode:
    (found,) = (one for one in parse(trusted.text).definitions if isinstance(one, OperationDefinitionNode))
    return found


def test_an_unknown_document_is_told_in_one_error(portal: Client) -> None:
    body = json.dumps({"documentId": f"sha256:{'0' * 64}", "variables": {}}).encode()
    modern, plain = portal.post(body, HTTP_ACCEPT=MODERN), portal.post(body)
    assert (modern.status, plain.status) == (400, 200)
    assert modern.codes == plain.codes == ["PERSISTED_DOCUMENT_NOT_FOUND"]


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": "sha256:abc"},
        {"documentId": "sha256:" + "A" * 64},
        {"documentId": "md5:abc"},
        {"documentId": "portal/person"},
        {"documentId": ""},
        {"documentId": 7},
        {"documentId": "portal.person", "query": "{ __typename }"},
    ],
)
def test_what_is_no_document_identifier_is_refused(portal: Client, body: dict[str, object]) -> None:
    answer = portal.post(json.dumps(body).encode())
    assert (answer.status, answer.codes) == (400, ["BAD_REQUEST"])


def test_only_a_registered_consumer_is_held_to_its_documents(database: Engine) -> None:
    with database.begin() as connection:
        register_consumer(connection, "bank", "portal", "loans")
        held = select(consumer.c.trusted_documents_only).where(consumer.c.name == "bank")
        assert connection.scalar(held) is False
        hold_to_documents(connection, "bank", held=True)
        assert connection.scalar(held) is True
        with pytest.raises(UnknownConsumerError):
            hold_to_documents(connection, "nobody", held=True)


def test_an_answer_is_counted_under_the_name_of_a_registered_document_alone(portal: Client) -> None:
    def counted(body: dict[str, object]) -> object:
        told = json.dumps(body).encode()
        environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "CONTENT_TYPE": "application/json",
                   "CONTENT_LENGTH": str(len(told)), "wsgi.input": io.BytesIO(told),
                   "HTTP_AUTHORIZATION": f"Bearer {portal.token}"}  # fmt: skip
        list(portal.app(environ, lambda *_: None))
        return environ.get(DOCUMENT)

    person = DOCUMENTS.find("portal.person")
    assert person is not None
    variables = {"iin": AIGUL}
    assert counted({"documentId": "portal.person", "variables": variables}) == "portal.person"
    assert counted({"query": person.text, "variables": variables}) == "portal.person"
    assert counted({"query": "{ __typename }"}) is None


def test_a_consumer_held_to_its_documents_is_answered_those_of_its_kind_and_no_other(
    portal: Client, database: Engine
) -> None:
    own = {"documentId": "portal.person", "variables": {"iin": AIGUL}}
    strange = {"query": "query($iin: IIN!) { individual(iin: $iin) { iin } }", "variables": {"iin": AIGUL}}
    of_others = {"documentId": "analyst.address", "variables": {"rka": FLAT, "today": "2026-01-01"}}
    asked = {
        name: json.dumps(body).encode() for name, body in (("own", own), ("strange", strange), ("others", of_others))
    }
    assert {name: portal.post(body).status for name, body in asked.items()} == {
        "own": 200,
        "strange": 200,
        "others": 200,
    }
    with database.begin() as connection:
        hold_to_documents(connection, "portal", held=True)
        before = connection.scalar(text("SELECT count(*) FROM access.access_log"))
    held = {name: portal.post(body) for name, body in asked.items()}
    assert {name: answer.status for name, answer in held.items()} == {"own": 200, "strange": 403, "others": 403}
    assert held["strange"].codes == held["others"].codes == ["UNTRUSTED_DOCUMENT"]
    assert "data" not in held["strange"].body
    with database.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM access.access_log")) == (before or 0) + 1
