"""Fields of the root that compute: a function first, then the one statement, which tells what it found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Annotated, Any

import pytest
import strawberry
from graphql import OperationDefinitionNode, parse
from sqlalchemy import Connection, Engine, text
from strawberry.schema.config import StrawberryConfig

from registries.address.tables import unit_code
from registries.errors import RegistryError
from registries.temporal.read import standing
from registry_api.address import Address, Geonym
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.admission import Admission
from registry_api.answer import Answering
from registry_api.compiler.found_rows import Asked as Selection
from registry_api.compiler.found_rows import MisfoundError, writer
from registry_api.compiler.plan import Plans
from registry_api.compiler.selection import Document, fragments_of
from registry_api.compiler.told import Manner, manner_of
from registry_api.computed import computed, told
from registry_api.individual import Individual
from registry_api.limits import breaches, parse_bounded
from registry_api.moment import AsOf, KnownAt, Moment, dated
from registry_api.scalars import SCALARS
from registry_api.schema import SCHEMA, Query
from registry_api.wsgi import Application
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, CITY, FLAT, HOUSE, World

FOUND = standing(unit_code, "kato")


@strawberry.enum
class Grade(Enum):
    A = "exact"
    B = "safe"


@strawberry.type
class Part:
    word: str | None
    number: int


@strawberry.type
class Parts:
    street: Part | None
    rest: list[str | None] = told(most=3)
    sure: bool | None


@strawberry.type
class Candidate:
    score: float
    held_from: date | None
    address: Address | None
    address_then: Address | None = told(on="held_from", asked=dated)
    geonym: Geonym | None
    unit: AdministrativeUnit | None


Where = Annotated[Address | Geonym | Part, strawberry.union("Where")]


@strawberry.type
class Resolution:
    grade: Grade
    parts: Parts
    candidates: list[Candidate] = told(most=20)
    where: list[Where | None] = told(most=5)
    units: list[AdministrativeUnit] = told(most=5)


@strawberry.type
class Suspect:
    weight: float
    iin: str | None
    individual: Individual | None


@strawberry.input
class Record:
    surname: str
    born_on: date | None = None


class NothingReadError(RegistryError):
    code = "NOTHING_READ"


def by_text(text: str, as_of: AsOf = strawberry.UNSET, known_at: KnownAt = strawberry.UNSET): ...  # type: ignore[no-untyped-def]
def by_records(records: list[Record]): ...  # type: ignore[no-untyped-def]
def by_nothing(): ...  # type: ignore[no-untyped-def]


@dataclass
class Offices:
    """What the functions of the test find, and with what they were asked."""

    finds: Callable[[Connection, Moment, dict[str, Any]], object]
    asked: list[tuple[Moment, dict[str, Any]]]

    def compute(self, connection: Connection, moment: Moment, **given: Any) -> object:
        self.asked.append((moment, given))
        return self.finds(connection, moment, given)


OFFICE = Offices(lambda *_: None, [])


def office(connection: Connection, moment: Moment, **given: Any) -> object:
    return OFFICE.compute(connection, moment, **given)


@strawberry.type(name="Query")
class Asked(Query):
    resolve: Resolution = computed("Graded.", by=office, fact=FOUND, asked=by_text)
    maybe: Resolution | None = computed("Graded, or nothing.", by=office, fact=FOUND, asked=by_text)
    suspects: list[Suspect] = computed(
        "Persons.", by=office, fact=FOUND, asked=by_records, most=100, each="records", subject="individual", effort=20
    )
    many: list[Part] = computed("Parts.", by=office, fact=FOUND, asked=by_nothing, most=1_000)


WIDER = strawberry.Schema(query=Asked, config=StrawberryConfig(scalar_map=dict(SCALARS)))._schema


@pytest.fixture
def wider(app: Application, portal: Client) -> Client:
    """The clerk of the portal, before a schema with such fields."""
    OFFICE.asked.clear()
    answering: Answering = replace(app.answering, schema=WIDER, plans=Plans())
    return replace(portal, app=replace(app, answering=answering, admission=Admission(WIDER)))


def finds(*found: object) -> None:
    """Each call finds the next of these; a refusal is raised."""
    left = iter(found)

    def one(*_: object) -> object:
        value = next(left)
        if isinstance(value, Exception):
            raise value
        return value

    OFFICE.finds = one


def resolution(world: World, **other: object) -> Mapping[str, object]:
    ids = world.ids
    candidate = {"held_from": None, "address": None, "address_then": None, "geonym": None, "unit": None}
    return {
        "grade": Grade.B,
        "parts": {"street": Part(word='a "b"\\\n', number=-3), "rest": ["№ 5", None], "sure": None},
        "candidates": [
            {
                **candidate,
                "score": 0.95,
                "address": ids["house"],
                "address_then": ids["house"],
                "held_from": date(2009, 1, 1),
            },
            {**candidate, "score": 1.0, "geonym": ids["street"], "unit": ids["city"]},
        ],
        "where": [{"__typename": "Geonym", "id": ids["street"]}, None, Part(word=None, number=1)],
        "units": [ids["region"], ids["city"]],
        **other,
    }


def test_values_and_identities_are_told_side_by_side(wider: Client, world: World) -> None:
    finds(resolution(world))
    answer = wider.ask("""query($with: Boolean!) { resolve(text: "x", asOf: "2020-01-01") {
      g: grade parts { sure street { word number __typename } rest } ...F @include(if: $with)
      candidates @skip(if: $with) { score } } }
      fragment F on Resolution { candidates { heldFrom score address { rka } then: addressThen { full(language: RU) }
        again: addressThen(asOf: "2020-01-01") { full(language: RU) } geonym { names { name } } unit { kato } }
        units { kato } where { __typename ... on Geonym { rko names { language } } ... on Part { number } } }""",
        {"with": True},
    )  # fmt: skip
    old, new = ("Республика Казахстан, Акмолинская область, город Кокшетау, улица Ленина, дом 12",
                "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12")  # fmt: skip
    found = answer.data["resolve"]
    assert list(found) == ["g", "parts", "candidates", "units", "where"]
    assert found == {
        "g": "B",
        "parts": {"sure": None, "street": {"word": 'a "b"\\\n', "number": -3, "__typename": "Part"}, "rest": ["№ 5", None]},
        "candidates": [
            {"heldFrom": "2009-01-01", "score": 0.95, "address": {"rka": HOUSE}, "then": {"full": old}, "again": {"full": new},
             "geonym": None, "unit": None},
            {"heldFrom": None, "score": 1.0, "address": None, "then": None, "again": None,
             "geonym": {"names": [{"name": "Абай"}, {"name": "Абая"}]}, "unit": {"kato": CITY}},
        ],
        "units": [{"kato": "990000000"}, {"kato": CITY}],
        "where": [{"__typename": "Geonym", "rko": None, "names": [{"language": "kk"}, {"language": "ru"}]}, None,
                  {"__typename": "Part", "number": 1}],
    }  # fmt: skip
    assert OFFICE.asked == [(Moment(date(2020, 1, 1)), {"text": "x"})]


def test_each_field_computes_with_its_own_arguments_and_moment(wider: Client, world: World) -> None:
    finds(resolution(world, grade="A"), None, resolution(world))
    answer = wider.ask(
        """query($t: String!, $rka: RKA!, $then: DateTime) { a: resolve(text: "x", knownAt: $then) { grade } b: maybe(text: $t) { grade }
        address(rka: $rka) { rka } c: resolve(text: $t, asOf: "2001-01-01") { grade } }""",
        {"rka": FLAT, "t": "y", "then": "2026-01-01T00:00:00Z"},
    )
    assert list(answer.data.items()) == [
        ("a", {"grade": "A"}), ("b", None), ("address", {"rka": FLAT}), ("c", {"grade": "B"}),
    ]  # fmt: skip
    moments = [(moment.as_of, moment.known_at is not None, given["text"]) for moment, given in OFFICE.asked]
    assert moments[0][1:] == (True, "x")
    assert moments[1][1:] == (False, "y")
    assert moments[2] == (date(2001, 1, 1), False, "y")


def test_a_refusal_is_the_answer_of_its_field_and_nulls_what_cannot_be_null(wider: Client, world: World) -> None:
    refusal = NothingReadError("nothing of it could be read", next_step="write a street")
    finds(refusal, resolution(world))
    answer = wider.ask('{ a: maybe(text: "x") { grade } b: resolve(text: "y") { grade } }')
    assert answer.status == 200
    assert answer.body == {
        "data": {"a": None, "b": {"grade": "B"}},
        "errors": [{"message": "nothing of it could be read", "path": ["a"], "locations": [{"line": 1, "column": 3}],
                    "extensions": {"code": "NOTHING_READ", "nextStep": "write a street"}}],
    }  # fmt: skip
    finds(resolution(world), refusal)
    whole = wider.ask('{ a: maybe(text: "x") { grade } b: resolve(text: "y") { grade } }')
    assert (whole.status, whole.body["data"], whole.codes) == (200, None, ["NOTHING_READ"])
    assert whole.body["errors"][0]["path"] == ["b"]


def test_a_person_that_a_row_speaks_of_has_a_receipt(wider: Client, world: World, database: Engine) -> None:
    ids = world.ids
    finds([{"weight": 9.5, "iin": AIGUL, "individual": ids["aigul"]}, {"weight": 0.5, "iin": None, "individual": None}])
    answer = wider.ask("{ suspects(records: [{surname: \"Ахметова\"}, {surname: \"Ким\", bornOn: \"1979-11-03\"}]) "
                       "{ weight iin individual { iin } } }")  # fmt: skip
    assert answer.data == {"suspects": [{"weight": 9.5, "iin": AIGUL, "individual": {"iin": AIGUL}},
                                        {"weight": 0.5, "iin": None, "individual": None}]}  # fmt: skip
    assert OFFICE.asked[0][1] == {"records": [
        {"surname": "Ахметова", "bornOn": None}, {"surname": "Ким", "bornOn": date(1979, 11, 3)},
    ]}  # fmt: skip
    assert receipts(database) == [(ids["aigul"], ["suspects.iin", "suspects.individual.iin", "suspects.weight"])]


def test_what_is_refused_whole_leaves_no_receipt(wider: Client, world: World, database: Engine) -> None:
    finds([{"weight": 9.5, "iin": AIGUL, "individual": world.ids["aigul"]}], NothingReadError("no"))
    wider.ask('{ suspects(records: []) { iin } resolve(text: "x") { grade } }')
    assert receipts(database) == []


def receipts(database: Engine) -> list[tuple[int, list[str]]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT individual_id, fields FROM access.access_log"))]


def test_nothing_is_computed_for_whom_nothing_is_answered(wider: Client, world: World, database: Engine) -> None:
    finds(resolution(world))
    ahead = wider.ask('{ resolve(text: "x", knownAt: "2999-01-01T00:00:00Z") { grade } }')
    with database.begin() as connection:
        connection.execute(text("UPDATE access.consumer SET trusted_documents_only = true"))
    untrusted = wider.ask('{ resolve(text: "x") { grade } }')
    assert (ahead.codes, untrusted.codes) == (["FUTURE_KNOWN_AT"], ["UNTRUSTED_DOCUMENT"])
    assert OFFICE.asked == []


def test_the_function_and_the_statement_see_one_snapshot(wider: Client, world: World, database: Engine) -> None:
    def renamed_meanwhile(connection: Connection, *_: object) -> object:
        assert connection.scalar(text("SELECT count(*) FROM address.unit_code WHERE kato = :kato"), {"kato": CITY}) == 1
        with database.begin() as other:
            other.execute(text("SET LOCAL session_replication_role = replica"))
            other.execute(text("UPDATE address.unit_code SET kato = '991019999' WHERE kato = :kato"), {"kato": CITY})
        return resolution(world)

    OFFICE.finds = renamed_meanwhile
    asked = '{ resolve(text: "x") { units { kato } } }'
    assert wider.ask(asked).data["resolve"]["units"][1] == {"kato": CITY}
    finds(resolution(world))
    assert wider.ask(asked).data["resolve"]["units"][1] == {"kato": "991019999"}


def test_a_failed_statement_of_the_function_is_masked_and_the_connection_goes_on(wider: Client, world: World) -> None:
    OFFICE.finds = lambda connection, *_: connection.execute(text("SELECT 1 / 0"))
    failed = wider.ask('{ resolve(text: "x") { grade } }')
    assert (failed.status, failed.codes) == (500, ["INTERNAL"])
    finds(resolution(world))
    assert wider.ask('{ resolve(text: "x") { grade } }').data == {"resolve": {"grade": "B"}}


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        ("{ many { number } }", 1 + 1_000 * (1 + 1)),
        ('{ suspects(records: [{surname: "a"}, {surname: "b"}]) { iin weight } }', 1 + 2 * (2 + 20)),
        ('{ suspects(records: {surname: "a"}) { iin weight } }', 1 + 22),
        ("query($r: [Record!]!) { suspects(records: $r) { iin weight } }", 1 + 100 * 22),
        ('{ resolve(text: "x") { candidates { score } } }', 1 + 1 + 1 + 20 * 1),
    ],
)
def test_a_list_that_is_computed_costs_what_it_may_hold(
    document: str, cost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry_api.limits.HIGHEST_COST", cost)
    assert list(breaches(WIDER, parse_bounded(document))) == []
    monkeypatch.setattr("registry_api.limits.HIGHEST_COST", cost - 1)
    assert [(one.extensions or {})["code"] for one in breaches(WIDER, parse_bounded(document))] == ["TOO_COSTLY"]


def test_a_list_that_is_given_costs_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry_api.limits.HIGHEST_COST", 20_000)
    document = parse_bounded("query($r: [Record!]!) { a: suspects(records: $r) { iin } " + "".join(
        f"b{n}: suspects(records: $r) {{ iin weight }} " for n in range(9)) + "}")  # fmt: skip
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert list(breaches(WIDER, document, operation, {"r": [{}] * 3})) == []
    assert [(one.extensions or {})["code"] for one in breaches(WIDER, document, operation, {"r": [{}] * 100})] == [
        "TOO_COSTLY"
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("grade", "C"),
        ("grade", None),
        ("parts", {"street": None, "rest": []}),
        ("candidates", [None]),
        ("candidates", [{}] * 21),
        ("units", [None]),
        ("units", ["1"]),
        ("where", [{"__typename": "Individual", "id": 1}]),
    ],
)
def test_what_the_type_does_not_hold_is_not_told(path: str, value: object) -> None:
    write = writer(WIDER.type_map["Resolution"])  # type: ignore[arg-type]
    right: dict[str, object] = {"grade": "A", "parts": {"street": None, "rest": [], "sure": True}, "candidates": [],
                                "where": [], "units": []}  # fmt: skip
    assert write(right) == right
    with pytest.raises(MisfoundError):
        write({**right, path: value})


def written(query: str, value: object) -> object:
    """What is written of a value where this is asked of it."""
    document = parse(query)
    [operation] = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    shape = Document(WIDER, operation, fragments_of(document), {"wanted": False})
    [root] = shape.roots()
    defined = WIDER.query_type.fields[root.name]  # type: ignore[union-attr]
    return writer(defined.type, manner_of(defined), Selection(shape, root))(value)


def test_only_what_is_asked_of_an_object_is_looked_at() -> None:
    found = {"grade": "A", "parts": {"street": {"word": "Абая"}, "rest": ["1"]}, "units": "never looked at"}
    asked = 'query Q($wanted: Boolean!) { resolve(text: "") { g: grade ...Parts units @include(if: $wanted) { id } } }'
    fragment = "fragment Parts on Resolution { __typename parts { street { word } a: rest } parts { b: rest } }"
    assert written(f"{asked} {fragment}", found) == {"grade": "A", "parts": found["parts"]}
    with pytest.raises(MisfoundError, match="sure was not found"):
        written('{ resolve(text: "") { parts { sure } } }', found)


def test_the_day_and_the_person_of_an_object_are_kept_though_nobody_asks_for_them() -> None:
    candidate = {"held_from": date(2020, 1, 2), "address_then": 7, "score": 0.5}
    found = written('{ resolve(text: "") { candidates { addressThen { id } } } }', {"candidates": [candidate]})
    assert found == {"candidates": [{"held_from": "2020-01-02", "address_then": 7}]}
    suspect = {"weight": 1.5, "iin": None, "individual": 3}
    assert written("{ suspects(records: []) { weight } }", [suspect]) == [{"weight": 1.5, "individual": 3}]


def test_of_a_union_each_object_is_what_is_asked_of_its_kind() -> None:
    where = [{"__typename": "Part", "word": "5"}, {"__typename": "Geonym", "id": 4}]
    found = written('{ resolve(text: "") { where { ... on Part { word } } } }', {"where": where})
    assert found == {"where": [{"word": "5", "__typename": "Part"}, {"id": 4, "__typename": "Geonym"}]}


def test_every_list_that_is_computed_says_how_long_it_may_be() -> None:
    with pytest.raises(MisfoundError):
        writer(WIDER.query_type.fields["many"].type, Manner())  # type: ignore[union-attr]
    for name in ("TerritoryAnswer",):
        writer(SCHEMA.type_map[name])  # type: ignore[arg-type]
