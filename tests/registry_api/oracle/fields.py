"""The fields of the contract, each answered from the books. Fields that are columns of a row need no entry."""

from collections.abc import Callable, Iterable
from typing import Any

from graphql import GraphQLResolveInfo

from tests.registry_api.oracle import days
from tests.registry_api.oracle.addresses import Walk, Whole, parents, whole_address
from tests.registry_api.oracle.books import Row
from tests.registry_api.oracle.numbers import read_number
from tests.registry_api.oracle.receipts import answered
from tests.registry_api.oracle.recoding import recoded
from tests.registry_api.oracle.things import Asked, At, Thing, refuse

Answer = Callable[[Asked, Thing, At, dict[str, Any], GraphQLResolveInfo], Any]
FIELDS: dict[tuple[str, str], Answer] = {}

# Fields that are facts read as they stand: the table, and the type of one row.
FACTS = {
    ("Individual", "names"): ("individual.name", "PersonName"),
    ("Individual", "birth"): ("individual.birth", "Birth"),
    ("Individual", "death"): ("individual.death", "Death"),
    ("Individual", "sex"): ("individual.sex", "RegisteredSex"),
    ("Individual", "citizenship"): ("individual.citizenship", "Citizenship"),
    ("Individual", "identifiers"): ("crosswalk.individual_identifier", "Identifier"),
    ("Individual", "documents"): ("individual.document", "Document"),
    ("Individual", "residence"): ("individual.residence", "Residence"),
    ("AdministrativeUnit", "names"): ("address.unit_name", "UnitName"),
    ("AdministrativeUnit", "code"): ("address.unit_code", "UnitCode"),
    ("AdministrativeUnit", "type"): ("address.unit_type", "UnitType"),
    ("Geonym", "names"): ("address.geonym_name", "GeonymName"),
    ("Geonym", "type"): ("address.geonym_type", "GeonymType"),
    ("Address", "code"): ("address.address_code", "AddressCode"),
    ("LegalEntity", "names"): ("legal_entity.name", "LegalEntityName"),
    ("LegalEntity", "identifiers"): ("legal_entity.identifier", "LegalEntityIdentifier"),
    ("LegalEntity", "status"): ("legal_entity.status", "LegalEntityStatus"),
    ("LegalEntity", "registration"): ("legal_entity.registration", "Registration"),
    ("LegalEntity", "activity"): ("legal_entity.activity", "Activity"),
    ("LegalEntity", "legalAddress"): ("legal_entity.legal_address", "LegalAddress"),
    ("RealEstate", "plot"): ("real_estate.plot", "Plot"),
}
# Versions of whatever day.
HISTORY = {
    ("UnitHistory", "names"): ("address.unit_name", "UnitName"),
    ("UnitHistory", "codes"): ("address.unit_code", "UnitCode"),
    ("UnitHistory", "types"): ("address.unit_type", "UnitType"),
    ("UnitHistory", "parents"): ("address.unit_parent", "UnitParent"),
    ("GeonymHistory", "names"): ("address.geonym_name", "GeonymName"),
    ("GeonymHistory", "codes"): ("address.geonym_code", "GeonymCode"),
    ("GeonymHistory", "types"): ("address.geonym_type", "GeonymType"),
    ("GeonymHistory", "places"): ("address.geonym_place", "GeonymPlace"),
}
# A value of the first thing that stands, beside the identity.
FIRST = {
    ("AdministrativeUnit", "kato"): ("address.unit_code", "kato"),
    ("AdministrativeUnit", "kind"): ("address.unit_type", "kind"),
    ("Address", "rka"): ("address.address_code", "rka"),
    ("Geonym", "rko"): ("address.geonym_code", "rko"),
    ("RealEstate", "cadastralNumber"): ("real_estate.cadastral_number", "cadastral_number"),
}
# Edges to holders: the table, and the type of one row.
EDGES = {
    ("LegalEntity", "heads"): ("legal_entity.head", "Head"),
    ("LegalEntity", "founders"): ("legal_entity.founder", "Founder"),
    ("RealEstate", "owners"): ("real_estate.owner", "Owner"),
}
PERIOD = {"validFrom": days.first_day, "validTo": days.end_day, "since": days.first_day}


def field(*names: str) -> Callable[[Answer], Answer]:
    """Register an answer for fields written `Type.field`."""

    def register(answer: Answer) -> Answer:
        for name in names:
            of, called = name.split(".")
            FIELDS[of, called] = answer
        return answer

    return register


def standing(asked: Asked, table: str, identity: int, at: At) -> list[Row]:
    return days.standing(asked.books.of(table, identity, at.known), table, at.day)


def fact(asked: Asked, thing: Thing, at: At, name: str) -> list[Thing]:
    table, of = FACTS[thing.type, name]
    rows = standing(asked, table, thing.id, at)
    return [thing.about(of, name, at=at, table=table, row=row) for row in rows]


def history(asked: Asked, thing: Thing, at: At, name: str) -> list[Thing]:
    table, of = HISTORY[thing.type, name]
    rows = days.in_time(asked.books.of(table, thing.id, at.known), table)
    return [thing.about(of, name, at=at, table=table, row=row, settled=True) for row in rows]


def first(asked: Asked, thing: Thing, at: At, name: str) -> object:
    table, column = FIRST[thing.type, name]
    rows = standing(asked, table, thing.id, at)
    return rows[0][column] if rows else None


def of_row(asked: Asked, thing: Thing, name: str, column: str) -> object:
    """What a row says by itself."""
    if name == "uncertain":
        return not thing.settled and days.uncertain(thing.row, thing.at.day)
    if name == "newer":
        rows = asked.books.of(thing.table, thing.id, thing.at.known)
        row = None if thing.settled else days.newer(rows, thing.table, thing.row, thing.at.day)
        return None if row is None else thing.about(thing.type, name, table=thing.table, row=row, settled=True)
    return PERIOD[name](thing.row) if name in PERIOD else thing.row[column]


@field("Individual.iin", "CrosswalkMatch.iin")
def iin(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """Certain before uncertain, the latest of several."""
    rows = standing(asked, "crosswalk.individual_identifier", thing.id, at)
    found = [row for row in rows if row["scheme"] == "IIN"]
    found.sort(key=lambda row: (not days.uncertain(row, at.day), days.order(row)[:2], row["value"]))
    return found[-1]["value"] if found else None


@field("LegalEntity.bin")
def bin_in_force(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    rows = standing(asked, "legal_entity.identifier", thing.id, at)
    return next((row["value"] for row in rows if row["scheme"] == "BIN"), None)


@field("Residence.address")
def place_of_residence(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("Address", "address", id=thing.row["address_id"])


@field("RealEstate.address")
def place_of_plot(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    rows = standing(asked, "real_estate.plot_address", thing.id, at)
    return thing.about("Address", "address", id=rows[0]["address_id"], at=at) if rows else None


@field("CrosswalkMatch.individual")
def matched(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("Individual", "individual")


@field("CrosswalkMatch.inForce")
def in_force(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return days.stands(thing.row, at.day)


@field("UnitParent.unit")
def parent(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("AdministrativeUnit", "unit", id=thing.row["parent_id"])


@field("AdministrativeUnit.history")
def whole_history(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("UnitHistory", "history")


@field("AdministrativeUnit.parents")
def parents_of_unit(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    chain = parents(Walk(asked.books, at.day, at.known), thing.id)
    return [thing.about("AdministrativeUnit", "parents", id=one, at=at) for one in chain]


def _states(asked: Asked, thing: Thing) -> Iterable[tuple[str, Row]]:
    for table in ("address.unit_code", "address.unit_type", "address.unit_name", "address.unit_parent"):
        yield from ((table, row) for row in standing(asked, table, thing.id, thing.at))


@field("AdministrativeUnit.uncertain")
def unit_uncertain(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return any(days.uncertain(row, thing.at.day) for _, row in _states(asked, thing))


@field("AdministrativeUnit.newer")
def newer_unit(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """Beside an uncertain unit: who bears its code when the newer state begins."""
    turned = [(turn, table, row) for table, row in _states(asked, thing) if (turn := days.turning(row, at.day))]
    if not turned:
        return None
    since = min(turn for turn, _, _ in turned)
    code = next((row for turn, table, row in turned if table == "address.unit_code" and turn == since), None)
    bearer = thing.id if code is None else _given_to(asked, thing, code, At(since, at.known))
    return thing.about("NewerUnit", "newer", row={"since": since, "bearer": bearer})


def _given_to(asked: Asked, thing: Thing, code: Row, then: At) -> int | None:
    """Who bears the code then; else the unit itself where it goes on under another code; else nobody."""
    found = _bearers(asked, "address.unit_code", "kato", code["kato"], then)
    on_the_day = [row["unit_id"] for row in found if days.stands(row, then.day)]
    own = days.newer(asked.books.of("address.unit_code", thing.id, then.known), "address.unit_code", code, thing.at.day)
    return on_the_day[0] if on_the_day else (thing.id if own else None)


@field("NewerUnit.since", "NewerAddress.since")
def since(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.row["since"]


@field("NewerUnit.sameUnit")
def same_unit(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.row["bearer"] == thing.id


@field("NewerUnit.unit", "NewerUnit.names")
def of_bearer(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    then, bearer = At(thing.row["since"], at.known), thing.row["bearer"]
    if info.field_name == "unit":
        return None if bearer is None else thing.about("AdministrativeUnit", "unit", id=bearer, at=then)
    unit = thing.about("AdministrativeUnit", "unit", id=bearer, at=then)
    return [] if bearer is None else fact(asked, unit, then, "names")


@field("NewerAddress.address")
def newer_place(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("Address", "address", at=At(thing.row["since"], at.known))


def _whole(asked: Asked, thing: Thing, at: At) -> Whole | None:
    return whole_address(asked.books, thing.id, at.day, at.known)


@field("Address.full")
def full(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    return found.full(given["language"].lower()) if found else None


@field("Address.units", "Address.geonyms")
def parts(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    of, ids = ("AdministrativeUnit", "units") if info.field_name == "units" else ("Geonym", "geonyms")
    return [thing.about(of, ids, id=one, at=at) for one in (getattr(found, ids) if found else [])]


@field("Address.building")
def building(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    return found.number if found else None


@field("Address.premises")
def premises(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    return found.room["number"] if found and found.room else None


@field("Address.uncertain")
def address_uncertain(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    return bool(found and found.turning)


@field("Address.newer")
def newer_address(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whole(asked, thing, at)
    return thing.about("NewerAddress", "newer", row={"since": found.turning}) if found and found.turning else None


def _bearers(asked: Asked, table: str, column: str, value: str, at: At, scheme: str | None = None) -> list[Row]:
    """Everyone who bears or ever bore a number, the earliest first."""
    rows = [row for row in asked.books.believed(table, at.known) if row[column] == value]
    rows = [row for row in rows if scheme is None or row["scheme"] == scheme]
    identity = days.KEYS[table][0]
    return sorted(rows, key=lambda row: (days.order(row), row[identity]))


def persons(asked: Asked, scheme: str, value: str, at: At) -> dict[int, Row]:
    """Who bear a number on the day, else who ever bore it, each with his latest row."""
    rows = _bearers(asked, "crosswalk.individual_identifier", "value", value, at, scheme)
    on_the_day = [row for row in rows if days.stands(row, at.day)]
    return {row["individual_id"]: row for row in on_the_day or rows}


def companies(asked: Asked, number: str, at: At) -> list[int]:
    """The same of legal entities, the earliest bearer first."""
    rows = _bearers(asked, "legal_entity.identifier", "value", number, at, "BIN")
    on_the_day = [row for row in rows if days.stands(row, at.day)]
    return list(dict.fromkeys(row["legal_entity_id"] for row in on_the_day or rows))


def edges(asked: Asked, thing: Thing, at: At, name: str, info: GraphQLResolveInfo) -> list[Thing]:
    """Heads, founders, owners; each person among them gets his receipt, and so does a number that ends at no one."""
    table, of = EDGES[thing.type, name]
    found = [thing.about(of, name, at=at, table=table, row=row) for row in standing(asked, table, thing.id, at)]
    for edge in found:
        if edge.row["holder_scheme"] != "BIN":
            answered(asked, _ends_at(asked, edge), edge.path, info, at)
    return found


def _ends_at(asked: Asked, edge: Thing) -> int | None:
    scheme, number = edge.row["holder_scheme"], edge.row["holder_value"]
    if number is None:
        return None
    found = companies(asked, number, edge.at) if scheme == "BIN" else list(persons(asked, scheme, number, edge.at))
    return found[0] if len(found) == 1 else None


@field("Head.holder", "Founder.holder", "Owner.holder")
def holder(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _ends_at(asked, thing)
    of = "LegalEntity" if thing.row["holder_scheme"] == "BIN" else "Individual"
    return None if found is None else thing.about(of, "holder", id=found)


@field("Query.individual")
def individual(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = persons(asked, "IIN", given["iin"], at)
    if len(found) != 1:
        asked.log(None, "individual", at)
        refuse(*(("AMBIGUOUS",) if found else _nobody("IIN", given["iin"])))
    (subject,) = found
    answered(asked, subject, "individual", info, at)
    return thing.about("Individual", "individual", id=subject, at=at)


@field("Query.crosswalk")
def crosswalk(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    scheme, number = given["scheme"], read_number(given["scheme"], given["value"])
    if number.normal is None:
        asked.log(None, "crosswalk", at)
        return _refusal(thing, "MALFORMED_IDENTIFIER", number.sentence(scheme))
    found = persons(asked, scheme, number.normal, at)
    if len(found) != 1:
        asked.log(None, "crosswalk", at)
        return _refusal(thing, "AMBIGUOUS", AMBIGUOUS) if found else _refusal(thing, *_nobody(scheme, number.normal))
    ((subject, row),) = found.items()
    answered(asked, subject, "crosswalk", info, at)
    table = "crosswalk.individual_identifier"
    return thing.about("CrosswalkMatch", "crosswalk", id=subject, at=at, row=row, table=table)


AMBIGUOUS = "the number ends at more than one person and answers nobody"
NEXT_STEPS = {
    "MALFORMED_IDENTIFIER": "check how it was typed",
    "NOT_FOUND": "ask for another day with asOf, or check the number",
    "AMBIGUOUS": "ask with another identifier",
}


def _refusal(thing: Thing, code: str, message: str) -> Thing:
    row = {"code": code, "message": message, "next_step": NEXT_STEPS[code]}
    return thing.about("Refusal", "crosswalk", row=row)


def _nobody(kind: str, number: str) -> tuple[str, str]:
    """Nobody bears it: the rule it breaks is what the asker wants to hear."""
    read = read_number(kind, number)
    if read.faults:
        return "MALFORMED_IDENTIFIER", read.sentence(kind)
    return "NOT_FOUND", f"nothing is registered under this {kind}"


# Fields of the root that lead from a code to its bearer: argument, type, table, column, kind of number.
CODES = {
    "administrativeUnit": ("kato", "AdministrativeUnit", "address.unit_code", "kato", "KATO"),
    "address": ("rka", "Address", "address.address_code", "rka", "RKA"),
    "geonym": ("rko", "Geonym", "address.geonym_code", "rko", "RKO"),
    "realEstate": ("cadastralNumber", "RealEstate", "real_estate.cadastral_number", "cadastral_number", "CADASTRE"),
}


@field(*(f"Query.{name}" for name in CODES))
def bearer_of_code(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """Who bears it on the day, else who bore it first; a code given again is nobody's without a day."""
    argument, of, table, column, kind = CODES[info.field_name]
    rows = _bearers(asked, table, column, given[argument], at)
    on_the_day = [row for row in rows if days.stands(row, at.day)]
    found = on_the_day or rows
    if info.field_name == "administrativeUnit":
        dated = given.get("asOf") is not None
        found = on_the_day if dated else rows
        if not dated and len({row["unit_id"] for row in rows}) > 1:
            refuse("AMBIGUOUS")
    if not found:
        refuse(*_nobody(kind, given[argument]))
    return thing.about(of, info.field_name, id=found[0][days.KEYS[table][0]], at=at)


@field("Query.legalEntity")
def legal_entity(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = companies(asked, given["bin"], at)
    if not found:
        refuse(*_nobody("BIN", given["bin"]))
    return thing.about("LegalEntity", "legalEntity", id=found[0], at=at)


@field("Query.territoryOn")
def territory_on(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """One answer for each code given: its bearer, else the last one, else the first to come."""
    return [thing.about("TerritoryAnswer", "territoryOn", at=at, row=_meant(asked, kato, at)) for kato in given["kato"]]


def _meant(asked: Asked, kato: str, at: At) -> Row:
    rows = _bearers(asked, "address.unit_code", "kato", kato, at)
    stand = [row for row in rows if days.stands(row, at.day)]
    ended = [row for row in rows if (end := days.end_day(row)) is not None and end <= at.day]
    outcome = "BORNE" if stand else "RETIRED" if ended else "NOT_YET" if rows else "UNKNOWN"
    found = next(iter(stand), None) or (ended or rows or [None])[-1 if ended else 0]
    if found is None:
        return {"kato": kato, "outcome": outcome, "held_from": None, "held_to": None, "unit": None}
    period = {"held_from": days.first_day(found), "held_to": days.end_day(found)}
    return {"kato": kato, "outcome": outcome, **period, "unit": found["unit_id"]}


@field("TerritoryAnswer.unit")
def meant_unit(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return None if thing.row["unit"] is None else thing.about("AdministrativeUnit", "unit", id=thing.row["unit"])


@field("Query.recodeTerritory")
def recode_territory(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    rows = [recoded(asked.books, kato, given["from"], at.day, at.known) for kato in given["kato"]]
    return [thing.about("RecodedTerritory", "recodeTerritory", at=at, row=row) for row in rows]


@field("RecodedTerritory.targets")
def recode_targets(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return [thing.about("RecodeTarget", "targets", row=row) for row in thing.row["targets"]]


@field("RecodeTarget.unit")
def target_unit(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("AdministrativeUnit", "unit", id=thing.row["unit"])
