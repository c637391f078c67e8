// The data that came with the page, unpacked: nodes and edges that know each other, documents, passages, ledger.

const PAGE = JSON.parse($("#data").textContent);
const DATA = PAGE.data;
const TEXTS = DATA.texts;
const ONTOLOGY = DATA.ontology;
const ATTRIBUTES = DATA.attributes;

const textOf = (number) => (number < 0 ? null : TEXTS[number]);
const named = Object.fromEntries(
  Object.entries(ONTOLOGY).map(([table, items]) => [table, new Map(items.map((item) => [item.name, item]))]),
);
const labelOf = (table, name) => named[table].get(name)?.label ?? String(name);

/** Records from columns; what a record does not have is left out. */
function records(table, length) {
  const made = Array.from({ length }, () => ({}));
  for (const [name, column] of Object.entries(table)) {
    const read = column.text
      ? (i) => textOf(column.text[i])
      : column.of
        ? (i) => (column.at[i] < 0 ? null : column.of[column.at[i]])
        : (i) => column.number[i];
    for (let i = 0; i < length; i++) {
      const value = read(i);
      if (value !== null) made[i][name] = value;
    }
  }
  return made;
}

const documents = DATA.documents.map((document, i) => ({
  ...document,
  i,
  name: document.title || document.id,
  spans: [],
}));

/** A passage: where it stands and what it says. */
const passages = DATA.passages.map(([document, start, end], i) =>
  document < 0
    ? { i, document: null, text: TEXTS[start] }
    : { i, document: documents[document], start, end, text: documents[document].text.slice(start, end) },
);

const piece = ([passage, rule, trigger, score]) => ({
  passage: passages[passage],
  rule: textOf(rule),
  trigger: textOf(trigger),
  score,
});

const factOf = ([attribute, value, realis, ...evidence]) => ({
  attribute: textOf(attribute),
  value,
  realis: textOf(realis),
  evidence: piece(evidence),
});

const nodes = records(DATA.nodes, DATA.entities.length).map((looks, i) => {
  const entity = DATA.entities[i];
  return {
    ...looks,
    i,
    type: looks.group,
    links: [],
    aliases: entity.aliases.map(textOf),
    attributes: entity.attributes,
    facts: entity.facts.map(factOf),
    review: entity.review ?? null,
    corrected: entity.corrected ?? [],
    spans: Array.from({ length: entity.spans.length / 3 }, (_, k) => entity.spans.slice(3 * k, 3 * k + 3)),
  };
});
const nodeById = new Map(nodes.map((node) => [node.id, node]));

const edges = records(DATA.edges, DATA.relations.length).map((looks, i) => {
  const told = DATA.relations[i];
  const relation = textOf(told.relation);
  const kind = named.relations.get(relation);
  const edge = {
    ...looks,
    i,
    from: nodeById.get(looks.from),
    to: nodeById.get(looks.to),
    relation,
    label: kind.label,
    symmetric: kind.symmetric,
    partner: kind.partner,
    realis: textOf(told.realis),
    stage: textOf(told.stage),
    field: textOf(told.field),
    year: told.year ?? null,
    amount: told.amount_cny ?? null,
    confidence: told.confidence,
    attributes: told.attributes ?? {},
    review: told.review ?? null,
    facts: (told.facts ?? []).map(factOf),
    evidence: told.evidence.map(piece),
  };
  edge.key = [edge.from.id, relation, edge.to.id];
  edge.from.links.push(edge);
  if (edge.to !== edge.from) edge.to.links.push(edge);
  return edge;
});
const edgeByKey = new Map(edges.map((edge) => [JSON.stringify(edge.key), edge]));

for (const node of nodes) {
  node.names = [node.label, ...node.aliases];
  node.folded = node.names.map(folded);
  node.tentative = isTentative(node);
  for (const [document, start, end] of node.spans) documents[document].spans.push({ start, end, node });
}
for (const document of documents) document.spans.sort((a, b) => a.start - b.start || b.end - a.end);

const ranked = [...nodes].sort((a, b) => b.links.length - a.links.length || a.i - b.i);
const core = DATA.core ? new Set(DATA.core.map((i) => nodes[i])) : null;
const ledger = DATA.ledger.map((row, i) => ({
  enterprises: [],
  parks: [],
  industries: [],
  ...row,
  i,
  node: nodes[row.node],
  evidence: row.evidence.map((p) => passages[p]),
}));
/** A side of a judgement or a member of a list: a node, or the name of what is none. */
const sideOf = (side) => (typeof side === "number" ? nodes[side] : side);
const judgements = DATA.judgements.map((item) => ({
  ...item,
  sides: item.sides.map(sideOf),
}));

const contradictions = DATA.contradictions.map(({ node, edge, name, told }) => ({
  node: node === undefined ? null : nodes[node],
  edge: edge === undefined ? null : edges[edge],
  name,
  told: told.map(factOf),
}));

const lists = DATA.lists.map(({ total, noun, measure, members, concerns, passage }) => ({
  total,
  noun: textOf(noun),
  measure: textOf(measure),
  members: members.map(sideOf),
  concerns: concerns.map(([relation, node, outwards, realis]) => ({
    relation: textOf(relation),
    node: nodes[node],
    outwards,
    realis: realis.map(textOf),
  })),
  passage: passages[passage],
}));

/** Whether a node is no more than planned: its stage says so, or it is a project of which nothing is told as a fact. */
function isTentative(node) {
  const { stage } = node.attributes;
  if (stage) return ["planned", "negotiating", "terminated"].includes(stage);
  return node.type === "Project" && node.links.length > 0 && node.links.every((edge) => edge.realis !== "fact");
}

const otherEnd = (edge, node) => (edge.from === node ? edge.to : edge.from);
const colorOf = (node) => named.types.get(node.type)?.color ?? "#7a8794";
