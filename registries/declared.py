"""Every table there is: whoever imports the metadata from here has it whole, whatever else was imported."""

from registries import feed, legal_entity, provenance, real_estate
from registries.access import tables as access
from registries.address import changes, matching, upkeep
from registries.address import tables as address
from registries.base import metadata
from registries.crosswalk import match_tables, registers
from registries.crosswalk.clerical import tables as clerical
from registries.individual import tables as individual

DECLARING = (
    provenance,
    feed,
    address,
    changes,
    upkeep,
    matching,
    individual,
    legal_entity,
    real_estate,
    registers,
    match_tables,
    clerical,
    access,
)

__all__ = ["DECLARING", "metadata"]
