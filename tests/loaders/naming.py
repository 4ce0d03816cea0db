"""Towns with streets, and acts that rename them, written as their departments write them."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.act_outcomes import outcomes_of
from loaders.delivery import Report
from tests.loaders.offices import Office

DAYS_AFTER = "по истечении десяти календарных дней после дня первого официального опубликования"
UNIT_COLUMNS = "id,parent_id,name_rus,name_kaz,cato,rco,actual,d_ats_type_code"
GEONYM_COLUMNS = "id,parent_id,s_ats_id,name_rus,name_kaz,rco,actual,d_geonims_type_id"
RENAMING_COLUMNS = (
    *("source_url", "status", "kind", "place", "lang", "old_name", "new_name", "entry_rule", "dates_known", "note"),
    *("published_on", "registered_on", "signed_on"),
)
BALKHASH_ACT = "https://adilet.zan.kz/rus/docs/V21K0026419"
BALKHASH = "Карагандинская область, город Балхаш"
STREET, AVENUE, MICRODISTRICT, LANE = "1", "2", "3", "4"


@dataclass(frozen=True)
class Street:
    id: str
    name: str
    kind: str = STREET
    unit: str = "3"
    parent: str = "0"


def units(*rows: tuple[str, str, str, str]) -> bytes:
    """`(id, parent, Russian name, type code)` as the address register writes units."""
    lines = [f"{i},{parent},{name},{name},,{9900000000000000 + int(i)},true,{kind}" for i, parent, name, kind in rows]
    return "\n".join([UNIT_COLUMNS, *lines, ""]).encode()


def streets(*rows: Street) -> bytes:
    lines = [
        f"{row.id},{row.parent},{row.unit},{row.name},,{9900000000100000 + int(row.id)},true,{row.kind}" for row in rows
    ]
    return "\n".join([GEONYM_COLUMNS, *lines, ""]).encode()


KARAGANDY = units(
    ("1", "0", "Республика Казахстан", "0"), ("2", "1", "Карагандинская область", "1"), ("3", "2", "Балхаш", "4"),
    ("4", "2", "Шетский", "3"), ("5", "4", "Балхаш", "7"),
)  # fmt: skip


def balkhash() -> bytes:
    return streets(Street("1", "Ленина"), Street("2", "Абая"))


def act_row(old: str | None, new: str | None, **others: str) -> dict[str, str]:
    """A row of an act that renames a street of Балхаш, unless `others` say otherwise."""
    row = {"source_url": BALKHASH_ACT, "status": "act", "kind": "street_rename", "place": BALKHASH, "lang": "ru",
           "entry_rule": DAYS_AFTER, "old_name": old or "", "new_name": new or ""}  # fmt: skip
    return row | others


def renamings(*rows: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, RENAMING_COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


LENINA_ABAYA = renamings(act_row("улица Ленина", "улица Абай"), act_row("улица Абая", "улица Ынтымақ"))


def cards(*published: tuple[str, str], status: str = "act") -> bytes:
    """Cards of acts: number and day of publication."""
    lines = [f"{number};;;;;{day};{status}" for number, day in published]
    columns = "number;title;entry_rule;signed_on;registered_on;published_on;status"
    return "\n".join([columns, *lines, ""]).encode()


class Town:
    """The register of a region with one town, whose streets are read back under their numbers."""

    def __init__(self, office: Office, geonyms: bytes, region: bytes = KARAGANDY) -> None:
        self.office = office
        office.load("ar_units", region, "2020-01-01")
        office.load("ar_geonyms", geonyms, "2020-01-01")

    def names_on(self, day: str, language: str = "ru", known_at: object = None) -> dict[str, str]:
        rows = self.office.rows(_NAMES, day=day, language=language, known_at=known_at)
        return {str(key): str(name) for key, name in rows}

    def outcomes(self, report: Report) -> dict[str, int]:
        with self.office.engine.connect() as connection:
            return outcomes_of(connection, report.delivery)


_NAMES = """
    SELECT r.key, n.name FROM address.geonym_name_known n
      JOIN crosswalk.membership m ON m.entity_id = n.geonym_id AND m.register = 'address.geonym'
      JOIN provenance.record r ON r.id = m.record_id JOIN provenance.source s ON s.id = r.source_id
     WHERE s.name = 'ar_geonyms' AND n.language = :language AND n.valid_time @> CAST(:day AS date)
       AND n.transaction_time @> coalesce(CAST(:known_at AS timestamptz), clock_timestamp()) ORDER BY r.key
"""
