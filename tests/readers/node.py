"""What graphology-graphml and graphology-gexf, the parsers of Gephi Lite, find in a file."""

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def read(form, path):
    """A dict with ``nodes`` (id -> attributes) and ``edges`` (id -> head, tail, attributes)."""
    assert (HERE / "node_modules" / f"graphology-{form}").is_dir(), (
        "the readers of the npm world are not installed: run `npm ci` in tests/readers (Node 20 or later)"
    )
    command = ["node", str(HERE / "read.js"), form, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert len({edge[0] for edge in found["edges"]}) == len(found["edges"])
    found["nodes"] = dict(found["nodes"])
    found["edges"] = {edge: (head, tail, attributes) for edge, head, tail, attributes in found["edges"]}
    return found
