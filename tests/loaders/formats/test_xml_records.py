"""XML deliveries: records as nested words, attacks refused before anything is expanded or fetched."""

import gzip
import http.server
import threading
from pathlib import Path

import pytest

from loaders.formats import Limits, Row, XmlLayout, open_rows
from tests.loaders.formats.reading import PERSONS, read_bytes, refusal, words


def persons(inside: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>\n') -> bytes:
    return f"{prolog}<response><persons>{inside}</persons></response>".encode()


def test_a_record_is_a_nested_dictionary(tmp_path: Path) -> None:
    inside = """
      <person id="7"><name>  Ахмет </name><gender><code>1</code></gender>
        <documents><document><n>1</n></document><document><n>2</n></document></documents><none/></person>"""
    assert read_bytes(tmp_path, persons(inside), PERSONS) == [
        Row(
            3,
            {
                "@id": "7",
                "name": "  Ахмет ",
                "gender": {"code": "1"},
                "documents": {"document": [{"n": "1"}, {"n": "2"}]},
                "none": "",
            },
        )
    ]


def test_an_element_with_attributes_and_words_keeps_both(tmp_path: Path) -> None:
    assert words(read_bytes(tmp_path, persons('<person><n k="x">5</n></person>'), PERSONS)) == [
        {"n": {"@k": "x", "#text": "5"}}
    ]


def test_namespaces_and_prefixes_are_ignored(tmp_path: Path) -> None:
    content = b'<m:response xmlns:m="urn:m"><persons xmlns="urn:p"><m:person m:a="1"><iin>2</iin></m:person></persons>'
    assert words(read_bytes(tmp_path, content + b"</m:response>", PERSONS)) == [{"@a": "1", "iin": "2"}]


def test_only_records_on_the_declared_path_count(tmp_path: Path) -> None:
    inside = "<person><person><x>1</x></person></person><other><person/></other>"
    assert words(read_bytes(tmp_path, persons(inside), PERSONS)) == [{"person": {"x": "1"}}]


def test_line_numbers_stay_true_beyond_sixty_five_thousand(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, persons("\n" * 70_000 + "<person/>"), PERSONS)
    assert rows == [Row(70_002, {})]


def test_a_delivery_without_records_is_an_empty_one(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, persons(""), PERSONS) == []


def test_another_document_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"<html><body/></html>", PERSONS).code == "WRONG_ROOT"


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content, PERSONS).code == "EMPTY_FILE"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_the_encoding_is_the_one_the_document_declares(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><response><persons><person>Иванов</person></persons></response>'
    assert words(read_bytes(tmp_path, text.encode(encoding), PERSONS)) == [{"#text": "Иванов"}]


def test_bytes_in_another_encoding_than_declared_are_refused_with_a_guess(tmp_path: Path) -> None:
    text = persons("<person><name>Ахметов Нурлан Серикович</name></person>" * 3).decode()
    broken = refusal(tmp_path, text.encode("windows-1251"), PERSONS)
    assert broken.code == "WRONG_ENCODING"
    assert "looks like windows-1251" in broken.message


@pytest.mark.parametrize("name", ["no-such", "utf-7", "hex", "idna", "shift_jis"])
def test_an_encoding_nobody_can_read_is_refused(tmp_path: Path, name: str) -> None:
    content = persons("<person/>", f'<?xml version="1.0" encoding="{name}"?>')
    assert refusal(tmp_path, content, PERSONS).code in {"WRONG_ENCODING", "MALFORMED_XML"}


@pytest.mark.parametrize(
    "content",
    [
        persons("<person><a></b></person>"),
        persons("<person>")[:-5],
        persons("<person/>") + b"<more/>",
        persons("<person>&unknown;</person>"),
        persons("<person>\x01</person>"),
        persons("<person a='1' a='2'/>"),
        b"not xml at all",
        b"\x00\x00\x00",
    ],
)
def test_malformed_xml_breaks_the_file(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content, PERSONS).code in {"MALFORMED_XML", "WRONG_ENCODING"}


def test_a_fault_in_the_middle_comes_after_the_rows_before_it_and_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(persons("<person/>\n" * 30_000 + "<person></persn>"))
    with open_rows(path, PERSONS) as rows:
        assert next(rows) == Row(2, {})
        with pytest.raises(Exception, match="line 30002"):
            list(rows)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        LAUGHS,
        "<!DOCTYPE response>",
        '<!DOCTYPE response SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
        '<!DOCTYPE r [<!ATTLIST person a CDATA "1">]>',
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(tmp_path: Path, prolog: str) -> None:
    broken = refusal(tmp_path, persons("<person>&x;</person>", prolog), PERSONS)
    assert broken.code == "XML_DOCTYPE"
    assert "passwd" not in broken.message


def test_laughs_inside_an_attribute_are_refused_too(tmp_path: Path) -> None:
    content = (LAUGHS + '<response a="&j;"/>').encode()
    assert refusal(tmp_path, content, PERSONS).code == "XML_DOCTYPE"


def test_laughs_in_a_packed_file_are_refused_too(tmp_path: Path) -> None:
    assert refusal(tmp_path, gzip.compress(persons("", LAUGHS)), PERSONS).code == "XML_DOCTYPE"


def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/dtd"
        including = f'<person xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{address}"/></person>'
        assert words(read_bytes(tmp_path, persons(including), PERSONS)) == [{"include": {"@href": address}}]
        refusal(tmp_path, persons("", f'<!DOCTYPE response SYSTEM "{address}">'), PERSONS)
        server.shutdown()
        thread.join()
    assert asked == []


SMALL = Limits(record_bytes=100_000)


@pytest.mark.parametrize(
    "inside",
    [
        "<person>" + "<x>1</x>" * 100_000 + "</person>",
        "<person><x>" + "y" * 1_000_000 + "</x></person>",
        "<person x='" + "y" * 1_000_000 + "'/>",
        "<!--" + "y" * 1_000_000 + "-->",
        "<" + "y" * 1_000_000 + "/>",
    ],
)
def test_a_record_or_a_token_that_does_not_end_is_refused(tmp_path: Path, inside: str) -> None:
    assert refusal(tmp_path, persons(inside), PERSONS, limits=SMALL).code == "RECORD_TOO_LARGE"


def test_elements_nested_beyond_reason_are_refused(tmp_path: Path) -> None:
    inside = "<person>" + "<x>" * 5000 + "</x>" * 5000 + "</person>"
    assert refusal(tmp_path, persons(inside), PERSONS).code == "XML_TOO_DEEP"


def test_foreign_elements_between_records_are_not_kept(tmp_path: Path) -> None:
    inside = "<junk><x>1</x></junk>\n" * 20_000 + "<person/>"
    assert words(read_bytes(tmp_path, persons(inside), PERSONS, limits=SMALL)) == [{}]


def test_a_record_may_be_the_child_of_the_root(tmp_path: Path) -> None:
    layout = XmlLayout(kind="xml", record="registrations/registration")
    content = b"<registrations><registration><iin>1</iin></registration></registrations>"
    assert words(read_bytes(tmp_path, content, layout)) == [{"iin": "1"}]
