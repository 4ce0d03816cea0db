"""KATO: the classifier's code of an administrative unit, nine digits AB CD EF HIJ (NK RK 11-2025).

Workbooks print a tenth sign, 0 to 4, for the kind of terrain; it is not part of the code and is dropped, with a
suspicion. Whether a code exists, and what it names, depends on the edition and is the address register's to say.
"""

from dataclasses import replace

from registries.identifiers.writing import MARKS, Finding, read_digits


def read_kato(text: str) -> Finding:
    finding = read_digits(text, (9, 10), judge)
    return finding if finding.normal is None else replace(finding, normal=finding.normal[:9])


def judge(digits: str) -> MARKS:
    if len(digits) == 10 and digits[9] not in "01234":
        return ("length",), ()
    unknown = () if int(digits[:2]) >= 10 and digits[:2] != "70" else ("level-unknown",)
    return (), unknown + (("terrain-sign",) if len(digits) == 10 else ())
