"""Sessions of clerks: a signed cookie that ends after some minutes without a request, and a token for every form.

Nothing is kept on the server. Before somebody signs in he has a session of nobody, so that the form by which he does
carries a token too.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass, field, replace

from registries.access.consumers import Caller

COOKIE = "review"
PATH = "/review"
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Session:
    """`until`: the second of the epoch at which the token expires that its clerk signed in with."""

    consumer: str | None = None
    official: str | None = None
    until: float = 0.0
    language: str | None = None
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(12))

    @property
    def caller(self) -> Caller | None:
        return None if self.consumer is None or self.official is None else Caller(self.consumer, self.official)

    def signed_in(self, caller: Caller, until: float) -> "Session":
        """A session of its own: what was known of the one before is of no use."""
        return Session(caller.consumer, caller.official, until, self.language)

    def speaking(self, language: str) -> "Session":
        return replace(self, language=language)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and writes cookies with one key, the same in every worker; `seconds` without a request end a session."""

    key: bytes
    seconds: int

    def read(self, cookies: str) -> Session | None:
        """The session in a Cookie header; None where there is none, or it is over or not of our making."""
        written = next(
            (c.strip()[len(COOKIE) + 1 :] for c in cookies.split(";") if c.strip().startswith(f"{COOKIE}=")), ""
        )
        body, _, seal = written.partition(".")
        if (
            not seal
            or len(written) > LONGEST
            or not hmac.compare_digest(seal.encode(), self._seal("session", body).encode())
        ):
            return None
        try:
            told = json.loads(base64.urlsafe_b64decode(body))
            ends = float(told.pop("ends"))
            found = Session(**told)
        except (binascii.Error, ValueError, TypeError, KeyError):
            return None
        now = time.time()
        return None if ends <= now or (found.consumer is not None and found.until <= now) else found

    def cookie(self, session: Session, *, secure: bool) -> str:
        """The Set-Cookie header that keeps the session up for its time from now."""
        told = {**asdict(session), "ends": time.time() + self.seconds}
        body = base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode()
        attributes = f"Path={PATH}; Max-Age={self.seconds}; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"
        return f"{COOKIE}={body}.{self._seal('session', body)}; {attributes}"

    def token(self, session: Session) -> str:
        """What every form of this session carries."""
        return self._seal("form", session.nonce)

    def is_token(self, session: Session, given: str) -> bool:
        return hmac.compare_digest(self.token(session).encode(), given.encode())

    def _seal(self, purpose: str, what: str) -> str:
        return hmac.new(self.key, f"{purpose}:{what}".encode(), hashlib.sha256).hexdigest()
