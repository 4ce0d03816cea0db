"""The wording of addresses as SQL expressions, made from the same words and patterns as `wording`.

The patterns keep to what Python and PostgreSQL read alike (POSIX advanced expressions: classes, groups without capture,
anchors). Every test of composition holds the two against each other.
"""

from collections.abc import Mapping

from registries.address.wording import ADJECTIVE, ADJECTIVE_FIRST, KK, Vocabulary


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
    """The word before the number; see wording.numbered."""
    return f"concat_ws(' ', {word_of(words, kind, language)}, {number})"


def word_of(words: Mapping[str, Mapping[str, str]], kind: str, language: str) -> str:
    cases = " ".join(f"WHEN {quoted(one)} THEN {quoted(of[language])}" for one, of in words.items() if language in of)
    return f"CASE {kind} {cases} END"
