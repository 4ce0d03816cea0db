"""Writes `graphql/schema.graphql` and `docs/fields.md`, or with `--check` says whether the files equal the code's."""

import sys

from registry_api import fields, schema

EXPORTS = ((schema.EXPORTED, schema.export_schema), (fields.EXPORTED, fields.export_fields))


def main() -> int:
    same = True
    for file, export in EXPORTS:
        written = export()
        if "--check" not in sys.argv[1:]:
            file.write_text(written, encoding="utf-8")
            continue
        equal = file.exists() and file.read_text(encoding="utf-8") == written
        sys.stdout.write(f"{file.name} {'equals' if equal else 'differs from'} the code's\n")
        same = same and equal
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
