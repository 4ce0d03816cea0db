"""A small synthetic country through the loads: whom words alone link, beside the truth that is known of every row."""

import csv
from collections import Counter
from pathlib import Path

from loaders.country.rounds import FIRST_ROUND
from loaders.country.write import write_country
from tests.loaders.offices import Office

PERSONS, SEED = 150, 1
LINKED = """
    SELECT r.key, k.record_id IS NOT NULL, m.entity_id IS NOT NULL,
           ARRAY(SELECT i.value FROM crosswalk.individual_identifier i
                  WHERE i.individual_id = m.entity_id AND i.scheme = 'IIN')
      FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id AND s.name = :source
      LEFT JOIN crosswalk.seeking k ON k.record_id = r.id LEFT JOIN crosswalk.membership m ON m.record_id = r.id
"""


def outcomes(office: Office, country: Path, source: str) -> Counter[str]:
    """Rows by how they were linked and whether to the right person; and those left, by whether he is in the register."""
    with (country / "truth" / f"{source}.csv").open(encoding="utf-8", newline="") as lines:
        truth = {row["record_key"]: row["truth"] for row in csv.DictReader(lines)}
    found: Counter[str] = Counter()
    for key, seeking, linked, iins in office.rows(LINKED, source=source):
        true = truth[str(key)]
        if linked:
            right = true in iins  # type: ignore[operator]
            found[f"{'weight' if seeking else 'number'}, {'right' if right else 'wrong'}"] += 1
        else:
            found["left, in the register" if true else "left, a stranger"] += 1
    return found


def test_a_country_s_rows_without_numbers_find_their_persons(office: Office, tmp_path: Path) -> None:
    write_country(tmp_path, persons=PERSONS, seed=SEED)
    for source in ("gbd_fl", "tax", "pension"):
        [file] = (tmp_path / "deliveries" / source).glob(f"{source}_{FIRST_ROUND.isoformat()}.*")
        office.load(source, file.read_bytes(), FIRST_ROUND.isoformat(), file=file.name)
    assert outcomes(office, tmp_path, "tax") == {
        "number, right": 50,
        "weight, right": 30,
        "left, in the register": 2,
        "left, a stranger": 6,
    }
    assert outcomes(office, tmp_path, "pension") == {
        "number, right": 28,
        "weight, right": 33,
        "left, in the register": 2,
        "left, a stranger": 6,
    }
