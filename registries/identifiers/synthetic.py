"""The ranges that are never issued: what stands there cannot belong to anybody.

IIN: seventh digit 7 or 8, whatever the rest. BIN: fifth digit 9. The others: how the canonical form begins.
"""

from registries.identifiers.kind import Kind

_BEGINNINGS = {
    Kind.RNN: "99",
    Kind.SIK: "ZZ",
    Kind.OKPO: "99",
    Kind.KATO: "99",
    Kind.RKA: "99",
    Kind.RKO: "99",
    Kind.CADASTRE: "99-",
    Kind.IDENTITY_CARD: "000",
    Kind.PASSPORT: "N000",
    Kind.BIRTH_CERTIFICATE: "99",
    Kind.REFUGEE_CERTIFICATE: "ZZ",
}


def is_synthetic(kind: Kind | str, normal: str) -> bool:
    """Whether the canonical form `normal` lies in the synthetic range of its kind."""
    kind = Kind(kind)
    if kind is Kind.IIN:
        return normal[6:7] in ("7", "8")
    if kind is Kind.BIN:
        return normal[4:5] == "9"
    return normal.startswith(_BEGINNINGS[kind])
