"""Writes the schema to `graphql/schema.graphql`, or with `--check` says whether the file equals the code's."""

import sys
from pathlib import Path

from registry_api.schema import export_schema

FILE = Path(__file__).resolve().parents[1] / "schema.graphql"


def main() -> int:
    written = export_schema()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(written, encoding="utf-8")
        return 0
    same = FILE.read_text(encoding="utf-8") == written
    sys.stdout.write(f"{FILE.name} {'equals' if same else 'differs from'} the code's schema\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
