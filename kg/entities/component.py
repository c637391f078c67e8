"""The entity stage as spaCy components: ``kg_network``, ``kg_tagger``, ``kg_candidates``, ``kg_names``; the tokenizer.

Every token is one character of the normalised text, so a span of tokens is a span of normalised characters.
A component of another maker takes part by writing a span group whose key does not begin with ``kg_``: its spans become
candidates of the source ``external``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from kg.entities.candidate import propose
from kg.entities.chooser import Chooser, by_rules
from kg.entities.gazetteer import KNOWN, LISTS, Gazetteer
from kg.entities.referent import referents
from kg.entities.tagger import Tagger
from kg.network import load_network
from kg.ontology.load import load
from kg.text import normalise
from kg.text.lexicon import lexicon
from kg.text.script import to_simplified

__all__ = ["CharacterTokenizer"]

for name in (
    "kg_normal",
    "kg_reading",
    "kg_tagged",
    "kg_pool",
    "kg_names",
    "kg_referents",
    "kg_judgements",
    "kg_document",
    "kg_extraction",
):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=None)


class CharacterTokenizer:
    """One token a character of the normalised text; ``doc._.kg_normal`` maps back to the text that was given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The doc of a text, with a token for each character of its normalised form."""
        normal = normalise(to_simplified(text))
        doc = Doc(self.vocab, words=list(normal.text), spaces=[False] * len(normal.text))
        doc._.kg_normal = normal
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """No bytes: the tokenizer holds nothing to keep."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> CharacterTokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, _: object, **__: object) -> None:
        """Write nothing."""
        return

    def from_disk(self, _: object, **__: object) -> CharacterTokenizer:
        """The tokenizer itself."""
        return self


@registry.tokenizers("kg.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The registered maker of `CharacterTokenizer`."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


@Language.factory("kg_network", default_config={"model": None})
def make_network(nlp: Language, name: str, model: str | None) -> Callable[[Doc], Doc]:
    """What the network reads -> ``doc._.kg_reading``; `model` is the path of its weights, None for no network."""
    network = load_network(Path(model)) if model else None

    def read(doc: Doc) -> Doc:
        doc._.kg_reading = network.read(doc._.kg_normal.text) if network and len(doc) else None
        return doc

    return read


@Language.factory("kg_tagger", default_config={"model": None})
def make_tagger(nlp: Language, name: str, model: str | None) -> Callable[[Doc], Doc]:
    """The statistical tagger as one source of names; `model` is the path of a CRFsuite file, None for no tagger."""
    tagger = Tagger(Path(model)) if model else None

    def tag(doc: Doc) -> Doc:
        doc._.kg_tagged = tagger.spans(doc._.kg_normal.text) if tagger and len(doc) else []
        doc.spans["kg_tagger"] = [Span(doc, t.start, t.end, label=t.type) for t in doc._.kg_tagged if t.best]
        return doc

    return tag


@Language.factory("kg_candidates", default_config={"schemas": None})
def make_candidates(nlp: Language, name: str, schemas: str | None) -> Callable[[Doc], Doc]:
    """All places where names may stand (`kg.entities.candidate`) -> ``doc._.kg_pool``."""
    ontology = load(Path(schemas) if schemas else None)
    gazetteer, known = Gazetteer(ontology, LISTS), Gazetteer(ontology, KNOWN)

    def candidates(doc: Doc) -> Doc:
        text = doc._.kg_normal.text
        pool = propose(text, doc._.kg_tagged or (), lexicon(), known.spans(text), doc._.kg_reading)
        for start, end, kind in gazetteer.spans(text):
            pool.add(start, end, "gazetteer", kind)
        for key, group in doc.spans.items():
            if not key.startswith("kg_"):
                for span in group:
                    pool.add(span.start, span.end, "external", span.label_)
        doc._.kg_pool = pool
        return doc

    return candidates


@Language.factory("kg_names", default_config={"model": None, "forests": []})
def make_names(nlp: Language, name: str, model: str | None, forests: list[str]) -> Callable[[Doc], Doc]:
    """The chosen names -> ``doc.spans["kg_names"]``, ``doc.ents``, ``doc._.kg_names`` and their referents."""
    chooser = Chooser(Path(model), [Path(forest) for forest in forests]) if model else None

    def names(doc: Doc) -> Doc:
        chosen = chooser.choose(doc._.kg_pool) if chooser else by_rules(doc._.kg_pool)
        doc._.kg_names = chosen
        doc._.kg_referents, doc._.kg_judgements = referents(doc._.kg_normal.text, chosen)
        spans = [Span(doc, n.start, n.end, label=n.type) for n in chosen]
        doc.spans["kg_names"] = spans
        doc.ents = spans
        return doc

    return names
