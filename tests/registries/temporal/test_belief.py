"""Versions on the real database: what is believed now, what was believed then."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from registries.address.tables import unit_code
from registries.individual import name, sex
from registries.real_estate import plot_state
from registries.temporal import Version, as_of, believe, change, correct, known, stamp


def person(connection: Connection) -> int:
    return int(connection.scalar(text("INSERT INTO individual.individual DEFAULT VALUES RETURNING id")) or 0)


def plot(connection: Connection) -> int:
    return int(connection.scalar(text("INSERT INTO real_estate.plot_identity DEFAULT VALUES RETURNING id")) or 0)


def act(connection: Connection) -> int:
    return int(
        connection.scalar(text("INSERT INTO provenance.act (title) VALUES (gen_random_uuid()::text) RETURNING id")) or 0
    )


def versions(connection: Connection, of: int) -> list[tuple[str, str]]:
    return [
        (row.sex, str(row.valid_time))
        for row in connection.execute(
            text("SELECT sex, valid_time::text FROM individual.sex WHERE individual_id = :id ORDER BY valid_time"),
            {"id": of},
        )
    ]


def history(connection: Connection, of: int) -> list[tuple[str, str]]:
    statement = "SELECT sex, valid_time::text FROM individual.sex_history WHERE individual_id = :id ORDER BY 2"
    return [(row[0], row[1]) for row in connection.execute(text(statement), {"id": of})]


def test_a_change_keeps_the_old_state_on_the_old_days(connection: Connection) -> None:
    who, ground = person(connection), act(connection)
    first = Version(("MALE",), date(2000, 1, 1), None, act_id=ground)
    assert believe(connection, sex, {who: [((), first)]}) == {who}
    moved = change([first], Version(("FEMALE",), date(2020, 5, 1), None, act_id=ground))
    believe(connection, sex, {who: [((), version) for version in moved]})
    assert versions(connection, who) == [("MALE", "[2000-01-01,2020-05-01)"), ("FEMALE", "[2020-05-01,)")]


def test_a_row_changed_twice_in_one_transaction_leaves_one_version(connection: Connection) -> None:
    who, ground = person(connection), act(connection)
    for value in ("MALE", "FEMALE", "MALE"):
        believe(connection, sex, {who: [((), Version((value,), date(2000, 1, 1), None, act_id=ground))]})
    assert versions(connection, who) == [("MALE", "[2000-01-01,)")]
    assert history(connection, who) == []


def test_a_code_passes_to_a_unit_of_which_nothing_was_believed(connection: Connection) -> None:
    """In one step: whoever gives it up is written before whoever gets it."""
    ground = act(connection)
    first, second = (
        int(connection.scalar(text("INSERT INTO address.unit DEFAULT VALUES RETURNING id")) or 0) for _ in range(2)
    )
    borne = Version(("993230000",), None, None, "INFERRED:undated", act_id=ground)
    assert believe(connection, unit_code, {first: [((), borne)]}) == {first}
    assert believe(connection, unit_code, {first: [], second: [((), borne)]}) == {first, second}
    assert connection.scalars(text("SELECT unit_id FROM address.unit_code")).all() == [second]


def test_a_corrected_version_stays_readable_at_the_moment_it_was_believed(database: Engine) -> None:
    with database.begin() as connection:
        who, ground = person(connection), act(connection)
        wrong = Version(("MALE",), date(2000, 1, 1), None, act_id=ground)
        believe(connection, sex, {who: [((), wrong)]})
        then = stamp(connection)
    with database.begin() as connection:
        right = correct([wrong], Version(("FEMALE",), date(2000, 1, 1), None, act_id=ground))
        believe(connection, sex, {who: [((), version) for version in right]})
        now = stamp(connection)
    assert now > then
    with database.connect() as connection:
        answers = {}
        for moment in (then, now, None):
            source, conditions = known(sex, moment)
            query = select(source.c.sex).where(
                source.c.individual_id == who, as_of(source, date(2010, 1, 1)), *conditions
            )
            answers[moment] = connection.scalars(query).all()
    assert answers == {then: ["MALE"], now: ["FEMALE"], None: ["FEMALE"]}


def test_what_is_believed_again_in_the_same_words_writes_nothing(database: Engine) -> None:
    with database.begin() as connection:
        who, ground = person(connection), act(connection)
        same = {who: [((), Version(("MALE",), None, None, "INFERRED:life", act_id=ground))]}
        assert believe(connection, sex, same) == {who}
    with database.begin() as connection:
        assert believe(connection, sex, same) == set()
        assert connection.scalar(text("SELECT count(*) FROM temporal.transaction")) == 1


@pytest.mark.parametrize("letters", ["back\\slash", "tab\tab", "new\nline", "bell\b, \v and \f", "\\N"])
def test_a_value_of_odd_letters_is_the_same_value_when_it_is_said_again(database: Engine, letters: str) -> None:
    with database.begin() as connection:
        who, ground = person(connection), act(connection)
        same = {who: [(("ru",), Version((letters, None, letters), date(2000, 1, 1), None, act_id=ground))]}
        assert believe(connection, name, same) == {who}
    with database.begin() as connection:
        assert believe(connection, name, same) == set()
        assert connection.scalar(text("SELECT count(*) FROM individual.name_history")) == 0
        said = connection.execute(text("SELECT surname, given_name, patronymic FROM individual.name")).one()
        assert tuple(said) == (letters, None, letters)


def test_a_number_written_with_other_zeros_is_the_same_number(database: Engine) -> None:
    with database.begin() as connection:
        land, ground = plot(connection), act(connection)
        for area in ("1.50", "1.5", "1.500"):
            said = Version((Decimal(area), None, None, None, None), date(2000, 1, 1), None, act_id=ground)
            changed = believe(connection, plot_state, {land: [((), said)]})
            assert changed == ({land} if area == "1.50" else set())


def test_of_several_persons_only_what_differs_is_written(connection: Connection) -> None:
    ground = act(connection)
    kept, moved, gone, new = (person(connection) for _ in range(4))

    def said(value: str) -> list[tuple[tuple[object, ...], Version]]:
        return [((), Version((value,), date(2000, 1, 1), None, act_id=ground))]

    assert believe(connection, sex, {kept: said("MALE"), moved: said("MALE"), gone: said("MALE")}) == {
        kept,
        moved,
        gone,
    }
    desired = {kept: said("MALE"), moved: said("FEMALE"), gone: [], new: said("FEMALE")}
    assert believe(connection, sex, desired) == {moved, gone, new}
    assert [versions(connection, who) for who in (kept, moved, gone, new)] == [
        [("MALE", "[2000-01-01,)")], [("FEMALE", "[2000-01-01,)")], [], [("FEMALE", "[2000-01-01,)")],
    ]  # fmt: skip


def test_overlapping_versions_are_refused_by_the_key(connection: Connection) -> None:
    who, ground = person(connection), act(connection)
    both = [Version((s,), date(2000, 1, 1), None, act_id=ground) for s in ("MALE", "FEMALE")]
    with pytest.raises(IntegrityError, match="pk_sex"):
        believe(connection, sex, {who: [((), version) for version in both]})


@pytest.mark.parametrize(
    "attack",
    [
        "TRUNCATE individual.sex",
        "TRUNCATE individual.sex_history",
        "DELETE FROM individual.sex_history",
        "UPDATE individual.sex_history SET sex = 'MALE'",
        "DELETE FROM crosswalk.judgement",
        "DELETE FROM access.access_log",
    ],
)
def test_what_was_believed_cannot_be_lost(connection: Connection, attack: str) -> None:
    with pytest.raises(DatabaseError, match="would lose what was once believed"):
        connection.execute(text(attack))


def test_two_writers_are_stamped_in_the_order_of_their_commits(database: Engine) -> None:
    with database.connect() as first, database.connect() as second:
        one = first.begin()
        earlier = stamp(first)
        other = second.begin()
        second.execute(text("SET LOCAL lock_timeout = '200ms'"))
        with pytest.raises(DatabaseError, match="lock timeout"):
            stamp(second)
        other.rollback()
        one.commit()
        with second.begin():
            assert stamp(second) > earlier
    with database.connect() as connection:
        assert connection.scalars(text("SELECT position FROM temporal.transaction ORDER BY 1")).all() == [1, 2]
