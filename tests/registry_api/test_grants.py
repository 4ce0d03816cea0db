"""The rights of the API's database role, made from the declarations: enough for every field, and not one too many."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from registries.access.consumers import let_review, named
from registries.access.token import issue
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.reconcile.register import forget
from registries.declared import metadata
from registries.settings import Settings
from registry_api.compiler.computing import found
from registry_api.compiler.plan import Plan, compiled
from registry_api.documents import Documents
from registry_api.grants import Grant, grants, statements
from registry_api.request import Request
from registry_api.schema import SCHEMA
from registry_api.validation import shape_of
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client
from tests.registry_api.every_field import operations
from tests.registry_api.world import AIGUL, CITY, COMPANY, FLAT, PLOT, RNN_AIGUL, build

# Every way of being looked for: a number with its name and record, a name with its birth date, a year, initials.
RECORDS = (
    f'[{{identifiers: [{{scheme: IIN, value: "{AIGUL}"}}], names: [{{surname: "Ахметова"}}], birthDate: "1985-04-12", '
    'source: "tax", key: "1"}, {names: [{full: "Ахметова Айгүл Маратқызы"}], birthDate: "1985-04-12"}, '
    '{names: [{full: "Ахметова Жанар Маратқызы"}], birthDate: "1985-04-12"}, '
    '{names: [{full: "Ахметова Айгүл Маратқызы"}], birthYear: 1985}, {names: [{full: "Ахметова А.М."}], birthDate: "1985-04-12"}]'
)
GIVEN = {
    "iin": f'"{AIGUL}"',
    "scheme": "RNN",
    "value": f'"{RNN_AIGUL}"',
    "kato": f'"{CITY}"',
    "rka": f'"{FLAT}"',
    "bin": f'"{COMPANY}"',
    "cadastralNumber": f'"{PLOT}"',
    "rko": '"9900000000000001"',
    "surname": '"Ахметова"',
    "name": '"Көкшетау"',
    "birthDate": '"1985-04-12"',
    "id": '"SW5kaXZpZHVhbDox"',  # Individual:1
    "language": "KK",
    "records": RECORDS,
    "from": '"2022-10-17"',
    "text": '"г. Кокшетау, ул. Абая, д. 12"',
}
VARIABLES = {
    "iin": AIGUL,
    "scheme": "RNN",
    "value": RNN_AIGUL,
    "kato": CITY,
    "rka": FLAT,
    "bin": COMPANY,
    "cadastralNumber": PLOT,
    "name": "Көкшетау",
    "today": "2026-01-01",
    "records": [{"names": [{"full": "Ахметова Айгүл"}], "birthDate": "1985-04-12"}],
    "text": "г. Кокшетау, ул. Абая, д. 12",
}
SCHEMAS = sorted({str(table.schema) for table in metadata.tables.values()} | {"alphabet", "temporal"})


@dataclass(frozen=True)
class Held:
    """A database whose role `name` has the computed rights and no other, not even what everybody has.

    `believed`: those that questions of an earlier belief take too.
    """

    engine: Engine
    name: str
    believed: bool = True

    @contextmanager
    def acting(self, *before: str) -> Iterator[psycopg2.extensions.cursor]:
        """A cursor of the role, after `before` was done by the owner; nothing stays."""
        raw = self.engine.raw_connection()
        try:
            with raw.cursor() as cursor:
                for statement in (*before, f"SET LOCAL ROLE {self.name}"):
                    cursor.execute(statement)
                yield cursor
        finally:
            raw.rollback()
            raw.close()


@pytest.fixture(scope="module")
def registers(new_database: Callable[[], Engine]) -> Engine:
    database = new_database()
    with database.begin() as connection:
        build(connection)
        named(connection, "dana@department")
        let_review(connection, "dana@department", may=True)
    rebuild_match_rows(database)
    with database.begin() as connection:
        for schema in SCHEMAS:
            connection.execute(text(f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC"))
    return database


@contextmanager
def holding(database: Engine, believed: bool) -> Iterator[Held]:
    name = f"api_of_{database.url.database}_{'then' if believed else 'now'}"
    with database.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name}"))
        for statement in statements(name, grants(believed=believed)):
            connection.execute(text(statement))
    yield Held(database, name, believed)
    with database.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))


@pytest.fixture(scope="module")
def role(registers: Engine) -> Iterator[Held]:
    with holding(registers, believed=True) as held:
        yield held


@pytest.fixture(scope="module")
def of_now(registers: Engine) -> Iterator[Held]:
    """The role of a server that is never asked for an earlier belief."""
    with holding(registers, believed=False) as held:
        yield held


@pytest.fixture
def answered(role: Held, tmp_path: Path) -> Iterator[Client]:
    with serving(role, tmp_path) as client:
        yield client


@pytest.fixture
def answered_now(of_now: Held, tmp_path: Path) -> Iterator[Client]:
    with serving(of_now, tmp_path) as client:
        yield client


@contextmanager
def serving(role: Held, tmp_path: Path) -> Iterator[Client]:
    """The API on connections of the role."""
    url = role.engine.url.update_query_dict({"options": f"-c role={role.name}"})
    settings = Settings(database_url=url.render_as_string(hide_password=False), data_dir=tmp_path, synthetic=True)
    made = application(settings)
    assert isinstance(made, Application)
    yield Client(made, issue(settings, "department", "dana@department"))
    made.answering.pool.close()


def test_the_role_answers_every_trusted_document(answered: Client) -> None:
    now = datetime.now(UTC).isoformat()
    for trusted in Documents.read().all:
        for known in (None, now):
            assert answered.ask(trusted.text, {**VARIABLES, "knownAt": known}).data


def test_the_role_answers_every_field_of_every_type_as_believed_now_and_at_a_moment(answered: Client) -> None:
    for known in (False, True):
        made = operations(SCHEMA, GIVEN, known)
        assert {"Query", "Individual", "Refusal", "NewerUnit", "Owner", "GeonymConnection"} <= set(made)
        # All fields of the root are more than may be asked at once.
        for name, document in ((one, document) for one, document in made.items() if one != "Query"):
            answer = answered.ask(document, {"known": datetime.now(UTC).isoformat()} if known else None)
            codes = answer.codes if "errors" in answer.body else []
            # Nobody bears the code of a geonym in this world.
            assert (name, answer.status, set(codes) - {"NOT_FOUND"}) == (name, 200, set())


def test_a_role_without_beliefs_answers_every_field_as_believed_now_and_none_as_believed_then(
    answered_now: Client,
) -> None:
    for name, document in operations(SCHEMA, GIVEN, False).items():
        if name != "Query":
            answer = answered_now.ask(document)
            codes = answer.codes if "errors" in answer.body else []
            assert (name, answer.status, set(codes) - {"NOT_FOUND"}) == (name, 200, set())
    then = "query($iin: IIN!, $known: DateTime) { individual(iin: $iin, knownAt: $known) { iin } }"
    assert answered_now.ask(then, {"iin": AIGUL}).status == 200
    refused = answered_now.ask(then, {"iin": AIGUL, "known": datetime.now(UTC).isoformat()})
    assert (refused.status, refused.codes) == (403, ["NOT_GRANTED"])


def test_a_function_that_reads_what_its_field_does_not_declare_would_be_found(role: Held) -> None:
    codes = f"territoryOn(kato: {GIVEN['kato']}"
    plans = [
        _plan(f"{{ {codes}) {{ __typename }} }}"),
        _plan(f"query($known: DateTime) {{ {codes}, knownAt: $known) {{ __typename }} }}"),
    ]
    assert all(plan.computings for plan in plans)
    assert [_not_computed(role, plan, f"REVOKE SELECT ON address.{on} FROM {role.name}")
            for plan in plans for on in ("unit_code", "unit_code_history")] == [True, False, True, True]  # fmt: skip


def test_the_role_writes_the_log_and_cannot_read_it(answered: Client, role: Held) -> None:
    logged = "SELECT count(*) FROM access.access_log"
    with role.engine.connect() as connection:
        before = connection.scalar(text(logged))
        assert answered.ask("query($iin: IIN!) { individual(iin: $iin) { iin } }", {"iin": AIGUL}).data
        assert connection.scalar(text(logged)) == before + 1
    with role.acting() as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(logged)


@pytest.mark.parametrize(
    "hidden",
    [
        "starts_basis FROM individual.name_history",
        "statement_id FROM crosswalk.outranked",
        "act_id FROM address.unit_name_known",
        "surname FROM individual.name_history",
        "synthetic FROM individual.document",
        "transaction_time FROM crosswalk.individual_identifier",
        "evidence FROM crosswalk.judgement",
        "words FROM provenance.statement",
        "statement_id FROM address.building",
    ],
)
def test_what_no_field_shows_is_refused(of_now: Held, hidden: str) -> None:
    with of_now.acting() as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(f"SELECT {hidden}")


@pytest.mark.parametrize("hidden", ["evidence FROM crosswalk.judgement", "words FROM provenance.statement"])
def test_rights_on_beliefs_reach_no_further_than_the_facts(role: Held, hidden: str) -> None:
    with role.acting() as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(f"SELECT {hidden}")


def test_the_role_writes_nothing_but_receipts(role: Held) -> None:
    for statement in (
        "INSERT INTO individual.individual DEFAULT VALUES",
        "UPDATE individual.name SET surname = surname",
        "DELETE FROM access.access_log",
        "INSERT INTO access.access_log (logged_at) VALUES (now())",
    ):
        with role.acting() as cursor, pytest.raises(InsufficientPrivilege):
            cursor.execute(statement)


@pytest.mark.parametrize("believed", [False, True], ids=["now", "as believed then"])
def test_every_right_is_needed(of_now: Held, role: Held, believed: bool) -> None:
    held, plans = role if believed else of_now, _plans(believed)
    needless = [
        str(right)
        for grant in grants(believed=believed)
        for right in _alone(grant)
        if not (believed and right.columns) and not _missed(held, plans, right)
    ]
    assert needless == []


def test_a_right_that_no_field_needs_would_be_found(of_now: Held) -> None:
    plans = _plans(believed=False)
    for right in (
        Grant("SELECT", "address.unit_name", ("statement_id",)),
        Grant("SELECT", "address.geonym_existence", ("geonym_id",)),
        Grant("EXECUTE", "address.name_key(text)"),
    ):
        assert not _missed(of_now, plans, right)


def _plans(believed: bool) -> list[str]:
    """The statements of every field, the shortest first."""
    documents = operations(SCHEMA, GIVEN, believed).values()
    return sorted({_sql(document) for document in documents}, key=len)


def _sql(document: str) -> str:
    return _plan(document).sql


def _plan(document: str) -> Plan:
    shape = shape_of(SCHEMA, Request(document, None, None))
    assert not isinstance(shape, list), shape
    return compiled(shape, history="$known" in document, turned=())


def _alone(grant: Grant) -> list[Grant]:
    """The rights on each of the columns."""
    return [replace(grant, columns=(column,)) for column in grant.columns] or [grant]


def _missed(role: Held, plans: Sequence[str], right: Grant) -> bool:
    """Whether one of the plans is refused without the right; asked are those that name what it is on."""
    # The history of a fact is never named, but by the view over it.
    name = right.on.split("(")[0].removesuffix("_history").removesuffix("_known")
    on = rf"\b{name}\." if right.right == "USAGE" else rf"\b{name}(_known)?\b"
    named = [on, *(rf"\b{column}\b" for column in right.columns)]
    taken = right.statement(role.name).replace("GRANT ", "REVOKE ").replace(" TO ", " FROM ")
    by_plan = any(_refused(role, plan, taken) for plan in plans if all(re.search(one, plan) for one in named))
    return by_plan or any(_not_computed(role, plan, taken) for plan in _of_the_root(role.believed) if plan.computings)


def _of_the_root(known: bool) -> list[Plan]:
    return [_plan(one) for name, one in operations(SCHEMA, GIVEN, known).items() if name.split()[0] == "Query"]


def _not_computed(role: Held, plan: Plan, taken: str) -> bool:
    """Whether the functions of a plan are refused without the right."""
    values, _ = plan.values({"known": datetime.now(UTC)}, date(2026, 1, 1))
    values |= {"consumer": "department", "official": "dana@department"}
    forget()
    with role.engine.connect() as connection:
        for statement in (taken, f"SET LOCAL ROLE {role.name}"):
            connection.execute(text(statement))
        try:
            found(connection, plan.computings, values)
        except ProgrammingError as error:
            return isinstance(error.orig, InsufficientPrivilege)
    return False


def _refused(role: Held, plan: str, taken: str) -> bool:
    with role.acting(taken) as cursor:
        try:
            cursor.execute(f"EXPLAIN (GENERIC_PLAN) {plan}")
        except InsufficientPrivilege:
            return True
    return False
