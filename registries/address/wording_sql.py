"""The wording of addresses as SQL expressions, made from the same words and patterns as `wording`.

The patterns keep to what Python and PostgreSQL read alike (POSIX advanced expressions: classes, groups without capture,
anchors). Every test of composition holds the two against each other.
"""

from collections.abc import Mapping

from registries.address.wording import ADJECTIVE, ADJECTIVE_FIRST, KK, RU, UNKNOWN, Vocabulary


def quoted(text: str) -> str:
    """A literal; a colon would be taken for a parameter by SQLAlchemy's `text`."""
    return "'" + text.replace("'", "''").replace(":", "\\:") + "'"


def carries(vocabulary: Vocabulary, name: str, language: str) -> str:
    """Whether the expression `name` says its type itself; see Vocabulary.carries."""
    first = f"split_part({name}, ' ', 1)"
    shouted = f"length({first}) > 3 AND {first} = upper({first}) AND {first} <> lower({first})"
    lowered = f"lower({first}) || ' ' || substr({name}, length({first}) + 2)"
    return f"(CASE WHEN {shouted} THEN {lowered} ELSE {name} END ~ {quoted(vocabulary.typed[language].pattern)})"


def named(vocabulary: Vocabulary, name: str, kind: str, language: str) -> str:
    """The name with the word of its kind; see Vocabulary.named."""
    word = word_of(vocabulary.words, kind, language)
    if language == KK:
        joined = f"{name} || ' ' || {word}"
    else:
        first = ", ".join(quoted(one) for one in sorted(ADJECTIVE_FIRST))
        joined = (
            f"CASE WHEN {kind} IN ({first}) AND {name} ~ {quoted(ADJECTIVE.pattern)} "
            f"THEN {name} || ' ' || {word} ELSE {word} || ' ' || {name} END"
        )
    return f"CASE WHEN {word} IS NULL OR {carries(vocabulary, name, language)} THEN {name} ELSE {joined} END"


def numbered(number: str, kind: str, words: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The word before the number in both languages, as the register's script writes it."""
    return f"concat_ws(' ', {word_of(words, kind, language)}, {number})"


def word_of(words: Mapping[str, Mapping[str, str]], kind: str, language: str) -> str:
    cases = " ".join(f"WHEN {quoted(one)} THEN {quoted(of[language])}" for one, of in words.items() if language in of)
    return f"CASE {kind} {cases} END"


def both_languages(vocabulary: Vocabulary) -> str:
    """The columns kk and ru of a part of an address, from its kind `k` and its names `kk` and `ru`."""
    return f"{_in(vocabulary, KK, RU)} AS kk, {_in(vocabulary, RU, KK)} AS ru"


def _in(vocabulary: Vocabulary, language: str, other: str) -> str:
    """The name in `language`; else the other's, which is said; else that none is known."""
    own, borrowed = (f"{one}.name" for one in (language, other))
    taken = f"CASE WHEN {carries(vocabulary, borrowed, other)} THEN {borrowed} ELSE {named(vocabulary, borrowed, 'k.kind', language)} END"
    return (
        f"CASE WHEN {own} IS NOT NULL THEN {named(vocabulary, own, 'k.kind', language)} "
        f"WHEN {borrowed} IS NOT NULL THEN {taken} || {quoted(f' [{other}]')} "
        f"ELSE {named(vocabulary, quoted(UNKNOWN), 'k.kind', language)} END"
    )
