"""Signed tokens (JWT, RFC 7519) and the local issuer for development (EdDSA, RFC 8037; keys as JWKS, RFC 7517).

In production the state's identity provider issues tokens and publishes its keys; here a key pair lies in
`issuer/` of the data directory, readable by its owner only. The algorithm is pinned: a token does not choose it.
"""

import json
import os
import secrets
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from registries.access.consumers import Caller
from registries.errors import RegistryError
from registries.settings import Settings

ALGORITHM = "EdDSA"
ISSUER = "registries-local"
AUDIENCE = "registries"
LIFETIME = timedelta(hours=12)
LONGEST = 4_096
MOST_VERIFIED = 10_000


class TokenRefusedError(RegistryError):
    code = "UNAUTHENTICATED"


@dataclass(frozen=True, slots=True)
class Keys:
    """The public keys of an issuer, by their id; and for whom, until when, the tokens speak that they have verified."""

    by_id: Mapping[str, Any]
    verified: dict[str, tuple[Caller, float]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Keys":
        """The keys of the local issuer, made where there are none yet."""
        _private_key(settings)
        published = json.loads(_folder(settings).joinpath("jwks.json").read_text())
        return cls({key["kid"]: jwt.PyJWK(key, algorithm=ALGORITHM).key for key in published["keys"]})


def issue(settings: Settings, consumer: str, official: str | None = None, lifetime: timedelta = LIFETIME) -> str:
    """A signed token for a system, and for a clerk in it. Registering them is the caller's part."""
    key = _private_key(settings)
    now = datetime.now(UTC)
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": consumer, "iat": now, "exp": now + lifetime}
    if official is not None:
        claims["official"] = official
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": _key_id(key)})


def verify(keys: Keys, token: str) -> Caller:
    """Who the token speaks for. Raises TokenRefusedError, whose message never holds the token.

    A token is verified once: the signature costs more than an answer, and a system asks with one token all day.
    """
    return verify_until(keys, token)[0]


def verify_until(keys: Keys, token: str) -> tuple[Caller, float]:
    """The same, and the second of the epoch at which the token expires."""
    caller, expires = keys.verified.get(token, (None, 0.0))
    if caller is None or expires <= time.time():
        caller, expires = _verified(keys, token)
        if len(keys.verified) >= MOST_VERIFIED:
            keys.verified.clear()
        keys.verified[token] = caller, expires
    return caller, expires


def session_key(settings: Settings) -> bytes:
    """The key of the cookies of this installation, made where there is none yet."""
    path = _folder(settings) / "session.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, secrets.token_bytes(32), 0o600)
    return path.read_bytes()


def _verified(keys: Keys, token: str) -> tuple[Caller, float]:
    """The caller, and the second of the epoch at which the token expires."""
    if len(token) > LONGEST:
        raise _refused("the token is too long")
    try:
        key = keys.by_id[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise _refused("the token has expired") from error
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise _refused("the token is not valid") from error
    return _caller(claims), float(claims["exp"])


def _caller(claims: Mapping[str, Any]) -> Caller:
    official = claims.get("official")
    if not (official is None or isinstance(official, str)):
        raise _refused("the token is not valid")
    return Caller(claims["sub"], official)


def _refused(message: str) -> TokenRefusedError:
    return TokenRefusedError(message, next_step="registries token CONSUMER|CLERK issues one")


def _folder(settings: Settings) -> Path:
    return settings.home / "issuer"


def _private_key(settings: Settings) -> Ed25519PrivateKey:
    path = _folder(settings) / "key.pem"
    if not path.exists():
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    published = _folder(settings) / "jwks.json"
    if not published.exists():
        _write(published, json.dumps({"keys": [_public(key)]}, indent=2).encode(), 0o644)
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    encoded = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(path, encoded, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and the first of two processes at once wins."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def _public(key: Ed25519PrivateKey) -> dict[str, str]:
    public = jwt.algorithms.OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**public, "kid": _key_id(key), "use": "sig", "alg": ALGORITHM}


def _key_id(key: Ed25519PrivateKey) -> str:
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()[:16]
