"""The kinds of identifier the registers know."""

from enum import StrEnum


class Kind(StrEnum):
    IIN = "IIN"
    BIN = "BIN"
    RNN = "RNN"
    SIK = "SIK"
    OKPO = "OKPO"
    KATO = "KATO"
    RKA = "RKA"
    RKO = "RKO"
    CADASTRE = "CADASTRE"
    IDENTITY_CARD = "IDENTITY_CARD"
    PASSPORT = "PASSPORT"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE"
    REFUGEE_CERTIFICATE = "REFUGEE_CERTIFICATE"
