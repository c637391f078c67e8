"""Word documents (.docx, .docm): paragraphs, headings and tables in their order, with the standard library only.

The text is what Word shows with all changes accepted: inserted text, text boxes, content controls, links and notes
are read, deleted and hidden text is not (python-docx loses the first four). Of the package only the parts with text
are opened, so that macros, embedded files and links to the outside are never touched; a part with a DOCTYPE is
refused before an entity can be expanded.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kg.documents.content import Content
from kg.documents.header import Metadata
from kg.documents.limit import Limits
from kg.documents.row import row_line
from kg.documents.zip import open_archive, read_member
from kg.errors import UnreadableDocument

__all__ = ["read_docx"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SKIPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "Fallback")
)
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TITLES = frozenset(("title", "标题"))
MAX_DEPTH = 40


def read_docx(data: bytes, limits: Limits) -> Content:
    """The text of a Word document: a paragraph a line, a table row a line, foot- and endnotes at the end.

    Raises
    ------
    UnreadableDocument
        It is damaged, encrypted, an old .doc, or has a DOCTYPE.
    OversizeDocument
        A part is beyond the limits.
    """
    if data.startswith(OLE):
        raise UnreadableDocument("an encrypted document or an old .doc; open it in Word or WPS and save it as .docx")
    with open_archive(data, limits) as package:
        main = _main_part(package, limits)
        body = _part(package, main, limits)
        if body is None:
            raise UnreadableDocument("a package without a Word document in it; is it really a .docx?")
        lines = list(_blocks(body, 0))
        folder = posixpath.dirname(main)
        for name in ("footnotes.xml", "endnotes.xml"):
            notes = _part(package, posixpath.join(folder, name), limits)
            lines += [line for line in _notes(notes) if line] if notes is not None else []
        styles = _part(package, posixpath.join(folder, "styles.xml"), limits)
    text = "\n".join(lines).strip("\n")
    return Content(text, "utf-8", Metadata(title=_title(body, styles)))


def _name(element: ET.Element) -> str:
    """The local name: transitional and strict documents differ in their namespaces only."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: ET.Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _part(package: zipfile.ZipFile, name: str, limits: Limits) -> ET.Element | None:
    """The root of a part; None where the package has none."""
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    data = read_member(package, info, limits)
    _refuse_doctype(data, name)
    try:
        return ET.fromstring(data)  # noqa: S314 - without a DOCTYPE there are no entities to expand
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise UnreadableDocument(
            f"{name} in it is damaged ({error}); open it in Word or WPS and save it anew"
        ) from error


def _refuse_doctype(data: bytes, name: str) -> None:
    def refuse(*_: object) -> None:
        raise UnreadableDocument(f"{name} in it has a DOCTYPE, which no Word document has: refused as an XML attack")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise UnreadableDocument(
            f"{name} in it is damaged ({error}); open it in Word or WPS and save it anew"
        ) from error


def _main_part(package: zipfile.ZipFile, limits: Limits) -> str:
    relations = _part(package, "_rels/.rels", limits)
    for relation in relations if relations is not None else ():
        if (_value(relation, "Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((_value(relation, "Target") or "").lstrip("/"))
    return "word/document.xml"


def _blocks(parent: ET.Element, depth: int) -> Iterator[str]:
    """The lines of the paragraphs and tables below an element, in order."""
    if depth > MAX_DEPTH:
        raise UnreadableDocument(f"tables or boxes nested deeper than {MAX_DEPTH}; save it anew")
    for element in parent:
        name = _name(element)
        if name == "p":
            boxes: list[ET.Element] = []
            yield _text(element, boxes)
            for box in boxes:
                yield from _blocks(box, depth + 1)
        elif name == "tbl":
            yield from _table(element, depth + 1)
        elif name not in SKIPPED:
            yield from _blocks(element, depth + 1)


def _text(paragraph: ET.Element, boxes: list[ET.Element]) -> str:
    """The text of a paragraph; text boxes that hang on it are added to `boxes`."""
    parts: list[str] = []
    pending = [(paragraph, False)]
    while pending:
        element, in_run = pending.pop()
        name = _name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name == "txbxContent":
            boxes.append(element)
        elif in_run and name in BREAKS:
            parts.append(BREAKS[name])
        elif name not in SKIPPED and not (name == "r" and _is_hidden(element)):
            pending += [(child, name == "r") for child in reversed(element)]
    return "".join(parts).strip("\n")


def _is_hidden(run: ET.Element) -> bool:
    return any(
        _name(mark) in ("vanish", "webHidden") and _value(mark) not in ("0", "false", "off")
        for properties in run
        if _name(properties) == "rPr"
        for mark in properties
    )


def _table(table: ET.Element, depth: int) -> Iterator[str]:
    """The rows as lines; a cell that runs over several rows is repeated in each."""
    above: dict[int, str] = {}
    for row in _children(table, "tr"):
        cells, column = [], 0
        for cell in _children(row, "tc"):
            text = _cell(cell, depth)
            properties = next((child for child in cell if _name(child) == "tcPr"), ET.Element("tcPr"))
            marks = {_name(mark): mark for mark in properties}
            if "vMerge" in marks and _value(marks["vMerge"]) != "restart":
                text = text or above.get(column, "")
            above[column] = text
            cells.append(text)
            span = _value(marks.get("gridSpan")) or "1"
            column += int(span) if span.isascii() and span.isdigit() else 1
        line = row_line(cells)
        if line:
            yield line


def _children(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """The rows or cells below an element, also those in content controls and tracked insertions."""
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        if _name(element) == name:
            yield element
        elif _name(element) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            pending += reversed(element)


def _cell(cell: ET.Element, depth: int) -> str:
    """The paragraphs of a cell in one line: those that do not end a sentence are parted by a stroke."""
    text = ""
    for line in _blocks(cell, depth):
        glue = "" if not text or text.endswith(("。", ";", "；", ":", "：", "、", ",", "，")) else " / "
        text += glue + line if line.strip() else ""
    return text


def _notes(notes: ET.Element) -> Iterator[str]:
    for note in notes:
        if _value(note, "type") in (None, "normal"):
            yield from _blocks(note, 0)


def _title(body: ET.Element, styles: ET.Element | None) -> str | None:
    """The text of the first paragraph in the style of a title, where the document has one."""
    names: dict[str, str] = {}
    for style in styles if styles is not None else ():
        label = next((_value(child) for child in style if _name(child) == "name"), None)
        names[_value(style, "styleId") or ""] = (label or "").lower()
    for paragraph in body.iter():
        if _name(paragraph) != "p":
            continue
        properties = next((child for child in paragraph if _name(child) == "pPr"), None)
        marks = () if properties is None else properties
        named = next((_value(mark) or "" for mark in marks if _name(mark) == "pStyle"), "")
        if names.get(named, named.lower()) in TITLES:
            return " ".join(_text(paragraph, []).split()) or None
    return None
