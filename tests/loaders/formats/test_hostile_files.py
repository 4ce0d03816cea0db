"""Whatever the bytes are: rows, broken rows or a broken file, and never anything else."""

import gzip
import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import BrokenFile, BrokenRow, Layout, Row
from tests.loaders.formats.reading import PERSONS, SEMICOLONS, WINDOWS, read_bytes
from tests.prove import examples

TABLE = 'РНН;"ФИО"\r\n1;"Ахметов\n""Нурлан"""\r\n2;Иванова\r\n'.encode()
DOCUMENT = (
    '<?xml version="1.0" encoding="utf-8"?><response xmlns:m="u"><!-- c --><persons><person m:id="1"><a>Ә&amp;</a>'
    "<b><![CDATA[x]]></b></person><person/></persons></response>"
).encode()
LAYOUTS: list[Layout] = [SEMICOLONS, WINDOWS, PERSONS]


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", content)
    return out.getvalue()


SEEDS = [
    packed for content in (TABLE, DOCUMENT) for packed in (content, gzip.compress(content, mtime=0), zipped(content))
]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    content = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                del content[at : at + chance.randint(1, 20)]
            case 1:
                content[at:at] = chance.randbytes(chance.randint(1, 8))
            case 2:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                content[at:at] = chance.choice([b'"', b";", b"\r", b"\n", b"<", b"&", b"]]>", b"\0", b"PK\x03\x04"])
    return bytes(content)


def outcome_is_lawful(folder_of: pytest.TempPathFactory, content: bytes, layout: Layout) -> None:
    rows: list[Row | BrokenRow] = []
    refused: BrokenFile | None = None
    try:
        rows = read_bytes(folder_of.getbasetemp(), content, layout)
    except BrokenFile as broken:
        refused = broken
    assert refused is None or (refused.code != BrokenFile.code and refused.message and refused.next_step)
    assert all(isinstance(row, (Row, BrokenRow)) and row.line >= 1 for row in rows)
    assert [row.line for row in rows] == sorted(row.line for row in rows)


@given(content=st.binary(max_size=300), layout=st.sampled_from(LAYOUTS))
@settings(max_examples=examples(300), deadline=None)
def test_random_bytes_never_surprise(content: bytes, layout: Layout, tmp_path_factory: pytest.TempPathFactory) -> None:
    outcome_is_lawful(tmp_path_factory, content, layout)


@given(seed=st.sampled_from(SEEDS), chance=st.randoms(use_true_random=False), layout=st.sampled_from(LAYOUTS))
@settings(max_examples=examples(1500), deadline=None)
def test_damaged_files_never_surprise(
    seed: bytes, chance: random.Random, layout: Layout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcome_is_lawful(tmp_path_factory, mutated(seed, chance), layout)
