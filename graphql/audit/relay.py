"""The schema and the consumers' documents, compiled by relay-compiler as an application's would be.

Relay wants each document in a module and its operation named after the module: the tree is made for the occasion.
"""

import json
import re
import subprocess
from pathlib import Path

CONTRACT = Path(__file__).resolve().parents[1]

OPERATION = re.compile(r"^query (\w+)", re.MULTILINE)


def compile_documents(node: Path, modules: Path, tree: Path) -> bool:
    """Whether relay-compiler takes every document; it tells itself what it thinks of them."""
    sources = tree / "src"
    sources.mkdir(parents=True)
    (tree / "schema.graphql").write_bytes((CONTRACT / "schema.graphql").read_bytes())
    config = {"src": "src", "schema": "schema.graphql", "language": "javascript", "eagerEsModules": True}
    (tree / "relay.config.json").write_text(json.dumps(config))
    documents = sorted((CONTRACT / "operations").glob("*/*.graphql"))
    written = [_write(sources, path) for path in documents]
    compiler = [node, modules / "relay-compiler" / "cli.js", "relay.config.json"]
    done = subprocess.run([str(part) for part in compiler], cwd=tree, check=False)
    missing = [name for name in written if not (sources / "__generated__" / f"{name}.graphql.js").is_file()]
    print(f"relay-compiler: {len(written) - len(missing)} of {len(documents)} documents compiled", flush=True)
    return done.returncode == 0 and not missing and len(documents) > 0


def _write(sources: Path, path: Path) -> str:
    """One module; its operation's name follows from the names of folder and file."""
    module = f"{path.parent.name}{path.stem.title()}"
    text, renamed = OPERATION.subn(f"query {module}Query", path.read_text(encoding="utf-8"))
    if renamed != 1:
        raise SystemExit(f"{path.parent.name}/{path.name}: a document has one named query")
    (sources / f"{module}.js").write_text(f"graphql`\n{text}`;\n", encoding="utf-8")
    return f"{module}Query"
