"""What the published lists say is told of the company of the BIN and the plot of the number, and makes neither."""

from tests.loaders.offices import Office
from tests.loaders.papers import rnn
from tests.loaders.samples import (
    BIN,
    OKPO,
    OTHER_BIN,
    cadastre,
    company,
    insured,
    insured_row,
    land_layer,
    lines,
    plot,
    state_property,
    tax_list,
    tax_list_row,
)


def test_a_company_gets_its_rnn_from_the_tax_list_and_its_okpo_from_state_property(office: Office) -> None:
    office.load("gbd_ul", company(), "2024-01-01")
    office.load("tax_lists", tax_list(tax_list_row()), "2024-02-01")
    office.load("gosreestr", lines(state_property()), "2024-03-01")
    numbers = office.rows("SELECT scheme, value, lower(valid_time)::text FROM legal_entity.identifier ORDER BY scheme")
    assert numbers == [("BIN", BIN, "1999-01-05"), ("OKPO", OKPO, "2024-03-01"), ("RNN", rnn(5), "2024-02-01")]
    assert office.one("SELECT count(*) FROM legal_entity.legal_entity") == 1


def test_a_list_makes_no_company_and_is_heard_when_its_company_comes(office: Office) -> None:
    report = office.load("tax_lists", tax_list(tax_list_row(), tax_list_row(bin=OTHER_BIN)), "2024-01-01")
    assert (report.accepted, office.one("SELECT count(*) FROM legal_entity.legal_entity")) == (2, 0)
    office.load("gbd_ul", company(), "2024-02-01")
    assert office.rows("SELECT value FROM legal_entity.identifier WHERE scheme = 'RNN'") == [(rnn(5),)]


def test_a_list_is_told_of_nobody_when_the_delivery_that_brought_its_company_is_withdrawn(office: Office) -> None:
    company_told = office.load("gbd_ul", company(), "2024-01-01")
    office.load("tax_lists", tax_list(tax_list_row()), "2024-02-01")
    office.withdraw(company_told.delivery)
    assert office.rows("SELECT scheme, value FROM legal_entity.identifier") == []
    office.load("gbd_ul", company(), "2024-03-01")
    numbers = office.rows("SELECT scheme, value FROM legal_entity.identifier ORDER BY scheme")
    assert numbers == [("BIN", BIN), ("RNN", rnn(5))]


def test_the_state_data_base_outweighs_a_list_in_the_name(office: Office) -> None:
    office.load("gbd_ul", company(), "2024-01-01")
    office.load("tax_lists", tax_list(tax_list_row()), "2024-02-01")
    assert office.rows("SELECT name FROM legal_entity.name WHERE language = 'ru'") == [("ТОО",)]


def test_the_land_layer_describes_the_plot_of_the_cadastre(office: Office) -> None:
    office.load("egkn_layer", land_layer(plot()), "2024-01-01")
    assert office.one("SELECT count(*) FROM real_estate.plot_identity") == 0
    office.load("egkn", cadastre(), "2024-01-01")
    assert office.one("SELECT count(*) FROM real_estate.plot_identity") == 1


def test_an_insured_person_waits_until_somebody_makes_her(office: Office) -> None:
    report = office.load("insurance_old", insured(insured_row()), "2024-01-01")
    assert (report.accepted, office.people()) == (1, [])
    assert len(office.waiting()) == 1
