"""The compact protocol of Thrift, in which Parquet writes the headers of its pages: whole numbers and structures of them.

(Apache Thrift, "Thrift Compact protocol encoding".)
"""

from typing import Final, Union

DEEPEST: Final = 8
Value = Union[int, "Struct", None]
Struct = dict[int, Value]
"""By number of the field; texts, lists and fractions are passed over and None."""


def read_struct(content: bytes) -> tuple[Struct, int]:
    """The structure at the beginning of `content`, and how many bytes it takes.

    Raises EOFError where `content` ends before it, ValueError where it is none.
    """
    reader = _Reader(content)
    return reader.struct(0), reader.at


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content, self.at = content, 0

    def struct(self, depth: int) -> Struct:
        if depth > DEEPEST:
            raise ValueError("deeper than any header is")
        found: Struct = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            found[number] = self._value(head & 15, depth)
        return found

    def _value(self, kind: int, depth: int) -> Value:
        """Kinds are 1 true, 2 false, 3 a byte, 4 to 6 whole numbers, 7 a fraction, 8 bytes, 9 a list, 10 a set, 12 a structure."""
        if kind in (1, 2):
            return int(kind == 1)
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == 12:
            return self.struct(depth + 1)
        if kind in (9, 10):
            self._list(depth)
        else:
            self._pass_over(self._length(kind))
        return None

    def _length(self, kind: int) -> int:
        if kind not in (3, 7, 8):
            raise ValueError("no such type in a header")
        return {3: 1, 7: 8}.get(kind) or self._varint()

    def _list(self, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError("deeper than any header is")
        head = self._byte()
        count, kind = head >> 4, head & 15
        for _ in range(self._varint() if count == 15 else count):
            # In a list a truth value is a byte.
            self._value(3 if kind in (1, 2) else kind, depth + 1)

    def _pass_over(self, count: int) -> None:
        self.at += count
        if self.at > len(self._content):
            raise EOFError

    def _byte(self) -> int:
        self._pass_over(1)
        return self._content[self.at - 1]

    def _varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise ValueError("a number of more than ten bytes")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
