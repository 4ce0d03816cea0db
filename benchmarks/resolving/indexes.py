"""Which of PostgreSQL's own indexes finds a street by its name in a settlement fastest: by equal and by similar keys."""

import random
import time
from collections.abc import Sequence

from resolving.country import Made
from sqlalchemy import Connection, Engine, text

from registries.address.name_key import name_key

ASKED = 400
# Each is made for its own measurement and dropped again; the B-tree is the register's own.
INDEXES = {
    "B-tree (unit, key), similar keys filtered": None,
    "GiST (unit, key trigrams)": "CREATE INDEX contest ON address.geonym_key USING gist (unit_id, key gist_trgm_ops)",
    "GIN (key trigrams)": "CREATE INDEX contest ON address.geonym_key USING gin (key gin_trgm_ops)",
}
SIMILAR = text("SELECT count(*) FROM address.geonym_key k WHERE k.unit_id = :unit AND k.key % :key")
EQUAL = text("SELECT count(*) FROM address.geonym_key k WHERE k.unit_id = :unit AND k.key = :key")
WORDS = text(
    "SELECT count(*) FROM address.geonym_key k "
    "WHERE k.unit_id = :unit AND to_tsvector('simple', k.key) @@ to_tsquery('simple', :words)"
)
FULL_TEXT = "CREATE INDEX contest ON address.geonym_key USING gin (to_tsvector('simple', key))"


def contest(engine: Engine, made: Made) -> dict[str, float]:
    """Milliseconds a look-up, the median of three rounds."""
    rng = random.Random(7)
    wanted = [(unit, _slipped(name_key(now[0]), rng)) for _, _, now, _, unit, _ in rng.sample(made.geonyms, ASKED)]
    exact = [(unit, name_key(now[0])) for _, _, now, _, unit, _ in rng.sample(made.geonyms, ASKED)]
    told: dict[str, float] = {}
    with engine.connect() as connection, connection.begin() as held:
        connection.execute(text("SELECT set_config('pg_trgm.similarity_threshold', '0.3', true)"))
        told["B-tree (key, unit), equal keys"] = _median(connection, EQUAL, [{"unit": u, "key": k} for u, k in exact])
        for name, made_by in INDEXES.items():
            with connection.begin_nested() as made_here:
                if made_by:
                    connection.execute(text("DROP INDEX address.ix_geonym_key_unit_id_key"))
                    connection.execute(text(made_by))
                told[name] = _median(connection, SIMILAR, [{"unit": u, "key": k} for u, k in wanted])
                made_here.rollback()
        connection.execute(text("DROP INDEX address.ix_geonym_key_unit_id_key"))
        connection.execute(text(FULL_TEXT))
        asked = [{"unit": u, "words": " & ".join(k.split())} for u, k in exact if k]
        told["GIN (full text), all words equal"] = _median(connection, WORDS, asked)
        held.rollback()
    return told


def _slipped(key: str, rng: random.Random) -> str:
    at = rng.randrange(len(key)) if key else 0
    return key[:at] + key[at + 1 :]


def _median(connection: Connection, statement: object, asked: Sequence[dict[str, object]]) -> float:
    rounds = []
    for _ in range(3):
        begun = time.perf_counter()
        for bound in asked:
            connection.execute(statement, bound)  # type: ignore[call-overload]
        rounds.append((time.perf_counter() - begun) / len(asked) * 1000)
    return round(sorted(rounds)[1], 3)
