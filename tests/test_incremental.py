"""Whatever is added, changed, removed, corrected or reordered: a build from the store equals a full one."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import kg.engine.reading
import kg.wiring
from kg.corrections.append import written
from kg.export.json import write_json
from kg.ontology.load import load
from kg.output import corrections_of, opened_store, run_record
from kg.pipeline import pipeline
from kg.wiring import build

ONTOLOGY = load()
NLP = []
NAMES = st.sampled_from(["a.txt", "b.txt", "c.md", "d.txt"])
SENTENCES = st.sampled_from(
    [
        "远山智造落户云岭开发区。",
        "岚州储能有限公司落户云岭开发区。",
        "河北远山智造科技有限公司与岚州储能有限公司签订战略合作协议。",
        "远山智造已终止与岚州储能的合作。",
        "远山智造投资10亿元建设储能项目。",
        "远山智造投资12亿元建设储能项目,计划2023年6月开工。",
        "岚州储能拟落户岚州高新区。",
        "今日天气晴。",
    ]
)
TEXTS = st.lists(SENTENCES, max_size=4).map("\n".join)
SIGNED = {"by": "王芳", "on": "2024-03-05", "why": "核实"}
LONG, SHORT, OTHER = "Enterprise:河北远山智造科技有限公司", "Enterprise:远山智造", "Enterprise:岚州储能有限公司"
SETTLES = {"head": SHORT, "relation": "SETTLES_IN", "tail": "Park:云岭开发区"}
CORRECTIONS = st.sampled_from(
    [
        {"do": "merge", "entities": [SHORT, OTHER]},
        {"do": "rename", "entity": OTHER, "as": "岚州储能集团"},
        {"do": "retype", "entity": "Project:储能项目", "as": "Park"},
        {"do": "split", "entity": SHORT, "document": "a.txt", "as": "Enterprise:镕城远山智造有限公司"},
        {"do": "reject", **SETTLES},
        {"do": "confirm", **SETTLES},
        {"do": "set", **SETTLES, "stage": "operating"},
        {"do": "set", "entity": "Project:储能项目", "investment_cny": "15亿元"},
        {"do": "add", **SETTLES, "document": "b.txt", "quote": "远山智造"},
        {"do": "reject", "entity": OTHER},
        {"do": "reject", "entities": [LONG, OTHER]},
    ]
)
EFFORT = settings(
    max_examples=max(8, int(os.environ.get("KG_FUZZ", "0")) // 20),  # more by `make fuzz`
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def shared_pipeline(_schemas=None):
    """The pipeline, made once: it is the same for every build here."""
    if not NLP:
        NLP.append(pipeline())
    return NLP[0]


class Corpus(RuleBasedStateMachine):
    """A folder that lives, its output, and the output that a full build gives at each moment."""

    @initialize(name=NAMES, text=TEXTS)
    def begin(self, name, text):
        self.folder = Path(tempfile.mkdtemp())
        self.real = kg.wiring.pipeline
        kg.engine.reading.pipeline = kg.wiring.pipeline = shared_pipeline
        self.texts, self.decided, self.seed = {name: text}, [], 0
        self.write()

    def teardown(self):
        kg.engine.reading.pipeline = kg.wiring.pipeline = self.real
        shutil.rmtree(self.folder)

    def write(self):
        shutil.rmtree(self.folder / "in", ignore_errors=True)
        (self.folder / "in").mkdir()
        for name, text in self.texts.items():
            (self.folder / "in" / name).write_text(text, encoding="utf-8")
        (self.folder / "out").mkdir(exist_ok=True)
        (self.folder / "out" / "corrections.yaml").write_text(written(self.decided), encoding="utf-8")

    @rule(name=NAMES, text=TEXTS)
    def add_or_change(self, name, text):
        self.texts[name] = text

    @rule(data=st.data())
    def remove(self, data):
        if len(self.texts) > 1:
            del self.texts[data.draw(st.sampled_from(sorted(self.texts)))]

    @rule(item=CORRECTIONS)
    def correct(self, item):
        self.decided.append(item | SIGNED)

    @rule()
    def take_back(self):
        self.decided = self.decided[1:]

    @rule(seed=st.integers(0, 99))
    def reorder(self, seed):
        self.seed = seed

    @invariant()
    def incremental_equals_full(self):
        self.write()
        files = sorted((self.folder / "in").iterdir())
        shuffled = random.Random(self.seed).sample(files, len(files))  # noqa: S311 - an order, no secret
        decided = corrections_of(self.folder / "out", None, ONTOLOGY)
        with opened_store(self.folder / "out") as store:
            incremental = build(shuffled, ontology=ONTOLOGY, store=store, corrections=decided)
            write_json(incremental.graph, self.folder / "out" / "graph.json")
        full = build([self.folder / "in"], ontology=ONTOLOGY, nlp=shared_pipeline(), corrections=decided)
        write_json(full.graph, self.folder / "full.json")
        assert (self.folder / "out" / "graph.json").read_bytes() == (self.folder / "full.json").read_bytes()
        assert run_record(incremental) == run_record(full)


TestCorpus = Corpus.TestCase
TestCorpus.settings = EFFORT
