"""Records that the tests of the mapping share, and how they look at what came of one."""

from datetime import date

from loaders.formats import Reason
from loaders.mapping import Interpretation, StatedFact, interpret
from loaders.source import Source, load_source, parse_source
from registries.identifiers import form_iin, rnn_check_digit

TAX = ("РНН", "ИИН", "ФИО", "Дата рождения", "Пол", "Дата постановки")
RNN = f"99101000001{rnn_check_digit('99101000001')}"
IIN = form_iin(date(1990, 4, 9), 7, 3) or ""
BORN = date(1990, 4, 9)


def tax(**changed: str) -> Interpretation:
    words = {
        "РНН": RNN,
        "ИИН": IIN,
        "ФИО": "Ахметов Нурлан Серикович",
        "Дата рождения": "09.04.1990",
        "Пол": "М",
        "Дата постановки": "01.02.2010",
    }
    return interpret(load_source("tax"), TAX, list((words | changed).values()))


def codes(reasons: tuple[Reason, ...]) -> list[tuple[str, str | None]]:
    return [(reason.code, reason.field) for reason in reasons]


def made(fields: str, rest: str = "", key: str = '["id"]') -> Source:
    return parse_source(
        f'name = "x"\ntitle = "X"\nregister = "individual"\ndelivery = "full"\nkey = {key}\nauthority = 50\n'
        f'[format]\nkind = "xml"\nrecord = "r/x"\n[fields]\nid = {{}}\n{fields}\n{rest}',
        "x.toml",
    )


def of_document(source: Source, words: dict[str, object]) -> Interpretation:
    return interpret(source, (), {"id": "1"} | words)


def facts_named(understood: Interpretation, name: str) -> list[StatedFact]:
    return [fact for fact in understood.facts if fact.fact == name]
