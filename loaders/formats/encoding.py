"""Text that is not in the encoding it was declared in, and which one it looks like."""

import codecs
import re
from itertools import pairwise

from loaders.formats.rows import BrokenFile

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ONE_BYTE = ("windows-1251", "koi8-r", "cp866", "mac-cyrillic")
# the ten letters that make up half of any Russian text, and with і the commonest of Kazakh names
COMMON = frozenset("оеаинтсрвлОЕАИНТСРВЛ")
SAMPLE = 1 << 16
MANY_BYTES = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def guess(content: bytes) -> str | None:
    """The encoding a piece of a file looks like, or None where nothing speaks for one."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    if content[1::2].count(0) > len(content) // 8 or content[::2].count(0) > len(content) // 8:
        return "utf-16"
    if _is_utf8(content):
        return "utf-8"
    return _one_byte(content)


def refuse_foreign(head: bytes, declared: str) -> None:
    """Refuse a file whose beginning is clearly in another encoding, though every byte might decode in this one."""
    name = codecs.lookup(declared).name.removesuffix("-sig")
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None)
    found = marked or ("utf-8" if name not in MANY_BYTES and _is_utf8(head) else None)
    if found and not name.startswith(found):
        raise wrong_encoding(declared, head, "at its beginning")


def wrong_encoding(declared: str, sample: bytes, where: str) -> BrokenFile:
    found = guess(sample)
    likely = f"; it looks like {found}" if found and found != declared else ""
    return BrokenFile(
        "WRONG_ENCODING",
        f"the file is not in {declared} {where}{likely}",
        next_step="save the file in the encoding its source declares, or correct the encoding of the source",
    )


def _is_utf8(content: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _one_byte(content: bytes) -> str | None:
    high = b"".join(HIGH_RUN.findall(content))
    if not high:
        return None
    scores = {name: _commonness(high.decode(name, "replace")) for name in ONE_BYTE}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 0.3 else None


def _commonness(text: str) -> float:
    common = sum(letter in COMMON for letter in text)
    strange = sum(not letter.isalpha() for letter in text)
    turned = sum(left.islower() and right.isupper() for left, right in pairwise(text))
    return (common - strange - turned / 2) / len(text)
