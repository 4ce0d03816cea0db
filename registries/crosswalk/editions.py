"""Editions of the classifier brought to the registers: decisions on codes, and which unit each line speaks of.

Everything follows from the editions that count and the clerks' judgements, and is compared with what is believed: so
editions may come in any order, be withdrawn, or be decided on again, and what has not changed is not written.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, text

from registries.address.edition import Edition, Line
from registries.address.edition_comparison import Decision, Verdict, replay
from registries.crosswalk.act_waiting import awakened_acts
from registries.crosswalk.judgement import RULES
from registries.crosswalk.settle import restate_units
from registries.crosswalk.statements import SPEAKING
from registries.crosswalk.units import enrol_units
from registries.temporal import stamp
from registries.temporal.belief import copy_rows

Records = Mapping[str, int]
COLUMNS = (
    "later_on", "kato", "side", "earlier_on", "decision", "became_kato", "old_record_id", "new_record_id", "evidence",
    "review", "author",
)  # fmt: skip
UNIT = "address.unit"


def decide_editions(connection: Connection, delivery_id: int) -> None:
    """Compare all editions anew; what has to be restated because of it becomes due on account of the delivery."""
    stamp(connection)
    editions, records = load_editions(connection)
    done = replay(editions, _verdicts(connection))
    changed = _write(connection, done.decisions, records)
    enrolled = enrol_units(connection, [[records[key] for key in unit.records] for unit in done.country.units])
    restate_units(connection, enrolled.together)
    connection.execute(_DUE, {"delivery": delivery_id, "turn": 0, "records": sorted(changed | enrolled.due)})
    # Acts read names, so they come behind the units.
    connection.execute(_DUE, {"delivery": delivery_id, "turn": 1, "records": sorted(awakened_acts(connection))})
    connection.execute(_ONE_FOR_ALL, {"delivery": delivery_id})


def load_editions(connection: Connection) -> tuple[list[Edition], dict[str, int]]:
    """The editions that count, in the order of their days, and the record of each line."""
    lines: dict[tuple[date, str], dict[str, Line]] = defaultdict(dict)
    whole: dict[tuple[date, str], bool] = {}
    records: dict[str, int] = {}
    for row in connection.execute(_COUNTING):
        key = f"{row.source}/{row.key}"
        records[key] = row.id
        edition = (row.reference_date, row.source)
        line = _line(key, row.key.partition("@")[0], row.reading["f"])
        lines[edition][line.kato] = line
        whole[edition] = row.delivers == "full"
    return [Edition(e[0], lines[e], whole[e]) for e in sorted(lines)], records


def _line(record: str, kato: str, facts: list[list[object]]) -> Line:
    names: dict[str, str] = {}
    parent = None
    for fact, values, *_ in facts:
        assert isinstance(values, dict)
        if fact == "address.unit_name":
            names[values["language"]] = values["name"]
        elif fact == "address.unit_parent":
            parent = values["parent_id"][1].partition("@")[0]
    return Line(record, kato, names, parent)


def _verdicts(connection: Connection) -> dict[tuple[str, str], Verdict]:
    """The last word of clerks on pairs of lines, the older line first, in the order in which they were given."""
    rows = sorted(connection.execute(_JUDGED, {"rules": RULES}), key=lambda row: int(row.id))
    return {(row.old, row.new): Verdict(row.verdict == "POSITIVE", row.author) for row in rows}


def _write(connection: Connection, decisions: Iterable[Decision], records: Records) -> set[int]:
    """Make the table say exactly `decisions`; returns the records whose lines are bounded or linked otherwise than before."""
    connection.exec_driver_sql(_STAGE)
    copy_rows(connection, "decided", COLUMNS, (_row(decision, records) for decision in decisions))
    connection.exec_driver_sql("ANALYZE decided")
    changed: set[int] = set()
    for statement in (_DROP, _CHANGE, _ADD):
        for *lines, evidence in connection.execute(statement):
            linked = (records.get(key) for word in ("into", "from") for key in evidence.get(word, ()))
            changed |= {record for record in (*lines, *linked) if record is not None}
    return changed


def _row(made: Decision, records: Records) -> tuple[object, ...]:
    return (
        made.later_on, made.kato, made.side, made.earlier_on, made.decision, made.became_kato,
        None if made.old is None else records[made.old], None if made.new is None else records[made.new],
        json.dumps(made.evidence, ensure_ascii=False, sort_keys=True), made.review, made.author,
    )  # fmt: skip


_COUNTING = text(f"""
    SELECT DISTINCT ON (r.id) r.id, r.key, s.name AS source, s.delivers, d.reference_date, g.reading
      FROM provenance.source s JOIN provenance.record r ON r.source_id = s.id
      JOIN provenance.statement t ON t.record_id = r.id JOIN provenance.reading g ON g.statement_id = t.id
      JOIN provenance.delivery d ON d.source_id = s.id AND d.state IN {SPEAKING}
           AND r.key LIKE '%@' || d.reference_date
     WHERE s.editions AND (t.delivery_id = d.id
           OR EXISTS (SELECT FROM provenance.sighting h WHERE h.statement_id = t.id AND h.delivery_id = d.id)
           OR s.delivers = 'full' AND (t.present IS NULL OR t.present @> d.reference_date))
     ORDER BY r.id, t.id DESC
""")
# From the few judgements of clerks to their records (OFFSET keeps it so): statistics of before a load had all pairs of records tried.
_JUDGED = text("""
    SELECT DISTINCT ON (j.left_id, j.right_id) j.id, j.verdict, j.author,
           CASE WHEN o.place <= n.place THEN o.key ELSE n.key END AS old,
           CASE WHEN o.place <= n.place THEN n.key ELSE o.key END AS new
      FROM crosswalk.judgement j
      JOIN LATERAL (SELECT s.name || '/' || r.key AS key, substr(r.key, 11) AS place FROM provenance.record r
                     JOIN provenance.source s ON s.id = r.source_id AND s.editions WHERE r.id = j.left_id OFFSET 0) o ON true
      JOIN LATERAL (SELECT s.name || '/' || r.key AS key, substr(r.key, 11) AS place FROM provenance.record r
                     JOIN provenance.source s ON s.id = r.source_id AND s.editions WHERE r.id = j.right_id OFFSET 0) n ON true
     WHERE j.author <> :rules AND j.verdict <> 'UNSURE' ORDER BY j.left_id, j.right_id, j.id DESC
""")
_STAGE = (
    "CREATE TEMPORARY TABLE decided ON COMMIT DROP AS "
    f"SELECT {', '.join(COLUMNS)} FROM address.edition_decision WITH NO DATA"
)
_KEY = "(t.later_on, t.kato, t.side) = (d.later_on, d.kato, d.side)"
_SAID = COLUMNS[3:]
_BOTH = "jsonb_build_object({})".format(
    ", ".join(
        f"'{word}', coalesce(b.evidence -> '{word}', '[]') || coalesce(d.evidence -> '{word}', '[]')"
        for word in ("into", "from")
    )
)
_DROP = text(f"""
    DELETE FROM address.edition_decision t WHERE NOT EXISTS (SELECT FROM decided d WHERE {_KEY})
    RETURNING old_record_id, new_record_id, evidence
""")
_CHANGE = text(f"""
    UPDATE address.edition_decision t SET ({", ".join(_SAID)}) = ROW({", ".join(f"d.{c}" for c in _SAID)})
      FROM decided d, address.edition_decision b
     WHERE {_KEY} AND (b.later_on, b.kato, b.side) = (d.later_on, d.kato, d.side)
       AND ({", ".join(f"t.{c}" for c in _SAID)}) IS DISTINCT FROM ({", ".join(f"d.{c}" for c in _SAID)})
    RETURNING b.old_record_id, b.new_record_id, d.old_record_id, d.new_record_id, {_BOTH} AS evidence
""")
_ADD = text(f"""
    INSERT INTO address.edition_decision ({", ".join(COLUMNS)})
    SELECT {", ".join(f"d.{c}" for c in COLUMNS)} FROM decided d
     WHERE NOT EXISTS (SELECT FROM address.edition_decision t WHERE {_KEY})
    RETURNING old_record_id, new_record_id, evidence
""")
_DUE = text("""
    INSERT INTO provenance.due SELECT :delivery, CAST(:turn AS smallint), e.id FROM unnest(CAST(:records AS bigint[])) e(id)
    ON CONFLICT DO NOTHING
""")
# A unit is restated from all its lines at once, so one of them stands for all; a clause of an act, which is read behind
# the units, does not.
_ONE_FOR_ALL = text("""
    DELETE FROM provenance.due u USING crosswalk.membership m, provenance.record r, provenance.source s
     WHERE u.delivery_id = :delivery AND u.turn = 0 AND m.record_id = u.record_id AND m.register = 'address.unit'
       AND r.id = u.record_id AND s.id = r.source_id AND s.editions
       AND EXISTS (SELECT FROM provenance.due o JOIN crosswalk.membership n ON n.record_id = o.record_id
                     JOIN provenance.record l ON l.id = o.record_id
                     JOIN provenance.source e ON e.id = l.source_id AND e.editions
                    WHERE o.delivery_id = :delivery AND o.turn = 0 AND o.record_id < u.record_id
                      AND n.register = 'address.unit' AND n.entity_id = m.entity_id)
""")
