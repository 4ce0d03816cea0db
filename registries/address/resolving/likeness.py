"""How like a registered name is to a written one, by their keys."""

from itertools import islice, permutations

from rapidfuzz.distance import OSA

PART_OF = 0.9  # Момышулы for Бауыржан Момышулы
LONG_WORD = 4
HEADS = frozenset({"zhol", "kolts", "lini"})  # жолы, кольцо, линия
MOST_ORDERS = 6  # of words: a slip in a first letter moves its word


def allowed(key: str) -> int:
    """Slips forgiven in a key of this length."""
    letters = sum(letter.isalpha() for letter in key)
    return (letters >= 4) + (letters >= 10) + (letters >= 16)


def likeness(said: str, registered: str) -> float:
    """From 0 to 1: 1 for equal keys, 0 for names too far apart; figures must be equal, lost letters may be any."""
    if sorted(said.split()) == sorted(registered.split()):
        return 1.0
    if _figures(said) != _figures(registered):
        return 0.0
    orders = [" ".join(words) for words in islice(permutations(said.split()), MOST_ORDERS)]
    lost = said.count("?")
    if lost and any(_but_lost(one, registered) for one in orders):
        return 0.95
    most = allowed(said) + lost
    distance = min(OSA.distance(one, registered, score_cutoff=most) for one in orders) if orders else most + 1
    if distance <= most:
        return 1.0 - distance / max(len(said), len(registered))
    return PART_OF if _part_of(said, registered) else 0.0


def _but_lost(said: str, registered: str) -> bool:
    return len(said) == len(registered) and all(a in ("?", b) for a, b in zip(said, registered, strict=True))


def _figures(key: str) -> list[str]:
    return sorted(word for word in key.split() if any(letter.isdigit() for letter in word))


def _part_of(said: str, registered: str) -> bool:
    """All words of one are words of the other, a long one among them; a road or ring of that name is another street."""
    one, other = set(said.split()), set(registered.split())
    long = any(len(word) >= LONG_WORD and word.isalpha() for word in one & other)
    return long and (one <= other or other <= one) and not (one ^ other) & HEADS
