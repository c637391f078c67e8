"""A Cypher script as a shell reads it, and the embedded engine ladybug that runs its statements."""

import json
import re

import ladybug

TYPES = {str: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOLEAN"}
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|`((?:[^`]|``)*)`|([A-Za-z_]\w*)(?=:)|.', re.DOTALL)
MERGE_NODE = re.compile(r"MERGE \(n:(.+?) \{id: row\.id\}\)")
MERGE_EDGE = re.compile(r"MATCH \(a:(.+?) \{id.*?\(b:(.+?) \{id.*?MERGE \(a\)-\[r:(.+?) \{id", re.DOTALL)


def parse(text):
    """The statements with the rows of their parameter, in order: (rows or None, statement)."""
    lines, found, rows = text.split("\n"), [], None
    statement = []
    for line in lines:
        if line.startswith(":param "):
            rows = json.loads(as_json(line.removeprefix(":param ")))["rows"]
        elif line and not line.startswith("//"):
            statement.append(line)
            if line.endswith(";"):
                found.append((rows, "\n".join(statement).removesuffix(";")))
                statement, rows = [], None
    assert not statement
    return found


def as_json(cypher):
    """A literal of Cypher with its keys in quotation marks."""

    def token(match):
        if match[1] is not None:
            return json.dumps(match[1].replace("``", "`"))
        return json.dumps(match[2]) if match[2] else match[0]

    return TOKEN.sub(token, re.sub(r"\{rows: ", '{"rows": ', cypher, count=1))


def run(text):
    """A connection to a database in memory on which the script has run, but for its constraints (ladybug has keys)."""
    statements = [(rows, statement) for rows, statement in parse(text) if rows is not None]
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    nodes, edges, pairs = {}, {}, {}
    for rows, statement in statements:
        table, kind = (nodes, MERGE_NODE) if statement.startswith("UNWIND $rows AS row\nMERGE") else (edges, MERGE_EDGE)
        names = kind.search(statement).groups()
        columns = table.setdefault(names[-1], {})
        for row in rows:
            columns.update({name: TYPES[type(value)] for name, value in row.items()})
        if table is edges:
            pairs.setdefault(names[-1], {})[names[0], names[1]] = None
    for name, columns in nodes.items():
        told = "".join(f", {quoted(c)} {kind}" for c, kind in columns.items() if c != "id")
        connection.execute(f"CREATE NODE TABLE {name}(id STRING{told}, PRIMARY KEY(id))")
    for name, columns in edges.items():
        told = "".join(f", {quoted(c)} {kind}" for c, kind in columns.items() if c not in ("source", "target"))
        connection.execute(f"CREATE REL TABLE {name}({', '.join(f'FROM {a} TO {b}' for a, b in pairs[name])}{told})")
    for rows, statement in statements:
        columns = dict.fromkeys(name for row in rows for name in row)
        settings = re.search(r"\nSET (.*)", statement)
        kept = [s for s in settings[1].split(", ") if s.split(" = row.")[1].strip("`") in columns] if settings else []
        lean = statement[: settings.start()] + ("\nSET " + ", ".join(kept) if kept else "") if settings else statement
        connection.execute(lean, {"rows": [{name: row.get(name) for name in columns} for row in rows]})
    return connection


def quoted(name):
    return f"`{name}`"


def ask(connection, query):
    """The rows of an answer as tuples."""
    answer = connection.execute(query)
    rows = []
    while answer.has_next():
        rows.append(tuple(answer.get_next()))
    return rows
