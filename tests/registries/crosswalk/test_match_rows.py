"""Match rows: the variants of a name, the parts of a birth date, and what there is to go by."""

from datetime import date

from registries.crosswalk.match_rows import COLUMNS, match_rows, swapped_names, usable_fields
from registries.crosswalk.weighing.scorer import Record


def said(row: Record) -> dict[str, str]:
    return {column: text for column, text in zip(COLUMNS, row, strict=True) if text is not None}


def test_a_row_is_of_canonical_keys_skeletons_and_parts_of_the_date() -> None:
    (row,) = match_rows([("Ахметова", "Әсел", "Серікқызы")], [date(1987, 5, 14)], ["FEMALE"])
    assert said(row) == {
        "surname": "ahmet", "given": "asel", "given_forms": "asel", "patronymic": "serik",
        "surname_sound": "agmd", "given_sound": "asl", "patronymic_sound": "srg",
        "given_initial": "a", "patronymic_initial": "s",
        "birth": "19870514", "year": "1987", "day": "0514", "day_and_month": "0514", "sex": "FEMALE",
        "woman": "FEMALE",
        "names_as": "written",
    }  # fmt: skip


def test_spellings_of_one_name_are_one_row_and_another_surname_is_another() -> None:
    names = [("Ахметова", "Әсел", None), ("AKHMETOVA", "ASEL", None), ("Оспанова", "Асель", None)]
    assert [said(row)["surname"] for row in match_rows(names, [], [])] == ["ahmet", "ospan"]


def test_a_spelling_without_a_patronymic_takes_it_from_the_other_spellings() -> None:
    names = [("Ахметова", "Әсел", "Серікқызы"), ("AKHMETOVA", "ASEL", None), ("Оспанова", "Асель", None)]
    rows = match_rows(names, [], [])
    assert [(said(row)["surname"], said(row)["patronymic"]) for row in rows] == [("ahmet", "serik"), ("ospan", "serik")]


def test_a_double_surname_is_found_by_either_part() -> None:
    rows = match_rows([("Иванова-Петрова", "Анна", None)], [], [])
    assert [(said(row)["surname"], said(row)["surname_sound"]) for row in rows] == [
        ("ivan petr", "avn"),
        ("ivan petr", "bdr"),
    ]


def test_initials_are_compared_and_not_listened_to() -> None:
    (row,) = match_rows([("Ахметов", "Н.", "С.")], [], [])
    assert {"given": "n", "patronymic": "s", "given_initial": "n", "patronymic_initial": "s"}.items() <= said(
        row
    ).items()
    assert not {"given_sound", "patronymic_sound"} & said(row).keys()


def test_the_first_of_january_is_a_year_and_1900_is_nothing() -> None:
    (row,) = match_rows([("Ким", None, None)], [date(1950, 1, 1)], [])
    assert {"birth": "19500101", "year": "1950"}.items() <= said(row).items()
    assert not {"day", "day_and_month"} & said(row).keys()
    (row,) = match_rows([("Ким", None, None)], [date(1900, 1, 1)], [], years=[1950])
    assert said(row)["year"] == "1950"
    assert "birth" not in said(row)


def test_day_and_month_are_kept_in_one_order() -> None:
    rows = match_rows([("Ким", None, None)], [date(1950, 2, 11), date(1950, 11, 2)], [])
    assert [said(row)["day_and_month"] for row in rows] == ["0211", "0211"]
    assert [said(row)["day"] for row in rows] == ["0211", "1102"]


def test_two_sexes_are_none() -> None:
    assert "sex" not in said(match_rows([("Ким", None, None)], [], ["MALE", "FEMALE"])[0])


def test_a_short_form_brings_the_names_it_stands_for() -> None:
    (row,) = match_rows([(None, "Саша", None)], [], [])
    assert said(row)["given_forms"] == "aleksandr aleksandra sasha"


def test_what_there_is_to_go_by() -> None:
    def usable(surname: str | None, given: str | None, patronymic: str | None, *born: date) -> int:
        return usable_fields(match_rows([(surname, given, patronymic)], born, [])[0])

    assert usable("Ахметов", "Нурлан", "Серикович", date(1950, 5, 1)) == 4
    assert usable("Ахметов", "Н.", "С.", date(1950, 5, 1)) == 2
    assert usable("Ахметов", "Н.", None, date(1950, 1, 1)) == 1
    assert usable(None, None, None) == 0


def test_names_are_turned_only_where_both_are_said() -> None:
    assert swapped_names([("Ахметов", "Нурлан", "С"), ("Ким", None, None)]) == [("Нурлан", "Ахметов", "С")]
