"""The trusted documents: what each kind of consumer relies on, read once, found by hash or by name.

A document identifier is `sha256:` and the hash of the file's bytes in lower-case hexadecimal, or `<kind>.<file>`:
`portal.person` (GraphQL over HTTP, appendix on persisted documents; a slash may not stand in an identifier).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from registries.errors import RegistryError
from registry_api.bounded import Bounded

OPERATIONS = Path(__file__).resolve().parents[1] / "operations"
HASHED = "sha256:"
# Texts whose hash is remembered: comparing one to itself costs a tenth of hashing it again.
MOST_TEXTS, LONGEST_TEXT = 512, 4_096

_NOBODY: frozenset[str] = frozenset()
_IDENTIFIER = re.compile(r"sha256:[0-9a-f]{64}|x-[A-Za-z0-9._~-]{1,30}:[A-Za-z0-9._~:-]{1,200}|[A-Za-z0-9._~-]{1,200}")


class UntrustedDocumentError(RegistryError):
    """A consumer held to its own documents sent another; HTTP 403."""

    code = "UNTRUSTED_DOCUMENT"

    def __init__(self) -> None:
        super().__init__(
            "this consumer is answered only the documents registered for it",
            next_step="send the documentId of a registered document; a new one is added to graphql/operations",
        )


@dataclass(frozen=True, slots=True)
class Trusted:
    """One registered document; `digest` is the SHA-256 of its text in hex."""

    kind: str
    name: str
    text: str
    digest: str


class Documents:
    """All registered documents of one process."""

    def __init__(self, registered: Iterable[Trusted]) -> None:
        self.all = tuple(registered)
        self._by_id = {f"{one.kind}.{one.name}": one for one in self.all}
        self._by_id.update({HASHED + one.digest: one for one in self.all})
        self._names = {one.digest: f"{one.kind}.{one.name}" for one in self.all}
        self._kinds: dict[str, frozenset[str]] = {}
        for one in self.all:
            self._kinds[one.digest] = self.kinds(one.digest) | {one.kind}
        self._digests: Bounded[str, str] = Bounded(MOST_TEXTS)

    @classmethod
    def read(cls, folder: Path = OPERATIONS) -> "Documents":
        """Those of `folder`: `<kind of consumer>/<name>.graphql`, UTF-8."""
        return cls(_trusted(path) for path in sorted(folder.glob("*/*.graphql")))

    def find(self, document_id: str) -> Trusted | None:
        return self._by_id.get(document_id)

    def name(self, digest: str) -> str | None:
        """The name the document is registered under."""
        return self._names.get(digest)

    def digest(self, text: str) -> str:
        """The SHA-256 of a document's text in hex."""
        found = self._digests.get(text)
        if found is None:
            found = sha256(text.encode()).hexdigest()
            if len(text) <= LONGEST_TEXT:
                self._digests.keep(text, found)
        return found

    def kinds(self, digest: str) -> frozenset[str]:
        """The kinds of consumers that rely on the document; empty where it is not registered."""
        return self._kinds.get(digest, _NOBODY)

    def allows(self, kind: str, digest: str) -> bool:
        """Whether a consumer of that kind may be answered the document even where it is held to its own."""
        return kind in self.kinds(digest)


def is_identifier(written: str) -> bool:
    """Whether `written` is a document identifier at all, known or not."""
    return _IDENTIFIER.fullmatch(written) is not None


def _trusted(path: Path) -> Trusted:
    content = path.read_bytes()
    return Trusted(path.parent.name, path.stem, content.decode("utf-8"), sha256(content).hexdigest())
