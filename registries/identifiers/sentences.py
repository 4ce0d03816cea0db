"""What each fault and suspicion means, in words that never show the value."""

FAULTS = {
    "empty": "Nothing is written.",
    "alphabet": "It holds characters that this kind of identifier does not have.",
    "foreign-digits": "It holds digits of another script; only 0 to 9 count as digits.",
    "length": "It has too few or too many characters.",
    "leading-zeros-lost": "With leading zeros it would read; it seems to have been kept as a number somewhere.",
    "spreadsheet-number": "A spreadsheet has turned it into a decimal number; digits may have been lost.",
    "prefix": "It does not begin with the letters this kind of document has.",
    "check-digit": "The check digit does not agree with the other digits.",
    "check-digit-impossible": "Both passes give 10: such a number is never issued.",
    "month": "The third and fourth digits of a BIN are a month, 01 to 12.",
    "type": "The fifth digit of a BIN is 4, 5 or 6.",
    "detail": "The sixth digit of a BIN is 0 to 3 (4 in the rules of 2003).",
}

SUSPICIONS = {
    "date-invalid": "The first six digits are not a date. Since 2013 they need not be one.",
    "7th-digit-0": "The seventh digit is 0, a reserved value that occurs in issued numbers.",
    "7th-digit-7": "The seventh digit is 7, a reserved value.",
    "7th-digit-8": "The seventh digit is 8, a reserved value.",
    "7th-digit-9": "The seventh digit is 9, a reserved value.",
    "detail-4": "The sixth digit of the BIN is 4: a peasant farm in the rules of 2003, not used by the later ones.",
    "repeated-digits": "One digit repeated; it agrees with the formula and is often a placeholder.",
    "placeholder": "All zeros, or the digits counted up: written where nothing was known.",
    "exception": "It breaks the rules and is known to have been issued.",
    "foreign-length": "The length is that of a Russian code.",
    "branch-length": "Twelve digits, as branches are said to have; no source confirms the form.",
    "terrain-sign": "A tenth sign for the kind of terrain followed the nine digits of the KATO code.",
    "level-unknown": "The classifier has no unit whose code begins like this.",
    "object-suffix": "Parts after the plot name a building or premises; no source confirms their form.",
    "synthetic": "It lies in a range that is never issued and cannot belong to anybody.",
}

SENTENCES = FAULTS | SUSPICIONS
