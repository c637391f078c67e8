"""What Gephi makes of a file, after the behaviour of its importers (0.10): every complaint is an issue.

Followed are: keys that stand for a property by id or title whatever their type (label, d3, weight, d7, x, size …),
keys for the graph, repeated columns, columns that differ in case alone, repeated ids, missing ends, weights that are no
number or not above 0, values that do not parse as the type of their column, colours, positions and dates.
"""

import csv
import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

NODE_PROPERTIES = {
    "label": "LABEL", "d3": "LABEL", "x": "X", "y": "Y", "xpos": "X", "ypos": "Y", "z": "Z", "size": "SIZE",
    "r": "R", "g": "G", "b": "B", "color": "COLOR",
}  # fmt: skip
EDGE_PROPERTIES = {
    "label": "LABEL", "edgelabel": "LABEL", "d7": "LABEL", "weight": "WEIGHT", "edge weight": "WEIGHT", "id": "ID",
    "edgeid": "ID", "r": "R", "g": "G", "b": "B", "color": "COLOR",
}  # fmt: skip
PROPERTIES = {"node": NODE_PROPERTIES, "edge": EDGE_PROPERTIES}


def whole(low, high):
    def parse(text):
        assert re.fullmatch(r"[+-]?\d+", text), "no integer"
        assert low <= int(text) < high, "out of range"
        return int(text)

    return parse


def boolean(text):
    assert text in ("true", "false"), "no truth value"
    return text == "true"


PARSERS = {
    "boolean": boolean,
    "int": whole(-(2**31), 2**31),
    "integer": whole(-(2**31), 2**31),
    "long": whole(-(2**63), 2**63),
    "float": float,
    "double": float,
    "string": str,
}


@dataclass
class Import:
    """What came in: label, values by column, looks; `type` is the edge type that keeps parallel edges apart."""

    issues: list = field(default_factory=list)
    nodes: dict = field(default_factory=dict)
    edges: dict = field(default_factory=dict)
    columns: dict = field(default_factory=lambda: {"node": {}, "edge": {}})
    properties: dict = field(default_factory=lambda: {"node": {}, "edge": {}})

    def column(self, scope, name, title, kind):
        if any(name.lower() == old.lower() for old in self.columns[scope]):
            self.issues.append(f"the {scope} column {name!r} is there already")
        elif kind not in PARSERS:
            self.issues.append(f"the {scope} column {name!r} has the type {kind!r}")
        else:
            self.columns[scope][name] = (title, PARSERS[kind])

    def value(self, scope, element, name, text):
        if not text.strip():
            return
        prop = self.properties[scope].get(name)
        if prop is None and name not in self.columns[scope]:
            self.issues.append(f"{scope} {element['id']}: no column {name!r}")
            return
        title, parse = (prop, str if prop == "LABEL" else float) if prop else self.columns[scope][name]
        try:
            element[title] = parse(text)
        except (ValueError, AssertionError) as error:
            self.issues.append(f"{scope} {element['id']}: {name} = {text!r}: {error}")

    def node(self, element):
        if not element["id"]:
            self.issues.append("a node without id")
        if element["id"] in self.nodes:
            self.issues.append(f"node {element['id']} is there already")
        self.nodes[element["id"]] = element

    def edge(self, element):
        for end in ("source", "target"):
            if element[end] not in self.nodes:
                self.issues.append(f"edge {element['id']}: its {end} is no node")
        if not element["id"] or element["id"] in self.edges:
            self.issues.append(f"edge {element['id']!r} has no id of its own")
        if not element.get("WEIGHT", 1) > 0:
            self.issues.append(f"edge {element['id']} weighs {element['WEIGHT']}")
        self.edges[element["id"]] = element


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def import_graphml(path):
    found = Import()
    for element in ET.parse(path).iter():  # noqa: S314 - written by the test
        if local(element) == "key":
            key(found, element)
        elif local(element) in ("node", "edge"):
            scope = local(element)
            made = {name: element.get(name, "") for name in ("id", *(("source", "target") if scope == "edge" else ()))}
            for data in element:
                found.value(scope, made, data.get("key"), data.text or "")
            getattr(found, scope)(made)
    return found


def key(found, element):
    name, scope = element.get("id", ""), element.get("for", "all")
    title = element.get("attr.name") or name
    if not name or scope not in ("node", "edge") or not element.get("attr.type"):
        found.issues.append(f"a key with id {name!r}, for {scope!r}, type {element.get('attr.type')!r}")
        return
    table = PROPERTIES[scope]
    prop = table.get(name.lower()) or table.get(title.lower())
    if prop is None:
        found.column(scope, name, title, element.get("attr.type"))
        return
    if prop in found.properties[scope].values():
        found.issues.append(f"two {scope} keys for {prop}")
    if prop not in ("LABEL", "WEIGHT"):
        found.issues.append(f"the {scope} key {name!r} is taken for {prop}")
    found.properties[scope][name] = prop


def import_gexf(path):
    found = Import()
    root = ET.parse(path).getroot()  # noqa: S314 - written by the test
    if root.get("version") != "1.3":
        found.issues.append(f"version {root.get('version')}")
    (graph,) = [child for child in root if local(child) == "graph"]
    if graph.get("mode") == "dynamic" and (graph.get("timeformat"), graph.get("timerepresentation")) != (
        "date",
        "interval",
    ):
        found.issues.append("the time of the graph has no format")
    for element in graph.iter():
        if local(element) == "attributes":
            for each in element:
                found.column(element.get("class"), each.get("id"), each.get("title"), each.get("type"))
        elif local(element) in ("node", "edge"):
            scope = local(element)
            names = ("id", "label", *(("source", "target", "kind") if scope == "edge" else ()))
            made = {name: element.get(name, "") for name in names}
            made["WEIGHT"] = float(element.get("weight", 1))
            for each in element.iter():
                part(found, scope, made, each)
            getattr(found, scope)(made)
    return found


def part(found, scope, made, element):
    """An attvalue, a look or a spell."""
    kind = local(element)
    if kind == "attvalue":
        found.value(scope, made, element.get("for"), element.get("value"))
    elif kind == "color":
        made["color"] = tuple(int(element.get(name)) for name in "rgb")
        if not all(0 <= value <= 255 for value in made["color"]):
            found.issues.append(f"{scope} {made['id']}: colour {made['color']}")
    elif kind == "position":
        made["position"] = tuple(float(element.get(name)) for name in "xyz")
    elif kind == "size":
        assert next(iter(element.keys())) == "value"
        made["size"] = float(element.get("value"))
    elif kind == "spell":
        bounds = [element.get(name) for name in ("start", "end") if element.get(name)]
        dates = [dt.date.fromisoformat(bound) for bound in bounds]
        if not dates or dates != sorted(dates):
            found.issues.append(f"{scope} {made['id']}: from {element.get('start')} to {element.get('end')}")
        made.setdefault("spells", []).append((element.get("start"), element.get("end")))


def import_csv(nodes, edges):
    """The spreadsheet import, nodes first."""
    found = Import()
    for scope, path in (("node", nodes), ("edge", edges)):
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True))
        low = [name.strip().lower() for name in header]
        if len(set(low)) < len(low) or "" in low:
            found.issues.append(f"{scope} columns repeat: {header}")
        for row in rows:
            if len(row) != len(header):
                found.issues.append(f"{scope} row of {len(row)} cells: {row}")
            made = dict(zip(low, row, strict=False))
            if scope == "edge":
                made["WEIGHT"] = float(made.get("weight") or 1)
            getattr(found, scope)(made)
    return found
