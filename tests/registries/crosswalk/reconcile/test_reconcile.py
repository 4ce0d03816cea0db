"""Whom a record speaks of, on the real database: numbers first, then judgements, then weight; and nothing is written."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from registries.crosswalk.comparison import Name
from registries.crosswalk.judgement import Judgement, append
from registries.crosswalk.reconcile import Asked, NothingToGoBy, Reconciled, RecordRefused, asked_of, reconcile
from registries.crosswalk.reconcile.register import forget
from registries.crosswalk.tables import individual_identifier
from registries.crosswalk.weighing.individual import individual_model
from registries.errors import RegistryError
from registries.temporal import Version, believe
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, Person, gbd_fl, person, tax, tax_row
from tests.registry_api.world import new_ground

DAY = "2024-01-01"
ASKED_ON = date(2024, 6, 1)
NURLAN = Person(7, "Ахметов", "Нурлан", "Серикович", date(1987, 5, 3), "MALE")
ERZHAN = replace(NURLAN, number=8, given_name="Ержан")
DANA = Person(9, "Оспанова", "Дана", "Болатовна", date(1991, 10, 12), "FEMALE")
MODEL = f"individual-{individual_model().version} {individual_model().digest}"


@pytest.fixture
def register(office: Office) -> Office:
    forget()
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, NURLAN, ERZHAN, DANA))), DAY)
    return office


def ask(office: Office, *records: Asked | RegistryError, language: str = "en") -> list[Reconciled]:
    with office.engine.connect() as connection:
        return reconcile(connection, records, day=ASKED_ON, language=language)


def written(
    who: Person, *, numbers: Sequence[tuple[str, str]] = (), of: tuple[str, str] | None = None, **changed: str | date
) -> Asked:
    one = replace(who, **changed)  # type: ignore[arg-type]
    name: Name = (one.surname, one.given_name, one.patronymic)
    return asked_of(numbers, [name], [one.born], [one.sex], of=of)


def answered(office: Office, record: Asked) -> tuple[str, str, str | None]:
    [found] = ask(office, record)
    return found.answer, str(found.because), found.iin


def test_a_number_that_a_name_confirms_ends_at_its_person(register: Office) -> None:
    by_name = asked_of([("IIN", AIGUL.iin)], [("Ахметова", "Айгүл", None)])
    by_date = asked_of([("IIN", AIGUL.iin)], [], [AIGUL.born])
    assert answered(register, by_name) == ("MATCH", "IDENTIFIER", AIGUL.iin)
    assert answered(register, by_date) == ("MATCH", "IDENTIFIER", AIGUL.iin)


def test_a_number_that_belongs_to_somebody_else_is_a_conflict(register: Office) -> None:
    [found] = ask(register, written(DANA, numbers=[("IIN", AIGUL.iin)]))
    assert (found.answer, found.because, found.iin, found.individual) == ("CONFLICT", "CONTRADICTED", None, None)
    assert [one.iin for one in found.candidates] == [DANA.iin, AIGUL.iin]
    assert found.counter_example is not None
    assert (found.counter_example.change, found.counter_example.iin) == ("WITHOUT_NUMBERS", DANA.iin)


def test_two_numbers_confirmed_of_two_persons_are_a_conflict(register: Office) -> None:
    namesake = replace(AIGUL, number=20, born=date(1990, 4, 10))
    register.load(
        "gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, NURLAN, ERZHAN, DANA, namesake))), "2024-02-01"
    )
    both = written(AIGUL, numbers=[("IIN", AIGUL.iin), ("IIN", namesake.iin)])
    assert answered(register, both) == ("CONFLICT", "TWO_PERSONS", None)


def bears(office: Office, who: Person, number: str, since: date, until: date | None) -> None:
    """Who bears, besides the IIN, an RNN for a time."""
    individual = office.one("SELECT individual_id FROM crosswalk.individual_identifier WHERE value = :iin", iin=who.iin)
    with office.engine.begin() as connection:
        act = new_ground(connection)
        ended = None if until is None else "STATED"
        versions = [
            (("IIN", who.iin), Version((), who.born, None, "STATED", act_id=act)),
            (("RNN", number), Version((), since, until, "STATED", None, ended, act_id=act)),
        ]
        believe(connection, individual_identifier, {int(str(individual)): versions})


def test_a_number_that_another_took_over_ends_at_whom_the_record_describes(register: Office) -> None:
    number, handed_on = BOLAT.rnn, date(2010, 1, 1)
    bears(register, BOLAT, number, date(2000, 1, 1), handed_on)
    bears(register, PYOTR, number, handed_on, None)
    assert answered(register, written(PYOTR, numbers=[("RNN", number)])) == ("MATCH", "IDENTIFIER", PYOTR.iin)
    assert answered(register, written(BOLAT, numbers=[("RNN", number)])) == ("MATCH", "IDENTIFIER", BOLAT.iin)
    assert answered(register, written(DANA, numbers=[("RNN", number)])) == ("CONFLICT", "CONTRADICTED", None)


def test_a_number_alone_proves_nothing(register: Office) -> None:
    assert answered(register, asked_of([("IIN", AIGUL.iin)], [])) == ("CONFLICT", "UNCONFIRMED", None)


def test_a_name_in_any_spelling_with_its_birth_date_is_enough(register: Office) -> None:
    for name in (("OSPANOVA", "DANA", None), ("Оспан", "Дана", "Болатқызы"), ("Дана", "Оспанова", "Болатовна")):
        [found] = ask(register, asked_of([], [name], [DANA.born]))
        assert (found.answer, found.because, found.iin, found.rule) == ("MATCH", "AHEAD", DANA.iin, MODEL)


def test_a_maiden_name_finds_the_woman(register: Office) -> None:
    married = replace(DANA, surname="Сейтова")
    register.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, NURLAN, ERZHAN, married))), "2024-02-01")
    for surname in ("Оспанова", "Сейтова"):
        assert answered(register, written(DANA, surname=surname))[::2] == ("MATCH", DANA.iin)


def test_day_and_month_exchanged_are_seen_and_said(register: Office) -> None:
    [found] = ask(register, written(DANA, born=date(1991, 12, 10)))
    assert (found.answer, found.iin) == ("MATCH", DANA.iin)
    assert "birth date: day and month are exchanged" in [one.words for one in found.candidates[0].fields]


def test_somebody_born_on_the_day_with_another_name_is_never_taken(register: Office) -> None:
    third = written(NURLAN, given_name="Бауыржан")
    [found] = ask(register, third)
    assert found.answer in ("POSSIBLE", "MANY")
    assert (found.individual, found.iin) == (None, None)
    assert {one.iin for one in found.candidates} == {NURLAN.iin, ERZHAN.iin}
    assert found.counter_example is not None
    assert found.counter_example.change == "AS_REGISTERED:given_name"


def test_a_stranger_is_nobody_and_nothing_is_told_of_anybody(register: Office) -> None:
    [found] = ask(register, asked_of([], [("Петров", "Олег", "Юрьевич")], [date(1960, 1, 2)]))
    assert (found.answer, found.about, found.candidates, found.counter_example) == ("NONE", None, [], None)


def test_weights_are_said_field_by_field_and_add_up(register: Office) -> None:
    [found] = ask(register, written(DANA, surname="Оспонова"), language="ru")
    best = found.candidates[0]
    assert found.weight is not None
    assert found.probability == pytest.approx(1 / (1 + 2**-found.weight))
    assert {one.field for one in best.fields} == {"surname", "given_name", "patronymic", "birth_date", "sex"}
    assert best.explanation[0].startswith("фамилия: отличие в одну букву (+")
    persons = register.one("SELECT max(id) FROM individual.individual")
    assert isinstance(persons, int)
    expected = 0.9 / persons
    assert best.weight == pytest.approx(sum(one.weight for one in best.fields) + math.log2(expected / (1 - expected)))


def judge(office: Office, verdict: str, key: str, other: Person) -> None:
    """A clerk's judgement that the tax office's record and the person's own are, or are not, of one person."""
    record = "SELECT r.id FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id WHERE s.name = :of AND r.key = :key"
    pair = [office.one(record, of="tax", key=key), office.one(record, of="gbd_fl", key=other.iin)]
    with office.engine.begin() as connection:
        made = Judgement.between(
            int(str(pair[0])), int(str(pair[1])), verdict, "clerical", {"why": "seen with both papers"}
        )
        append(connection, [replace(made, author="saule@department")])


def test_a_clerks_judgement_on_the_record_comes_before_weight(register: Office) -> None:
    stranger = Person(30, "Петров", "Олег", "Юрьевич", date(1960, 1, 2), "MALE")
    register.load("tax", tax(tax_row(stranger, ИИН="")), "2024-02-01")
    record = written(stranger, of=("tax", stranger.rnn))
    assert answered(register, record)[0] == "NONE"
    judge(register, "POSITIVE", stranger.rnn, BOLAT)
    assert answered(register, record) == ("MATCH", "VERIFIED", BOLAT.iin)
    assert answered(register, written(DANA, numbers=[("IIN", DANA.iin)], of=("tax", stranger.rnn))) == (
        "CONFLICT", "TWO_PERSONS", None,
    )  # fmt: skip
    judge(register, "NEGATIVE", stranger.rnn, BOLAT)
    assert answered(register, written(BOLAT, of=("tax", stranger.rnn)))[0] == "NONE"
    assert answered(register, written(BOLAT, of=("tax", "another")))[::2] == ("MATCH", BOLAT.iin)


def test_an_empty_record_is_an_error_of_that_record_only(register: Office) -> None:
    with pytest.raises(NothingToGoBy) as refused:
        asked_of([("IIN", "12")], [(None, "—", "")], [DANA.born])
    found = ask(register, written(DANA), refused.value, written(AIGUL))
    assert [(one.record, one.answer, one.code, one.iin) for one in found] == [
        (0, "MATCH", None, DANA.iin), (1, "ERROR", "NOTHING_TO_GO_BY", None), (2, "MATCH", None, AIGUL.iin),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["а" * 200, "'; DROP TABLE individual.name; --", "%s%(x)s", "\u202eанаД", "{}\\u0000"])
def test_hostile_texts_are_names_like_others(register: Office, name: str) -> None:
    record = asked_of([], [(name, name, name)], [DANA.born])
    [found, other] = ask(register, record, written(DANA))
    assert (found.answer, other.iin) == ("NONE", DANA.iin)


def test_what_is_too_long_or_too_much_is_refused_without_being_shown() -> None:
    for names, numbers in (([("Б" * 201, None, None)], 0), ([("Ким", None, None)] * 11, 0), ([], 21)):
        with pytest.raises(RecordRefused) as refused:
            asked_of([("RNN", f"{number:012}") for number in range(numbers)], names)
        assert "Б" not in refused.value.message


def test_a_number_that_cannot_be_read_or_is_a_placeholder_is_remarked_on_and_not_shown(register: Office) -> None:
    record = written(DANA, numbers=[("IIN", "99121"), ("IIN", "000000000000")])
    [found] = ask(register, record)
    assert (found.answer, found.iin) == ("MATCH", DANA.iin)
    assert len(found.remarks) == 2
    assert not any("99121" in one or "0000" in one for one in found.remarks)


def test_a_set_is_answered_as_each_of_its_records_alone(register: Office) -> None:
    records = [
        written(who, given_name=given) for who in (AIGUL, NURLAN, DANA) for given in (who.given_name, "Асель", "Д.")
    ]
    assert ask(register, *records) == [
        replace(one, record=place) for place, record in enumerate(records) for one in ask(register, record)
    ]


def test_nothing_is_written(register: Office) -> None:
    before = (register.checksum(), register.one("SELECT count(*) FROM crosswalk.judgement"), register.transactions())
    ask(register, written(NURLAN, given_name="Бауыржан"), written(DANA, numbers=[("IIN", AIGUL.iin)]))
    after = (register.checksum(), register.one("SELECT count(*) FROM crosswalk.judgement"), register.transactions())
    assert after == before


def test_how_common_values_are_is_read_again_when_they_are_counted_again(register: Office) -> None:
    [first] = ask(register, written(DANA))
    with register.engine.begin() as connection:
        connection.execute(text("INSERT INTO crosswalk.value_share VALUES ('surname', 'ospan', 0.5)"))
    [common] = ask(register, written(DANA))
    assert first.weight is not None
    assert common.weight is not None
    assert common.weight < first.weight
