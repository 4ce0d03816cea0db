"""Administrative units and addresses through the API."""

from registry_api.schema import MOST_CODES
from tests.registry_api.asking import Client
from tests.registry_api.world import CITY, CORPUS, FLAT, FRESH, HOUSE, REGION, REUSED

KOKSHETAU = [{"language": "kk", "name": "Көкшетау"}, {"language": "ru", "name": "Кокшетау"}]
UNIT = """query($kato: KATO!, $asOf: Date) { administrativeUnit(kato: $kato, asOf: $asOf) {
  kato kind uncertain names { language name } newer { since sameUnit names { language name } unit { kato } } } }"""
OLD = [{"language": "kk", "name": "Ақсу а."}, {"language": "ru", "name": "с.Ленинское"}]
NEW = [{"language": "kk", "name": "Ақсу а."}, {"language": "ru", "name": "с.Аксу"}]
FIRST = [{"language": "kk", "name": "Ескі а."}, {"language": "ru", "name": "с.Старое"}]
SECOND = [{"language": "kk", "name": "Жаңа а."}, {"language": "ru", "name": "с.Новое"}]


def unit(portal: Client, kato: str, day: str) -> dict[str, object]:
    found = portal.ask(UNIT, {"kato": kato, "asOf": day}).data["administrativeUnit"]
    assert isinstance(found, dict)
    return found


def test_a_unit_renamed_between_two_editions_is_uncertain_in_between(portal: Client) -> None:
    certain = {"kato": FRESH, "kind": "VILLAGE", "uncertain": False, "newer": None}
    newer = {"since": "2026-07-17", "sameUnit": True, "names": NEW, "unit": {"kato": FRESH}}
    assert unit(portal, FRESH, "2022-10-17") == {**certain, "names": OLD}
    assert unit(portal, FRESH, "2024-06-01") == {**certain, "names": OLD, "uncertain": True, "newer": newer}
    assert unit(portal, FRESH, "2026-07-17") == {**certain, "names": NEW}


def test_a_code_given_to_another_unit_shows_both_in_between(portal: Client) -> None:
    certain = {"kato": REUSED, "kind": "VILLAGE", "uncertain": False, "newer": None}
    newer = {"since": "2026-07-17", "sameUnit": False, "names": SECOND, "unit": {"kato": REUSED}}
    assert unit(portal, REUSED, "2022-10-17") == {**certain, "names": FIRST}
    assert unit(portal, REUSED, "2024-06-01") == {**certain, "names": FIRST, "uncertain": True, "newer": newer}
    assert unit(portal, REUSED, "2026-07-17") == {**certain, "names": SECOND}


def test_no_unit_bears_the_code_before_the_first_edition(portal: Client) -> None:
    answer = portal.ask(UNIT, {"kato": REUSED, "asOf": "2022-10-16"})
    assert (answer.codes, answer.body["data"]) == (["NOT_FOUND"], {"administrativeUnit": None})


def test_a_unit_shows_where_it_belongs_and_all_it_was(portal: Client) -> None:
    document = """query($kato: KATO!) { administrativeUnit(kato: $kato, asOf: "2024-06-01") {
      parents { kind names { name } parents { kind } }
      history { names { language name validFrom validTo startsBasis endsBasis } codes { kato validFrom }
                types { kind } parents { validFrom unit { kind kato } } } } }"""
    found = portal.ask(document, {"kato": FRESH}).data["administrativeUnit"]
    observed = {"language": "ru", "validFrom": "2022-10-17", "validTo": "2026-07-17"}
    opened = {"validTo": None, "endsBasis": None}
    assert found == {
        "parents": [
            {
                "kind": "REGION",
                "names": [{"name": "Ақмола"}, {"name": "Акмолинская"}],
                "parents": [{"kind": "REPUBLIC"}],
            },
            {"kind": "REPUBLIC", "names": [{"name": "Қазақстан"}, {"name": "Казахстан"}], "parents": []},
        ],
        "history": {
            "names": [
                {"language": "kk", "name": "Ақсу а.", "validFrom": "2022-10-17", "startsBasis": "STATED", **opened},
                {**observed, "name": "с.Ленинское", "startsBasis": "STATED", "endsBasis": "OBSERVED"},
                {**observed, "name": "с.Аксу", "validFrom": "2026-07-17", "startsBasis": "OBSERVED", **opened},
            ],
            "codes": [{"kato": FRESH, "validFrom": "2022-10-17"}],
            "types": [{"kind": "VILLAGE"}],
            "parents": [{"validFrom": "1990-01-01", "unit": {"kind": "REGION", "kato": "990000000"}}],
        },
    }


ADDRESS = """query($rka: RKA!, $asOf: Date) { address(rka: $rka, asOf: $asOf) {
  rka kk: full(language: KK) ru: full(language: RU) building premises uncertain newer { since }
  units { kind kato } geonyms { type { kind } names { name } } } }"""


def test_an_address_is_written_in_both_languages_before_and_after_the_street_was_renamed(portal: Client) -> None:
    before = portal.ask(ADDRESS, {"rka": FLAT, "asOf": "2010-04-30"}).data["address"]
    after = portal.ask(ADDRESS, {"rka": FLAT, "asOf": "2010-05-01"}).data["address"]
    units = [
        {"kind": "REPUBLIC", "kato": None},
        {"kind": "REGION", "kato": "990000000"},
        {"kind": "CITY", "kato": CITY},
    ]
    same = {"rka": FLAT, "building": "12/1", "premises": "5", "uncertain": False, "newer": None, "units": units}
    assert before == {
        **same,
        "kk": "Қазақстан Республикасы, Ақмола облысы, Көкшетау қаласы, Ленин көшесі, үй 12/1, пәтер 5",
        "ru": "Республика Казахстан, Акмолинская область, город Кокшетау, улица Ленина, дом 12/1, Квартира 5",
        "geonyms": [{"type": {"kind": "STREET"}, "names": [{"name": "Ленин"}, {"name": "Ленина"}]}],
    }
    assert after == {
        **same,
        "kk": "Қазақстан Республикасы, Ақмола облысы, Көкшетау қаласы, Абай көшесі, үй 12/1, пәтер 5",
        "ru": "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12/1, Квартира 5",
        "geonyms": [{"type": {"kind": "STREET"}, "names": [{"name": "Абай"}, {"name": "Абая"}]}],
    }


def test_buildings_have_no_premises_and_an_address_that_did_not_exist_has_no_text(portal: Client) -> None:
    house = portal.ask(ADDRESS, {"rka": HOUSE}).data["address"]
    early = portal.ask(ADDRESS, {"rka": CORPUS, "asOf": "1989-12-31"}).data["address"]
    assert (house["building"], house["premises"]) == ("12", None)
    assert (early["ru"], early["kk"], early["units"], early["building"]) == (None, None, [], None)


MEANT = """query($kato: [KATO!]!, $asOf: Date, $knownAt: DateTime) {
  territoryOn(kato: $kato, asOf: $asOf, knownAt: $knownAt) {
    kato outcome heldFrom heldTo unit { kato names { language name } } } }"""


def meant(portal: Client, day: str, *kato: str) -> list[dict[str, object]]:
    found = portal.ask(MEANT, {"kato": list(kato), "asOf": day}).data["territoryOn"]
    assert isinstance(found, list)
    return found


def test_many_codes_are_answered_at_once_each_with_what_it_means_on_the_day(portal: Client) -> None:
    always = {"kato": CITY, "outcome": "BORNE", "heldFrom": "1990-01-01", "heldTo": None,
              "unit": {"kato": CITY, "names": KOKSHETAU}}  # fmt: skip
    unknown = {"kato": "999999999", "outcome": "UNKNOWN", "heldFrom": None, "heldTo": None, "unit": None}
    future = {
        "kato": FRESH,
        "outcome": "NOT_YET",
        "heldFrom": "2022-10-17",
        "heldTo": None,
        "unit": {"kato": None, "names": []},
    }
    assert meant(portal, "2020-01-01", CITY, "999999999", FRESH, CITY) == [always, unknown, future, always]


def test_a_reused_code_means_another_unit_on_another_day(portal: Client) -> None:
    [before], [after] = (meant(portal, day, REUSED) for day in ("2022-10-17", "2026-07-17"))
    assert (before["outcome"], before["heldFrom"], before["heldTo"]) == ("BORNE", "2022-10-17", "2026-07-17")
    assert (after["outcome"], after["heldFrom"], after["heldTo"]) == ("BORNE", "2026-07-17", None)
    assert before["unit"] == {
        "kato": REUSED,
        "names": [{"language": "kk", "name": "Ескі а."}, {"language": "ru", "name": "с.Старое"}],
    }
    assert after["unit"] == {"kato": REUSED, "names": SECOND}


def test_codes_stand_in_the_document_with_variables_among_them(portal: Client) -> None:
    document = 'query($one: KATO!) { territoryOn(kato: ["999999999", $one]) { kato } }'
    assert portal.ask(document, {"one": CITY}).data == {"territoryOn": [{"kato": "999999999"}, {"kato": CITY}]}
    bare = portal.ask(f'{{ territoryOn(kato: "{CITY}") {{ kato }} }}')
    assert bare.data == {"territoryOn": [{"kato": CITY}]}
    defaulted = document.replace("KATO!", f'KATO = "{REGION}"')
    assert portal.ask(defaulted, {}).data["territoryOn"][1] == {"kato": REGION}
    refused = portal.ask(defaulted, {"one": None})
    assert (refused.body.get("data"), refused.codes) == (None, ["VALIDATION"])


def test_a_thousand_codes_are_answered_at_once_and_not_one_more(portal: Client) -> None:
    many = [f"{number:09}" for number in range(MOST_CODES)]
    answered = portal.ask(MEANT, {"kato": many}).data["territoryOn"]
    assert [one["kato"] for one in answered] == many
    refused = portal.ask(MEANT, {"kato": [*many, CITY]})
    assert (refused.body.get("data"), refused.codes) == (None, ["TOO_MANY_GIVEN"])


def test_a_code_that_cannot_be_read_refuses_the_question(portal: Client) -> None:
    refused = portal.ask(MEANT, {"kato": [CITY, "12"]})
    assert (refused.body.get("data"), refused.codes) == (None, ["MALFORMED_IDENTIFIER"])
    assert "12" not in refused.body["errors"][0]["message"]


RECODE = """query($kato: [KATO!]!, $from: Date!, $to: Date) { recodeTerritory(kato: $kato, from: $from, asOf: $to) {
  kato outcome reason sentence targets { kato nameRu nameKk unit { kind } } } }"""


def test_codes_of_one_day_are_said_as_of_another(portal: Client) -> None:
    given = {"kato": [CITY, REUSED, "999999999"], "from": "2022-10-17", "to": "2026-07-17"}
    city, gone, unknown = portal.ask(RECODE, given).data["recodeTerritory"]
    # The units of this world have lives without end: the code alone went to another unit.
    target = {"kato": CITY, "nameRu": "Кокшетау", "nameKk": "Көкшетау", "unit": {"kind": "CITY"}}
    told = {"kato": CITY, "outcome": "MAPPED", "reason": None, "sentence": None, "targets": [target]}
    assert city == told
    assert (gone["outcome"], gone["reason"], gone["targets"]) == ("UNMAPPED", "NO_CODE_ON_THAT_DAY", [])
    assert (unknown["reason"], unknown["sentence"]) == ("NEVER_EXISTED", "no unit ever bore the code")


def test_more_codes_than_are_recoded_at_once_are_refused(portal: Client) -> None:
    assert portal.ask(RECODE, {"kato": [CITY] * 101, "from": "2022-10-17"}).codes == ["TOO_MANY_GIVEN"]
