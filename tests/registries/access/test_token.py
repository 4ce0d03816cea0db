"""Tokens of the local issuer."""

import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from registries.access.consumers import ASKER, Caller, UnknownConsumerError, named, not_admitted
from registries.access.token import AUDIENCE, ISSUER, Keys, TokenRefusedError, issue, verify
from registries.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def test_a_token_names_the_consumer_and_the_clerk_it_was_issued_to(settings: Settings) -> None:
    keys = Keys.of(settings)
    assert verify(keys, issue(settings, "portal")) == Caller("portal", None)
    assert verify(keys, issue(settings, "department", "a@department")) == Caller("department", "a@department")


def test_the_private_key_is_its_owners_only_and_is_kept(settings: Settings) -> None:
    first = Keys.of(settings)
    path = settings.home / "issuer" / "key.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verify(first, issue(settings, "portal")).consumer == "portal"
    assert list(Keys.of(settings).by_id) == list(first.by_id)


def test_another_issuers_token_is_refused(settings: Settings, tmp_path: Path) -> None:
    other = Settings(data_dir=tmp_path / "other")
    with pytest.raises(TokenRefusedError):
        verify(Keys.of(settings), issue(other, "portal"))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "elsewhere"},
        {"iss": "somebody"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"official": 7},
        {"iat": None},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(settings: Settings, claims: dict[str, object]) -> None:
    now = datetime.now(UTC)
    right = {"iss": ISSUER, "aud": AUDIENCE, "sub": "portal", "iat": now, "exp": now + timedelta(hours=1)}
    stated = {name: value for name, value in {**right, **claims}.items() if value is not None}
    keys = Keys.of(settings)
    pem = (settings.home / "issuer" / "key.pem").read_bytes()
    token = jwt.encode(stated, pem, algorithm="EdDSA", headers={"kid": next(iter(keys.by_id))})
    with pytest.raises(TokenRefusedError):
        verify(keys, token)


def test_a_token_does_not_choose_its_algorithm_or_key(settings: Settings) -> None:
    keys = Keys.of(settings)
    kid = next(iter(keys.by_id))
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "portal", "iat": 1, "exp": 9_999_999_999}
    forged = [
        jwt.encode(
            claims, "a secret that is at least as long as HS256 asks for", algorithm="HS256", headers={"kid": kid}
        ),
        jwt.encode(claims, None, algorithm="none", headers={"kid": kid}),  # type: ignore[arg-type]
        jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers={"kid": kid}),
        jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers={"kid": "unknown"}),
        jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA"),
    ]
    for token in forged:
        with pytest.raises(TokenRefusedError):
            verify(keys, token)


def test_a_token_that_was_verified_is_refused_once_it_has_expired(settings: Settings) -> None:
    keys, token = Keys.of(settings), issue(settings, "portal")
    expired = issue(settings, "portal", lifetime=timedelta(seconds=-1))
    assert verify(keys, token) == verify(keys, token) == Caller("portal")
    assert keys.verified[token][1] > time.time()
    keys.verified[expired] = (Caller("portal"), time.time() - 1)
    with pytest.raises(TokenRefusedError):
        verify(keys, expired)


def test_only_so_many_verified_tokens_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registries.access.token.MOST_VERIFIED", 3)
    keys = Keys.of(settings)
    for name in "abcdefg":
        assert verify(keys, issue(settings, name)) == Caller(name)
        assert len(keys.verified) <= 3


def admitted(connection: Connection, caller: Caller) -> tuple[object, ...] | None:
    row = connection.execute(
        text(ASKER), {"consumer": caller.consumer, "official": caller.official, "relied_on": []}
    ).first()
    return None if row is None else (row.name, row.purpose)


def test_consumers_and_clerks_are_registered_when_they_are_named(connection: Connection) -> None:
    assert named(connection, "portal") == Caller("portal")
    assert named(connection, "department-tax") == Caller("department-tax")
    assert named(connection, "marat@department-tax") == Caller("department-tax", "marat@department-tax")
    assert named(connection, "marat@department-tax") == Caller("department-tax", "marat@department-tax")
    kinds = connection.execute(text("SELECT name, kind FROM access.consumer ORDER BY name")).all()
    assert [tuple(row) for row in kinds] == [("department-tax", "department"), ("portal", "portal")]
    assert admitted(connection, Caller("portal")) == ("portal", "service to the citizen who asks")


def test_strangers_and_other_systems_clerks_are_unknown(connection: Connection) -> None:
    named(connection, "portal")
    named(connection, "marat@department")
    for caller in (Caller("stranger"), Caller("portal", "marat@department"), Caller("portal", "nobody")):
        assert admitted(connection, caller) is None
        assert not_admitted(caller).code == "UNKNOWN_CONSUMER"
    with pytest.raises(UnknownConsumerError):
        named(connection, "stranger")
