"""The published lists and services of the reference, each read by its declaration alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.explanation import Explained, explain
from loaders.mapping import EntityRef, Interpretation
from loaders.source import load_source
from registries.identifiers import Kind
from tests.loaders.papers import AIGUL, BOLAT, rnn
from tests.loaders.samples import (
    BIN,
    OKPO,
    OTHER_BIN,
    PLOT,
    RKA,
    insured,
    insured_row,
    land_layer,
    lines,
    plot,
    state_property,
    statistics,
    statistics_row,
    tax_list,
    tax_list_row,
)

DAY = date(2024, 10, 1)
COMPANY = EntityRef("legal_entity", BIN, None, Kind.BIN)
LAND = EntityRef("real_estate.plot", PLOT, None, Kind.CADASTRE)


def explained(folder: Path, source: str, content: bytes) -> list[Explained]:
    path = folder / "sample"
    path.write_bytes(content)
    return list(explain(load_source(source), path, DAY, synthetic=True))


def read(row: Explained) -> Interpretation:
    assert (row.state, row.reasons) == ("accepted", ())
    assert row.understood is not None
    return row.understood


def facts(understood: Interpretation) -> list[tuple[object, ...]]:
    """Each fact with its values, its first day and whom it is about."""
    return [(fact.fact.partition(".")[2], fact.values, fact.since, fact.about) for fact in understood.facts]


def numbers(understood: Interpretation) -> list[tuple[str, str, bool]]:
    return [(one.kind.value, one.value, one.linkable) for one in understood.identifiers]


def test_a_list_of_the_tax_committee_tells_the_rnn_and_the_head_of_a_company(tmp_path: Path) -> None:
    (row,) = explained(tmp_path, "tax_lists", tax_list(tax_list_row()))
    understood = read(row)
    assert (row.line, understood.entity_key) == (5, BIN)
    assert numbers(understood) == [("BIN", BIN, True), ("RNN", rnn(5), True)]
    assert facts(understood) == [
        ("identifier", {"scheme": "RNN", "value": rnn(5)}, None, COMPANY),
        ("name", {"language": "ru", "name": "ТОО «Жұлдыз»"}, None, COMPANY),
        (
            "head",
            {"name": "Сейтов Болат Маратович", "holder_scheme": "IIN", "holder_value": BOLAT.iin},
            None,
            COMPANY,
        ),
    ]


def test_a_number_that_lost_its_zeros_in_the_list_is_filled_and_noted(tmp_path: Path) -> None:
    (row,) = explained(tmp_path, "tax_lists", tax_list(tax_list_row(bin=int("000190000017"), rnn="-")))
    assert read(row).entity_key == "000190000017"
    assert ("ZEROS_RESTORED", "bin") in [(one.code, one.field) for one in read(row).suspicions]


def test_a_line_of_column_numbers_in_the_list_is_quarantined(tmp_path: Path) -> None:
    numbered, row = explained(tmp_path, "tax_lists", tax_list([*map(str, range(1, 10))], tax_list_row()))
    assert (numbered.state, row.state) == ("quarantined", "accepted")


def test_the_register_of_state_property_tells_rnn_okpo_and_names(tmp_path: Path) -> None:
    (row,) = explained(tmp_path, "gosreestr", lines(state_property()))
    understood = read(row)
    assert numbers(understood) == [("BIN", BIN, True), ("RNN", rnn(5), True), ("OKPO", OKPO, True)]
    assert facts(understood) == [
        ("identifier", {"scheme": "RNN", "value": rnn(5)}, None, COMPANY),
        ("identifier", {"scheme": "OKPO", "value": OKPO}, None, COMPANY),
        ("name", {"language": "ru", "name": "ГУ «Школа № 1»"}, None, COMPANY),
        ("name", {"language": "kk", "name": "«№ 1 мектеп» ММ"}, None, COMPANY),
        ("registration", {"registered_on": date(1999, 3, 5)}, date(1999, 3, 5), COMPANY),
        ("status", {"status": "Действует"}, None, COMPANY),
        ("activity", {"oked": "85310"}, None, COMPANY),
    ]
    assert (understood.fields["ownership"], understood.fields["registration_number"]) == ("12", "17-1")


def test_the_land_layer_tells_of_a_plot_by_its_number_with_or_without_separators(tmp_path: Path) -> None:
    plots = explained(tmp_path, "egkn_layer", land_layer(plot(), plot(kad_nomer=PLOT, rka="0", squ="-")))
    assert [read(row).entity_key for row in plots] == [PLOT, PLOT]
    values = {
        "area_ha": Decimal("0.1000"),
        "purpose": "для ведения ЛПХ",
        "category": "2",
        "right_type": "1",
        "address_text": "с. Мереке, уч. 5",
    }
    assert facts(read(plots[0])) == [
        ("plot", values, None, LAND),
        ("plot_address", {"address_id": EntityRef("address.address", RKA, None, Kind.RKA)}, None, LAND),
    ]
    assert facts(read(plots[1])) == [("plot", values | {"area_ha": None}, None, LAND)]


def test_namespaces_of_the_land_layer_may_change(tmp_path: Path) -> None:
    old, new = (explained(tmp_path, "egkn_layer", land_layer(plot(), version=v)) for v in ("1.1", "2.0"))
    assert facts(read(old[0])) == facts(read(new[0]))


def test_an_insured_person_bears_the_document_that_the_old_code_list_means(tmp_path: Path) -> None:
    (row,) = explained(tmp_path, "insurance_old", insured(insured_row()))
    understood = read(row)
    assert understood.entity_key == f"IDENTITY_CARD|{AIGUL.card}"
    assert numbers(understood) == [("IDENTITY_CARD", AIGUL.card, True), ("RNN", AIGUL.rnn, True)]
    assert facts(understood) == [
        ("document", {"kind": "IDENTITY_CARD", "number": AIGUL.card}, date(1999, 4, 5), None),
        (
            "name",
            {"script": "ru", "surname": "Ахметова", "given_name": "Айгуль", "patronymic": "Сериковна"},
            None,
            None,
        ),
        ("birth", {"birth_date": AIGUL.born}, AIGUL.born, None),
        ("sex", {"sex": "FEMALE"}, AIGUL.born, None),
    ]


@pytest.mark.parametrize(
    ("code", "number", "kind", "links"),
    [
        ("1", "N00012345", "PASSPORT", ["PASSPORT"]),
        ("2", "000000077", "IDENTITY_CARD", ["IDENTITY_CARD"]),
        ("3", "X-77", "RESIDENCE_PERMIT", []),
        ("4", "99-77", "BIRTH_CERTIFICATE", ["BIRTH_CERTIFICATE"]),
        ("5", "X-77", "STATELESS_CERTIFICATE", []),
    ],
)
def test_the_old_code_list_is_not_that_of_the_state_database(
    tmp_path: Path, code: str, number: str, kind: str, links: list[str]
) -> None:
    (row,) = explained(tmp_path, "insurance_old", insured(insured_row(code, number, rnn="000000000000", sex="0")))
    understood = read(row)
    assert understood.fields["kind"] == kind
    assert [one.kind.value for one in understood.identifiers] == links
    assert understood.facts[0].values["kind"] == kind


def test_a_short_record_of_the_insured_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (row,) = explained(tmp_path, "insurance_old", insured(insured_row(born="", sex="", patronymic="")))
    assert [fact.fact for fact in read(row).facts] == ["individual.document", "individual.name"]


def test_the_register_of_statistics_has_dates_in_cells_serials_and_texts(tmp_path: Path) -> None:
    days = statistics(
        statistics_row(), statistics_row(registration_date="05.01.1999"), statistics_row(registration_date=36165)
    )
    rows = explained(tmp_path, "stat_companies", days)
    assert {read(row).fields["registered_on"] for row in rows} == {date(1999, 1, 5)}
    assert facts(read(rows[0])) == [
        ("name", {"language": "kk", "name": "«Жұлдыз» ЖШС"}, None, COMPANY),
        ("name", {"language": "ru", "name": "ТОО «Жұлдыз»"}, None, COMPANY),
        ("registration", {"registered_on": date(1999, 1, 5)}, date(1999, 1, 5), COMPANY),
        ("activity", {"oked": "01111"}, None, COMPANY),
        ("legal_address", {"language": "ru", "text": "г. Алматы"}, None, COMPANY),
        ("head", {"name": "Сейтов Болат"}, None, COMPANY),
    ]


def test_an_answer_of_statistics_speaks_of_companies_and_not_of_entrepreneurs(tmp_path: Path) -> None:
    company = {
        "bin": BIN,
        "name": "ТОО",
        "registerDate": "1999-01-05T00:00:00.000+00:00",
        "okedCode": 1111,
        "ip": False,
    }
    person = {"bin": BOLAT.iin, "name": "ИП", "ip": True}
    about, alone = explained(tmp_path, "stat_juridical", lines({"obj": company}, {"obj": person}))
    assert facts(read(about)) == [
        ("name", {"language": "ru", "name": "ТОО"}, None, COMPANY),
        ("registration", {"registered_on": date(1999, 1, 5)}, date(1999, 1, 5), COMPANY),
        ("activity", {"oked": "01111"}, None, COMPANY),
    ]
    assert (facts(read(alone)), numbers(read(alone))) == ([], [("BIN", BOLAT.iin, False)])


def test_a_subject_of_procurement_without_a_bin_states_nothing(tmp_path: Path) -> None:
    subject: dict[str, object] = {
        "pid": 7,
        "bin": BIN,
        "regdate": "1999-01-05 00:00:00",
        "nameRu": "ТОО",
        "nameKz": "-",
    }
    known, foreign = explained(tmp_path, "goszakup", lines(subject, {"pid": 8, "inn": "1", "nameRu": "OOO"}))
    assert facts(read(known)) == [
        ("name", {"language": "ru", "name": "ТОО"}, None, COMPANY),
        ("registration", {"registered_on": date(1999, 1, 5)}, date(1999, 1, 5), COMPANY),
    ]
    assert (read(foreign).entity_key, facts(read(foreign))) == ("8", [])


ORGANISATION = (
    f"<n:BIN>{BIN}</n:BIN><n:RegStatus><n:NameRu>Зарегистрирован</n:NameRu></n:RegStatus>"
    "<n:RegistrationDate>1999-01-05+06:00</n:RegistrationDate><n:FullName><n:Ru>ТОО</n:Ru><n:Kz>ЖШС</n:Kz></n:FullName>"
    f"<n:OrganizationLeader><n:IIN>{BOLAT.iin}</n:IIN><n:surName>Сейтов</n:surName><n:name>Болат</n:name>"
    "</n:OrganizationLeader><n:Activity><n:main>true</n:main><n:OKED>85310</n:OKED></n:Activity>"
    "<n:Activity><n:main>false</n:main><n:OKED>62099</n:OKED></n:Activity>"
    f"<n:FoundersFL><n:IIN>{AIGUL.iin}</n:IIN><n:surName>Ахметова</n:surName><n:name>Айгуль</n:name></n:FoundersFL>"
    f"<n:FoundersUL><n:BIN>{OTHER_BIN}</n:BIN><n:FullName><n:Ru>АО</n:Ru></n:FullName></n:FoundersUL>"
)


@pytest.mark.parametrize("version", ["gbdulinfobybin_v2", "gbdulinfobybin"])
def test_both_versions_of_the_service_of_legal_entities_read_alike(tmp_path: Path, version: str) -> None:
    document = (
        f'<n:response xmlns:n="http://{version}.egp.gbdul.tamur.kz"><n:Status><n:Code>002</n:Code></n:Status>'
        f"<n:Organization>{ORGANISATION}</n:Organization></n:response>"
    )
    (row,) = explained(tmp_path, "gbd_ul_service", document.encode())
    assert facts(read(row)) == [
        ("name", {"language": "ru", "name": "ТОО"}, None, COMPANY),
        ("name", {"language": "kk", "name": "ЖШС"}, None, COMPANY),
        ("registration", {"registered_on": date(1999, 1, 5)}, date(1999, 1, 5), COMPANY),
        ("status", {"status": "Зарегистрирован"}, None, COMPANY),
        ("head", {"name": "Сейтов Болат", "holder_scheme": "IIN", "holder_value": BOLAT.iin}, None, COMPANY),
        ("activity", {"oked": "85310"}, None, COMPANY),
        (
            "founder",
            {"founder_key": AIGUL.iin, "name": "Ахметова Айгуль", "holder_scheme": "IIN", "holder_value": AIGUL.iin},
            None,
            COMPANY,
        ),
        (
            "founder",
            {"founder_key": OTHER_BIN, "name": "АО", "holder_scheme": "BIN", "holder_value": OTHER_BIN},
            None,
            COMPANY,
        ),
    ]


def test_the_passport_of_a_plot_keeps_what_was_not_provided_apart_from_none(tmp_path: Path) -> None:
    passport: dict[str, object] = {
        "cadastralNumber": "99320072529",
        "registeredAreaHa": 0.25,
        "addressCode": RKA,
        "status": "active",
        "owners": {"availability": "not_provided", "items": []},
    }
    (row,) = explained(tmp_path, "egkn_passport", lines(passport))
    understood = read(row)
    assert understood.fields["area_ha"] == Decimal("0.25")
    assert [fact.fact for fact in understood.facts] == ["real_estate.plot", "real_estate.plot_address"]
