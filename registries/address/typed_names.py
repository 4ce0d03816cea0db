"""Names of units as classifiers write them, with the word of their type, for whoever asks by the name alone.

The classifier says «с.Ерофеевка» and «Мереке а.», the address register «Ерофеевка» and a type beside it: a name is
asked for as people know it. Keys of order (`alphabet.kazakh_key`) drop points, so «с.Аян» and «Саян» share one: what
stands before a name is looked for in the name itself, too.
"""

from typing import Final

# As the editions of 2018, 2022 and 2026 write them; capitals do not count.
BEFORE: Final = (
    "с.", "с. ", "с.им.", "с. им.", "г.", "г. ", "п.", "п. ", "а.", "ст.", "ст. ", "рзд.", "рзд. ", "рзд ", "уч.", "отг.",
    "с.о.", "с.о. ", "с.а.", "с.а. ", "п.а.", "г.а.", "р.а. ", "кр.хоз. ", "крес.пос.", "зимовка ", "точка ", "ферма ",
    "район ", "область ", "город ", "село ", "станция ", "участок ", "поселье ", "мекен ", "джайлау ", "заимка ", "отяр ",
)  # fmt: skip
AFTER: Final = (
    " а.", " қ.", " к.", " ж.", " ст.", " уч.", " рзд.", " с.о.", " а.о.", " с.а.", " п.а.", " г.а.", " а.ә.", " к.ә.", " қ.ә.",
    " қа", " атын.а.", " атын.а.о.", " район", " ауданы", " область", " облысы", " қаласы", " ауылы", " қыстауы", " мекені",
    " қонысы", " станция", " ферма", " фермасы", " шарқож",
)  # fmt: skip
_WORDS = "(VALUES " + ", ".join(
    f"('{before}', '{after}')" for before, after in [("", ""), *((one, "") for one in BEFORE), *(("", one) for one in AFTER)]
) + ") w(before, after)"  # fmt: skip


def bears(alias: str, name: str) -> str:
    """A condition: the row of unit_name bears the name, an expression, as it stands or with a word of a type.

    The key of what is asked for is compared first, by the index on `sort_key`.
    """
    written = f"alphabet.kazakh_key(w.before || {name} || w.after)"
    meant = f"(w.before || w.after = '' OR alphabet.kazakh_key({name}) <> '')"  # of no name there is no «с.»
    return (
        f"{alias}.sort_key = ANY (ARRAY(SELECT {written} FROM {_WORDS} WHERE {meant})) AND EXISTS (SELECT FROM {_WORDS} "
        f"WHERE {meant} AND starts_with(lower({alias}.name), w.before) AND {alias}.sort_key = {written})"
    )
