"""How quickly text becomes a graph, beside jieba's tagger and the bare tokenizer of spaCy in the same run.

Run with ``python -m tests.benchmarks.speed``; jieba is wanted (``pip install jieba``). The text is that of gold/dev. A
figure is thousands of characters a second of CPU, the best of three; cold is the clock for a command that starts anew.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.graph import assemble
from kg.ontology.load import load
from kg.pipeline import extract, pipeline
from kg.records import Document
from kg.resolution import resolve

ROOT = Path(__file__).parents[2]


def rate(work: Callable[[], object], characters: int) -> float:
    """Thousands of characters a second, at the best of three."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return characters / min(times) / 1000


def clock(*command: str) -> float:
    """Seconds that a command takes, at the best of three."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - begin)
    return min(times)


def warm(documents: list[Document]) -> None:
    """Print the rates of kg and of the others."""
    import jieba
    import jieba.posseg
    import spacy

    jieba.setLogLevel(logging.ERROR)
    jieba.posseg.lcut("开发区")
    nlp, ontology, blank = pipeline(), load(), spacy.blank("zh")
    size = sum(len(document.text) for document in documents)

    def whole() -> None:
        resolved = resolve([extract(document, nlp) for document in documents], ontology)
        parts = resolved.entities, resolved.relations, resolved.judgements, resolved.lists
        assemble(ontology, documents, *parts)

    own = rate(whole, size)
    tagged = rate(lambda: [jieba.posseg.lcut(document.text) for document in documents], size)
    bare = rate(lambda: [blank(document.text) for document in documents], size)
    print(f"{len(documents)} documents, {size} characters; thousands of characters a second of one core, warm")
    print(f"{'kg, text to graph':<28} {own:8.1f}")
    print(f"{'jieba, words with tags':<28} {tagged:8.1f}   kg has {own / tagged:.2f} of it")
    print(f"{'spaCy, blank zh':<28} {bare:8.1f}   kg has 1/{bare / own:.0f} of it")


def cold() -> None:
    """Print what commands take that start anew."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'kg --help':<28} {clock(python, '-m', 'kg', '--help'):8.2f} s")
        print(f"{'python, import spacy':<28} {clock(python, '-c', 'import spacy'):8.2f} s")
        script = f"rm -rf {folder}/output; exec {python} -m kg build seeds -o {folder}/output"
        print(f"{'kg build seeds, no store':<28} {clock('sh', '-c', script):8.2f} s")
        print(f"{'kg build seeds, unchanged':<28} {clock(python, '-m', 'kg', 'build', 'seeds', '-o', folder):8.2f} s")


def main() -> None:
    """Print every figure."""
    files = sorted((ROOT / "tests" / "gold" / "dev").glob("*.json"))
    texts = [json.loads(file.read_text(encoding="utf-8"))["text"] for file in files]
    warm([Document(f"{file.stem}.txt", text) for file, text in zip(files, texts, strict=True)])
    cold()


if __name__ == "__main__":
    main()
