"""All registers at one glance: which identities exist, which facts speak of them, which codes name them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from registries import legal_entity, real_estate
from registries.address import changes
from registries.address import tables as address
from registries.base import metadata
from registries.crosswalk import tables as crosswalk
from registries.individual import tables as individual
from registries.temporal import Fact


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of identity. `codes` maps a kind of identifier to the fact and column that keep it."""

    name: str
    identity: Table
    facts: tuple[Fact, ...]
    codes: Mapping[str, tuple[Fact, str]]


REGISTERS: Mapping[str, Register] = {
    register.name: register
    for register in (
        Register(
            "address.unit",
            address.unit,
            (
                address.unit_existence,
                address.unit_code,
                address.unit_type,
                address.unit_name,
                address.unit_parent,
                changes.unit_predecessor,
            ),
            {"KATO": (address.unit_code, "kato")},
        ),
        Register(
            "address.geonym",
            address.geonym,
            (
                address.geonym_existence,
                address.geonym_code,
                address.geonym_name,
                address.geonym_type,
                address.geonym_place,
                changes.geonym_predecessor,
            ),
            {"RKO": (address.geonym_code, "rko")},
        ),
        Register(
            "address.address",
            address.address,
            (
                address.address_existence,
                address.address_code,
                address.building,
                address.premises,
                changes.address_predecessor,
            ),
            {"RKA": (address.address_code, "rka")},
        ),
        Register(
            "individual",
            individual.individual,
            (
                individual.name,
                individual.birth,
                individual.death,
                individual.sex,
                individual.citizenship,
                individual.document,
                individual.residence,
                crosswalk.individual_identifier,
            ),
            {},
        ),
        Register(
            "legal_entity",
            legal_entity.legal_entity,
            (
                legal_entity.identifier,
                legal_entity.name,
                legal_entity.status,
                legal_entity.registration,
                legal_entity.activity,
                legal_entity.legal_address,
                legal_entity.head,
                legal_entity.founder,
            ),
            {"BIN": (legal_entity.identifier, "value")},
        ),
        Register(
            "real_estate.plot",
            real_estate.plot,
            (
                real_estate.plot_existence,
                real_estate.cadastral_number,
                real_estate.plot_state,
                real_estate.plot_address,
                real_estate.owner,
            ),
            {"CADASTRE": (real_estate.cadastral_number, "cadastral_number")},
        ),
    )
}
FACTS: Mapping[str, Fact] = {fact.name: fact for register in REGISTERS.values() for fact in register.facts}

__all__ = ["FACTS", "REGISTERS", "Register", "metadata"]
