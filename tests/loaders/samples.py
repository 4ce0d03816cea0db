"""Small files in the layouts of the published lists, with numbers that were never issued."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from registries.identifiers import check_digit, okpo_check_digit
from tests.loaders.formats.workbooks import workbook
from tests.loaders.papers import AIGUL, BOLAT, rnn

PLOT = "99-320-072-529"
RKA = "9900000000000001"


def bin_(serial: int) -> str:
    """The first number at or after `serial` that has a check digit; `99` is a year, the fifth digit is never issued."""
    prefixes = (f"990190{number:05d}" for number in range(serial, serial + 10))
    return next(f"{prefix}{digit}" for prefix in prefixes if (digit := check_digit(prefix)) is not None)


def okpo(serial: int) -> str:
    prefix = f"99{serial:05d}"
    return f"{prefix}{okpo_check_digit(prefix)}"


BIN, OTHER_BIN, EARLY_BIN = bin_(1), bin_(20), "000190000017"
OKPO = okpo(7)

TAX_LIST_TITLES = [["Список налогоплательщиков, признанных бездействующими"], ["по состоянию на 01.10.2024"], []]
TAX_LIST = [
    "num",
    "bin",
    "rnn",
    "taxpayer_organization",
    "taxpayer_name",
    "owner_name",
    "owner_iin",
    "owner_rnn",
    "reason",
]


def tax_list(*rows: Sequence[object]) -> bytes:
    """Titles above a header whose title cell is merged over all columns, as the committee publishes it."""

    def merge(book: Any) -> None:
        book.active.merge_cells("A1:I1")
        book.create_sheet("Архив").sheet_state = "hidden"

    return workbook([*TAX_LIST_TITLES, TAX_LIST, *rows], merge)


def tax_list_row(**changed: object) -> list[object]:
    row = {
        "num": 1, "bin": BIN, "rnn": int(rnn(5)), "taxpayer_organization": "ТОО «Жұлдыз»", "taxpayer_name": None,
        "owner_name": "Сейтов Болат Маратович", "owner_iin": BOLAT.iin, "owner_rnn": "-", "reason": "приказ № 7",
    }  # fmt: skip
    return list((row | changed).values())


def lines(*objects: Mapping[str, object]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def state_property(**changed: object) -> dict[str, object]:
    return {
        "business_id": BIN, "rnn": rnn(5), "okpo": OKPO, "name_ru": "ГУ «Школа № 1»", "name_kz": "«№ 1 мектеп» ММ",
        "opf": "20", "kfs": "2", "kfsl4": "12", "reg_number": "17-1", "reg_date": "05.03.1999", "status": "Действует",
        "okedl0": "85", "okedl3": "85310",
    } | changed  # fmt: skip


def land_layer(*plots: Mapping[str, str], version: str = "2.0") -> bytes:
    members = "".join(
        f'<wfs:member><egkn:u_view gml:id="u_view.fid-{number}">'
        + "".join(f"<egkn:{name}>{value}</egkn:{name}>" for name, value in plot.items())
        + '<egkn:geom><gml:Polygon srsName="EPSG:32642"><gml:exterior><gml:LinearRing><gml:posList>1 2 3 4 1 2'
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></egkn:geom></egkn:u_view></wfs:member>"
        for number, plot in enumerate(plots)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/{version}" '
        f'xmlns:egkn="http://egkn" xmlns:gml="http://www.opengis.net/gml/3.2">{members}</wfs:FeatureCollection>'
    ).encode()


def plot(**changed: str) -> dict[str, str]:
    return {
        "gid": "7", "district_id": "1", "kad_nomer": "99320072529", "address_ru": "с. Мереке, уч. 5",
        "shape_area": "1000.5", "squ": "0.1000", "land_id": "5", "rka": RKA, "tsn_ru": "для ведения ЛПХ",
        "category_id": "2", "right_type_id": "1",
    } | changed  # fmt: skip


INSURED = (1, 20, 8, 12, 12, 40, 40, 40, 8, 1)


def insured(*rows: Sequence[str]) -> bytes:
    """Records of fixed width; the blanks at the ends of lines are lost on the way, as they were."""
    text = "".join(
        "".join(word.ljust(width) for word, width in zip(row, INSURED, strict=True)).rstrip() + "\r\n" for row in rows
    )
    return (text + "\x1a").encode("windows-1251")


def insured_row(kind: str = "2", number: str = AIGUL.card, **changed: str) -> list[str]:
    row = {
        "kind": kind, "number": number, "issued": "19990405", "rnn": AIGUL.rnn, "iin": "", "surname": AIGUL.surname,
        "name": AIGUL.given_name, "patronymic": AIGUL.patronymic, "born": f"{AIGUL.born:%Y%m%d}", "sex": "2",
    }  # fmt: skip
    return list((row | changed).values())


STATISTICS = [
    "bin", "full_name_kz", "full_name_ru", "registration_date", "oked_1", "activity_kz", "activity_ru", "oked_2",
    "krp", "krp_name_kz", "krp_name_ru", "kato", "settlement_kz", "settlement_ru", "legal_address", "head_fio",
]  # fmt: skip


def statistics(*rows: Sequence[object]) -> bytes:
    return workbook([STATISTICS, *rows])


def statistics_row(**changed: object) -> list[object]:
    row = dict.fromkeys(STATISTICS) | {
        "bin": BIN, "full_name_kz": "«Жұлдыз» ЖШС", "full_name_ru": "ТОО «Жұлдыз»",
        "registration_date": datetime(1999, 1, 5), "oked_1": 1111, "krp": 105, "legal_address": "г. Алматы",
        "head_fio": "Сейтов Болат",
    }  # fmt: skip
    return list((row | changed).values())


COMPANY_COLUMNS = (
    "id,bin,nameru,namekz,datereg,statusru,addressru,addresskz,okedru,director,head_iin,head_since,founder_iin,"
    "founder_bin,founder_name,founder_since,founder_until,rnn"
)


def company(number: str = BIN) -> bytes:
    """The open data about one company, with one founder from abroad."""
    row = f"1,{number},ТОО,ЖШС,1999-01-05,Действует,,,,,,,,,Founder Ltd,1999-01-05,,"
    return f"{COMPANY_COLUMNS}\n{row}\n".encode()


def cadastre(number: str = PLOT) -> bytes:
    """The cadastre about one plot without an owner's number."""
    columns = (
        "gid,kad_nomer,address_ru,squ,rka,tsn_ru,category_id,right_type_id,owner_iin,owner_bin,owner_since,owner_until"
    )
    return f"{columns}\n1,{number},,,,,,,,,,\n".encode()
