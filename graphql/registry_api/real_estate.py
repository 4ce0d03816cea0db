"""Real estate: land plots, their addresses, and dated edges to owners."""

from decimal import Decimal

import strawberry

from registries import real_estate as register
from registries.temporal.read import standing
from registry_api.address import Address
from registry_api.compiler import facts, holder
from registry_api.dated import Dated, one
from registry_api.field import field
from registry_api.legal_entity import ENDS_AT, Holder
from registry_api.moment import dated
from registry_api.node import Node
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
    holder_scheme: str = strawberry.field(description="IIN or BIN.")
    holder_value: str = strawberry.field(description="The stated number.")
    holder: Holder | None = field(ENDS_AT, fact=(standing(register.owner), *holder.READ), compiled=holder.holder)


@strawberry.type(description="A land plot under its cadastral number.")
class RealEstate(Node):
    plot: Plot | None = one(register.plot_state)
    cadastral_number: CadastralNumber | None = field(
        fact=standing(register.cadastral_number, "cadastral_number"),
        compiled=facts.first(register.cadastral_number, "cadastral_number"),
    )
    address: Address | None = field(
        "Its address in the address register.",
        fact=standing(register.plot_address, "address_id"),
        compiled=facts.reached(register.plot_address, "address_id"),
        asked=dated,
    )
    owners: list[Owner] = field(fact=(register.owner, *holder.READ), compiled=holder.edges(register.owner), asked=dated)
