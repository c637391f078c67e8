"""Pairs of things that a document may relate, with all that it says of each pair, as features of the ranker.

A pair is looked at wherever its ends share a sentence and wherever one end is carried into a sentence as a subject.
Where no sentence has both: the zone and the company that the document is about with everything, names with the park and
the place told last, phases with what they may be a phase of, projects with the company and the goods in their names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.entities.referent import OF_PHASE, PHASE
from kg.ontology.model import Ontology
from kg.relations.context import Context, Sentence
from kg.relations.pair import Instance, Pair, is_phase, signatures
from kg.relations.rule import Hit, hits

__all__ = ["pairs"]

FAR = 400  # characters between a sentence and one before it that is still quoted with it
PROTAGONIST, LEAD = 3, 1.5  # how often the company is told that a document is about, alone and beside the next
NAMELESS = re.compile(r"我们|我司|(?<=[,。;:“\n本])(?:公司|集团)(?=[^名称员长高董经理总内外、])")
OPENING = 300
LIST_TAIL = re.compile(r"(<(.)>)(?:[、和与及]<\2>)+")


def pairs(context: Context, ontology: Ontology) -> list[Pair]:
    """All pairs of a document that some relation or attribute may join, in order of head and tail."""
    return _Collector(context, ontology).run()


class _Collector:
    def __init__(self, context: Context, ontology: Ontology) -> None:
        self.context = context
        self.ontology = ontology
        self.allowed = signatures(ontology)
        self.found: dict[tuple[int, int], Pair] = {}

    def run(self) -> list[Pair]:
        protagonist, told = self._main_enterprise(), dict[str, int]()
        for sentence in self.context.sentences:
            self._within(sentence)
            self._carried(sentence)
            self._zone(sentence)
            self._protagonist(sentence, protagonist)
            self._above(sentence, "K")
            self._above(sentence, "L")
            self._whole_above(sentence, told)
            for hit in hits(self.context, sentence, self.ontology):
                self._hit(sentence, hit)
        self._inside()
        for pair in self.found.values():
            self._contained(pair)
            self._named(pair)
        return [self.found[key] for key in sorted(self.found)]

    def _contained(self, pair: Pair) -> None:
        """Whether the name of one end holds that of the other: a project called after its company or its product."""
        heads, tails = self.context.forms.get(pair.head, ()), self.context.forms.get(pair.tail, ())
        kinds = self.context.kinds[pair.head] + self.context.kinds[pair.tail]
        for name, outer, inner in (("head<tail", tails, heads), ("tail<head", heads, tails)):
            for form in inner:
                for long in outer:
                    if form != long and form in long:
                        side = "^" if long.startswith(form) else "$" if long.endswith(form) else ""
                        pair.features |= {f"in{name}{kinds}", f"in{name}{kinds}{side}"}
        stems = {form[:2] for form in heads if len(form) >= 4}
        if any(long.startswith(stem) for long in tails for stem in stems):
            pair.features.add(f"stem{kinds}")

    def _named(self, pair: Pair) -> None:
        """How the names of both ends end: 产业园 and 开发区, 二期 and 项目."""
        kinds = self.context.kinds[pair.head] + self.context.kinds[pair.tail]
        head, tail = (self._ending(referent) for referent in (pair.head, pair.tail))
        pair.features |= {f"he{kinds}{head}", f"te{kinds}{tail}", f"ht{kinds}{head}|{tail}"}
        counts = (min(3, self.context.count[referent]) for referent in (pair.head, pair.tail))
        pair.features.add(f"hn{kinds}" + "".join(map(str, counts)))

    def _ending(self, referent: int) -> str:
        """The last two characters of the longest form of a referent; empty for a quantity."""
        forms = self.context.forms.get(referent, ())
        if any(PHASE.match(form) for form in forms):
            return "期"
        return max(forms, key=lambda form: (len(form), form))[-2:] if forms else ""

    def _add(self, head: int, tail: int, features: Iterable[str], instance: Instance) -> None:
        terms = self.context.terms
        a, b = terms[head].referent, terms[tail].referent
        if a == b or (terms[head].kind, terms[tail].kind) not in self.allowed:
            return
        pair = self.found.setdefault((a, b), Pair(a, b))
        pair.features.update(features)
        pair.instances.append(instance)

    def _hit(self, sentence: Sentence, hit: Hit) -> None:
        start = min(self._opening(sentence, hit.head), self._opening(sentence, hit.tail))
        rule = hit.rule
        near = abs(sentence.clause(self.context.terms[hit.tail].start) - sentence.clause(hit.start))
        features = {f"rule:{rule.id}", f"rel:{rule.relation}", f"rule:{rule.id}:{hit.carried}:{min(near, 2)}"}
        distance = abs(self.context.terms[hit.head].start - hit.start) + abs(
            self.context.terms[hit.tail].start - hit.start
        )
        self._add(hit.head, hit.tail, features, Instance(hit.head, hit.tail, start, sentence.end, distance, hit))

    def _opening(self, sentence: Sentence, index: int) -> int:
        """Where the passage begins that a term and `sentence` make: the sentence of the term, unless that is far off.

        The zone of the document is known without being quoted.
        """
        term = self.context.terms[index]
        if term.start >= sentence.start or term.referent == self.context.zone or sentence.start - term.start > FAR:
            return sentence.start
        return self.context.sentence_at(term.start).start

    def _within(self, sentence: Sentence) -> None:
        terms = self.context.terms
        for number, x in enumerate(sentence.terms):
            for y in sentence.terms[number + 1 :]:
                left, right = terms[x], terms[y]
                forward = (left.kind, right.kind) in self.allowed
                backward = (right.kind, left.kind) in self.allowed
                if left.referent == right.referent or not (forward or backward):
                    continue
                base = self._between(sentence, x, y)
                instance_span = (sentence.start, sentence.end, right.start - left.end)
                if forward:
                    prefix = left.kind + right.kind + ">"
                    self._add(x, y, self._prefixed(prefix, base, right.referent), Instance(x, y, *instance_span))
                if backward:
                    prefix = right.kind + left.kind + "<"
                    self._add(y, x, self._prefixed(prefix, base, left.referent), Instance(y, x, *instance_span))

    def _prefixed(self, prefix: str, base: Sequence[str], tail: int) -> list[str]:
        features = [prefix + feature for feature in base]
        features.append(prefix)
        if tail == self.context.zone:
            features.append(prefix + "zone")
        return features

    def _between(self, sentence: Sentence, x: int, y: int) -> list[str]:
        context, terms = self.context, self.context.terms
        left, right = terms[x], terms[y]
        middle = [i for i in range(x + 1, y) if terms[i].start >= left.end and terms[i].end <= right.start]
        symbols, at = "", left.end
        for i in middle:
            symbols += context.text[at : terms[i].start] + f"<{terms[i].kind}>"
            at = terms[i].end
        symbols = LIST_TAIL.sub(r"\1", re.sub(r"\d[\d.,]*", "#", symbols + context.text[at : right.start]))
        words = self._words(left.end, right.start, middle)
        before = context.cut(max(sentence.start, left.start - 14), left.start)[-2:]
        after = context.cut(right.end, min(sentence.end, right.end + 18))[:5]
        gap = right.start - left.end
        apart = sentence.clause(right.start) - sentence.clause(left.start)
        kinds = [terms[i].kind for i in middle]
        features = [
            f"d{0 if gap <= 0 else 1 if gap < 3 else 2 if gap < 8 else 3 if gap < 20 else 4 if gap < 50 else 5}",
            f"c{min(apart, 4)}",
            f"n{min(len(middle), 5)}",
            f"sl{context.list_of[x] == context.list_of[y]}",
            "f1" + "".join(words[:1]),
            "f2" + "".join(words[:2]),
            "F1" + "".join(words[-1:]),
            "F2" + "".join(words[-2:]),
            "L2" + "".join(before),
            "R1" + "".join(after[:1]),
            "R2" + "".join(after[:2]),
            "mt" + "".join(sorted(set(kinds))),
            f"near{left.kind in kinds}{right.kind in kinds}",
            f"first{x == sentence.terms[0]}",
        ]
        if len(symbols) <= 12:
            features.append("S" + symbols)
        features += ["B" + word for word in words] + ["BB" + a + b for a, b in pairwise(words)]
        features += ["L" + word for word in before] + ["R" + word for word in after]
        end = sentence.clauses[sentence.clause(right.start)][1]
        features += ["C" + word for word in context.cut(right.end, end)[:14]]
        return features

    def _words(self, start: int, end: int, middle: Sequence[int]) -> list[str]:
        words, at = [], start
        for i in middle:
            words += [*self.context.cut(at, self.context.terms[i].start), "|"]
            at = self.context.terms[i].end
        return words + self.context.cut(at, end)

    def _carried(self, sentence: Sentence) -> None:
        context, terms = self.context, self.context.terms
        for y in sentence.terms if sentence.carried else ():
            words = context.cut(sentence.start, terms[y].start)
            after = context.cut(terms[y].end, min(sentence.end, terms[y].end + 14))[:4]
            own = any(terms[i].kind in "EPKO" and i < y for i in sentence.terms)
            base = [
                f"c{min(sentence.clause(terms[y].start), 3)}",
                "f1" + "".join(words[:1]),
                "f2" + "".join(words[:2]),
                "F2" + "".join(words[-2:]),
            ]
            base += ["B" + word for word in words[-8:]] + ["R" + word for word in after]
            for x in sentence.carried:
                start = self._opening(sentence, x)
                for head, tail, mark in ((x, y, "^"), (y, x, "v")):
                    prefix = terms[head].kind + terms[tail].kind + mark
                    features = [f"{prefix}{feature}{'h' if own else 'n'}" for feature in base]
                    distance = terms[y].start - terms[x].end + 100
                    self._add(head, tail, [*features, prefix], Instance(head, tail, start, sentence.end, distance))

    def _main_enterprise(self) -> int | None:
        """The company that a document is about.

        It is told at least three times and half as often again as any other; or it is the first one, in a text that
        says we and the company without a name.
        """
        context = self.context
        companies = [term for term in context.terms if term.kind == "E"]
        if not companies:
            return None
        told = Counter(term.referent for term in companies).most_common(2)
        if told[0][1] >= PROTAGONIST and (len(told) == 1 or told[0][1] >= LEAD * told[1][1]):
            return told[0][0]
        nameless = len(NAMELESS.findall(context.masked)) >= PROTAGONIST
        return companies[0].referent if nameless and companies[0].start < OPENING else None

    def _protagonist(self, sentence: Sentence, main: int | None) -> None:
        """The company that the document is about with the names of a sentence that does not name it."""
        context, terms = self.context, self.context.terms
        if (
            main is None
            or not sentence.terms
            or any(terms[i].referent == main for i in (*sentence.terms, *sentence.carried))
        ):
            return
        told = [i for _, i in context.places[main]]
        anchor = told[max(0, bisect_left(told, sentence.terms[0]) - 1)]
        above = self._lines(terms[anchor].end, sentence.start)
        for y in sentence.terms:
            if terms[y].kind not in "EPOLDIH":
                continue
            clause = sentence.clauses[sentence.clause(terms[y].start)]
            left, right = context.cut(clause[0], terms[y].start), context.cut(terms[y].end, clause[1])
            own = any(terms[i].kind in "EPO" and i < y for i in sentence.terms)
            base = [f"l{above}", f"n{min(4, context.count[main])}", "f1" + "".join(left[:1]), "r1" + "".join(right[:1])]
            base += [f"L{word}" for word in left[-6:]] + [f"R{word}" for word in right[:6]]
            start = self._opening(sentence, anchor)
            for head, tail, mark in ((anchor, y, ">"), (y, anchor, "<")):
                prefix = f"A{terms[head].kind}{terms[tail].kind}{mark}{own}"
                features = [prefix, *(prefix + feature for feature in base)]
                self._add(head, tail, features, Instance(head, tail, start, sentence.end, 700))

    def _lines(self, start: int, end: int) -> int:
        """How many lines end between two places; more than three count as three."""
        count, at = 0, self.context.text.find("\n", start, end)
        while at >= 0 and count < 3:
            count, at = count + 1, self.context.text.find("\n", at + 1, end)
        return count

    def _inside(self) -> None:
        """Projects with the companies and the goods that their names hold, which no sentence has side by side."""
        context = self.context
        named: dict[str, list[int]] = defaultdict(list)
        for referent, forms in context.forms.items():
            for form in forms if context.kinds[referent] in "ED" else ():
                named[form].append(referent)
        for project in [referent for referent, kind in context.kinds.items() if kind == "P"]:
            sentence, place = context.places[project][0]
            held = {
                referent
                for long in context.forms[project]
                for start in range(len(long) - 1)
                for end in range(start + 2, len(long) + 1)
                for referent in named.get(long[start:end], ())
            }
            for referent in sorted(held):
                made = context.kinds[referent] == "D"
                if ((project, referent) if made else (referent, project)) not in self.found:
                    other = min((i for _, i in context.places[referent]), key=lambda i: (abs(i - place), i))
                    head, tail = (place, other) if made else (other, place)
                    features = [f"N{context.kinds[referent]}"]
                    self._add(head, tail, features, Instance(head, tail, sentence.start, sentence.end, 1500))

    def _above(self, sentence: Sentence, wanted: str) -> None:
        """Names with the park or place (`wanted`) told last before their sentence, in paragraph or heading."""
        context, terms = self.context, self.context.terms
        if not sentence.terms:
            return
        line = context.text.rfind("\n", 0, sentence.start)
        earliest = context.text.rfind("\n", 0, max(0, line)) if sentence.start - line <= 1 else line
        above = sentence.terms[0] - 1
        while above >= 0 and terms[above].start > earliest and terms[above].kind != wanted:
            above -= 1
        if above < 0 or terms[above].kind != wanted or terms[above].start <= earliest:
            return
        own = any(terms[i].kind == wanted for i in sentence.terms)
        for x in sentence.terms:
            if terms[x].kind not in ("EPO" if wanted == "K" else "EPKO"):
                continue
            clause = sentence.clauses[sentence.clause(terms[x].start)]
            prefix = f"Y{wanted}{terms[x].kind}{own}"
            right = context.cut(terms[x].end, clause[1])[:5]
            left = context.cut(clause[0], terms[x].start)[-4:]
            features = [prefix, *(f"{prefix}R{word}" for word in right), *(f"{prefix}L{word}" for word in left)]
            start = self._opening(sentence, above)
            self._add(x, above, features, Instance(x, above, start, sentence.end, 500))

    def _whole_above(self, sentence: Sentence, told: dict[str, int]) -> None:
        """Phases with the project and the park told last before them, however far: one of the two is the whole.

        Parameters
        ----------
        told
            By kind the term that was told last, other than a phase; it is kept for the next sentence.
        """
        context, terms = self.context, self.context.terms
        for x in sentence.terms:
            if terms[x].kind == "P" and OF_PHASE.match(context.text, terms[x].start, terms[x].end):
                left = context.cut(max(sentence.start, terms[x].start - 14), terms[x].start)[-3:]
                for kind, y in told.items():
                    here, prefix = terms[y].start >= sentence.start, f"W{kind}"
                    lines = self._lines(terms[y].end, terms[x].start)
                    features = [prefix, f"{prefix}{here}", f"{prefix}l{lines}", f"{prefix}f{y == max(told.values())}"]
                    features += [f"{prefix}L{word}" for word in left]
                    distance = terms[x].start - terms[y].end + (0 if here else 100)
                    self._add(x, y, features, Instance(x, y, self._opening(sentence, y), sentence.end, distance))
            if terms[x].kind in "PK" and not is_phase(context, terms[x].referent):
                told[terms[x].kind] = x

    def _zone(self, sentence: Sentence) -> None:
        context, terms = self.context, self.context.terms
        zone = context.zone
        if zone is None:
            return
        anchor = next(i for i, term in enumerate(terms) if term.referent == zone)
        present = any(terms[i].referent == zone for i in sentence.terms)
        parks = min(3, sum(1 for kind in context.kinds.values() if kind == "K"))
        for x in sentence.terms:
            term = terms[x]
            if term.kind not in "EPOK" or term.referent == zone:
                continue
            clause = sentence.clauses[sentence.clause(term.start)]
            prefix = "Z" + term.kind
            left, right = context.cut(clause[0], term.start), context.cut(term.end, clause[1])
            features = [
                prefix,
                f"{prefix}n{min(context.count[term.referent], 3)}",
                f"{prefix}K{parks}",
                f"{prefix}zp{present}",
            ]
            features += [f"{prefix}zz{min(3, context.count[zone])}", f"{prefix}head{term.start < 200}"]
            features += [f"{prefix}r" + "".join(right[:1]), f"{prefix}l" + "".join(left[-1:])]
            features += [f"{prefix}L{word}" for word in left[-6:]] + [f"{prefix}R{word}" for word in right[:6]]
            features += [f"{prefix}S{word}" for word in context.cut(sentence.start, sentence.end) if len(word) > 1]
            self._add(x, anchor, features, Instance(x, anchor, sentence.start, sentence.end, 1000))
