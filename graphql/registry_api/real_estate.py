"""Real estate: land plots, their addresses, and dated edges to owners."""

from decimal import Decimal

import strawberry
from strawberry import UNSET

from registries import real_estate as register
from registries.identifiers import Kind
from registry_api.address import Address
from registry_api.compiler import facts
from registry_api.dated import Dated, one, subject_at
from registry_api.field import field
from registry_api.holder import Held, edges
from registry_api.inquiry import Info
from registry_api.legal_entity import Holder, holder_of
from registry_api.moment import AsOf, KnownAt, Subject
from registry_api.refusal import not_found
from registry_api.scalars import CadastralNumber


@strawberry.type
class Plot(Dated):
    area_ha: Decimal | None = strawberry.field(description="Hectares.")
    purpose: str | None
    category: str | None = strawberry.field(description="Category of land, code of the cadastre.")
    right_type: str | None = strawberry.field(description="Kind of right, code of the cadastre.")
    address_text: str | None = strawberry.field(description="Address as stated.")


@strawberry.type
class Owner(Dated):
    held: strawberry.Private[Held]
    holder_scheme: str = strawberry.field(description="IIN or BIN.")
    holder_value: str = strawberry.field(description="The stated number.")

    @field("Whom the number ends at; null for nobody, and for more than one.")
    def holder(self, info: Info) -> Holder | None:
        return holder_of(info, self.held)


@strawberry.type(description="A land plot under its cadastral number.")
class RealEstate:
    subject: strawberry.Private[Subject]
    plot: Plot | None = one(register.plot_state, Plot)

    @field(fact=register.cadastral_number, compiled=facts.first(register.cadastral_number, "cadastral_number"))
    def cadastral_number(self, info: Info) -> CadastralNumber | None:
        rows = info.context.states(register.cadastral_number, self.subject)
        return rows[0]["cadastral_number"] if rows else None

    @field(
        "Its address in the address register.",
        fact=register.plot_address,
        compiled=facts.reached(register.plot_address, "address_id"),
    )
    def address(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> Address | None:
        subject = subject_at(self, info, as_of, known_at)
        row = next(iter(info.context.states(register.plot_address, subject)), None)
        return (
            None if row is None else Address(subject=subject.beside(row["address_id"], (row["address_id"],), "address"))
        )

    @field(fact=register.owner)
    def owners(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list[Owner]:
        subject = subject_at(self, info, as_of, known_at)
        return [Owner.of(row, held=held) for row, held in edges(info, register.owner, subject, "owners")]


def resolve_real_estate(
    info: Info, cadastral_number: CadastralNumber, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
) -> RealEstate | None:
    moment = info.context.moment(as_of, known_at)
    rows = info.context.bearers(register.cadastral_number, "cadastral_number", (cadastral_number,), moment)
    bearer = next((row["entity"] for row in sorted(rows, key=lambda row: not row["holds"])), None)
    if bearer is None:
        raise not_found(Kind.CADASTRE, cadastral_number)
    return RealEstate(subject=Subject(bearer, (bearer,), moment, "realEstate"))
