"""Legal entities and land plots through the API, and the persons they lead to."""

from typing import Any

import pytest

from registry_api.compiler import running
from registry_api.pool import PooledConnection
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, AIGUL_BEFORE, COMPANY, HOLDING, NOBODY, PLOT, TIMUR, business

COMPANY_DOCUMENT = """query($bin: BIN!) { legalEntity(bin: $bin) {
  bin names { language name } status { status } activity { oked } legalAddress { text }
  heads { name holderValue holder { ... on Individual { iin names { surname } } } }
  founders { name holderScheme holderValue
    holder { __typename ... on Individual { iin } ... on LegalEntity { bin names { name } } } } } }"""


def test_a_company_leads_to_its_head_and_founders_through_the_crosswalk(portal: Client) -> None:
    assert portal.ask(COMPANY_DOCUMENT, {"bin": COMPANY}).data["legalEntity"] == {
        "bin": COMPANY,
        "names": [{"language": "ru", "name": "ТОО company"}],
        "status": {"status": "Зарегистрирован"},
        "activity": None,
        "legalAddress": [],
        "heads": [{"name": "КИМ ТИМУР", "holderValue": TIMUR, "holder": {"iin": TIMUR, "names": [{"surname": "Ким"}]}}],
        "founders": [
            {
                "name": "Ахметова А.",
                "holderScheme": "IIN",
                "holderValue": AIGUL_BEFORE,
                "holder": {"__typename": "Individual", "iin": AIGUL},
            },
            {
                "name": "ТОО holding",
                "holderScheme": "BIN",
                "holderValue": HOLDING,
                "holder": {"__typename": "LegalEntity", "bin": HOLDING, "names": [{"name": "ТОО holding"}]},
            },
            {"name": "Неизвестный", "holderScheme": "IIN", "holderValue": NOBODY, "holder": None},
        ],
    }


PLOT_DOCUMENT = """query($number: CadastralNumber!, $asOf: Date) { realEstate(cadastralNumber: $number, asOf: $asOf) {
  cadastralNumber plot { areaHa purpose } address { full(language: KK) }
  owners { holder { ... on Individual { iin } ... on LegalEntity { bin } } } } }"""


def test_a_plot_has_the_owner_of_the_day(portal: Client) -> None:
    before = portal.ask(PLOT_DOCUMENT, {"number": PLOT, "asOf": "2011-12-31"}).data["realEstate"]
    today = portal.ask(PLOT_DOCUMENT, {"number": PLOT}).data["realEstate"]
    same = {
        "cadastralNumber": PLOT,
        "plot": {"areaHa": "0.0600", "purpose": "ИЖС"},
        "address": {"full": "Қазақстан Республикасы, Ақмола облысы, Көкшетау қаласы, Абай көшесі, үй 12"},
    }
    assert before == {**same, "owners": [{"holder": {"bin": HOLDING}}]}
    assert today == {**same, "owners": [{"holder": {"iin": AIGUL}}]}


def test_unknown_companies_and_plots_are_refused(portal: Client) -> None:
    wrong_check_digit = f"{COMPANY[:-1]}{(int(COMPANY[-1]) + 1) % 10}"
    assert portal.ask(COMPANY_DOCUMENT, {"bin": business("15099000999")}).codes == ["NOT_FOUND"]
    assert portal.ask(COMPANY_DOCUMENT, {"bin": wrong_check_digit}).codes == ["MALFORMED_IDENTIFIER"]
    assert portal.ask(PLOT_DOCUMENT, {"number": "99-001-001-9999"}).codes == ["NOT_FOUND"]


def test_a_whole_operation_is_one_statement_and_its_receipts_at_most_another(
    portal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = """query($bin: BIN!, $plot: CadastralNumber!) { legalEntity(bin: $bin) { founders { holder {
      ... on Individual { names { surname } residence { address { full(language: RU) rka } } } } } }
      realEstate(cadastralNumber: $plot) { owners { holder { __typename } } address { units { names { name } } } } }"""
    executed: list[str] = []
    execute = running._execute

    def counted(held: PooledConnection, plan: Any, *others: Any, **more: Any) -> Any:
        executed.append(plan.name)
        return execute(held, plan, *others, **more)

    monkeypatch.setattr(running, "_execute", counted)
    portal.ask(document, {"bin": COMPANY, "plot": PLOT})
    plot = "query($plot: CadastralNumber!) { realEstate(cadastralNumber: $plot) { address { rka } } }"
    portal.ask(plot, {"plot": PLOT})
    assert [name.split("_")[0] for name in executed] == ["plan", "receipts", "plan"]
