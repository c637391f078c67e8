// Small pieces that every view uses: links to nodes and edges, tags, and quotes that lead to the article.

function nodeLink(node, text = node.label) {
  return el(
    "button",
    {
      type: "button",
      class: "node-link iso",
      title: `${labelOf("types", node.type)}：${node.label}`,
      onclick: () => openNode(node),
    },
    swatch(node.type),
    text,
  );
}

function edgeLink(edge, text = edge.label) {
  return el("button", { type: "button", class: "link iso", onclick: () => openEdge(edge) }, text);
}

/** An edge in words: 甲 —落户→ 乙. */
function sentence(edge) {
  return `${edge.from.label} —${edge.label}${edge.symmetric ? "—" : "→"} ${edge.to.label}`;
}

function realisTag(realis) {
  if (!realis || realis === "fact") return null;
  return el("span", { class: `tag realis-${realis}` }, labelOf("realis", realis));
}

function stageTag(stage) {
  return stage ? el("span", { class: `tag stage stage-${stage}` }, labelOf("stages", stage)) : null;
}

const REVIEWS = { confirmed: "人工核实", rejected: "人工否定", added: "人工补充", corrected: "人工更正" };

/** What a person said of a node or an edge. */
function reviewTag(review) {
  return review ? el("span", { class: "tag review" }, REVIEWS[review] ?? review) : null;
}

/** What is known of an edge and its stage, not twice where both have one label. */
function tags({ realis, stage, review }) {
  const twice = stage && realis !== "fact" && labelOf("stages", stage) === labelOf("realis", realis);
  return [twice ? null : realisTag(realis), stageTag(stage), reviewTag(review)];
}

/** A text with the names of `some` nodes in it set off; `start` is where it begins in its document. */
function marked({ document, start, text }, some) {
  if (!document || !some.length) return [text];
  const end = start + text.length;
  const spans = some
    .flatMap((node) => node.spans.filter(([d, s, e]) => d === document.i && s >= start && e <= end))
    .map(([, s, e]) => [s - start, e - start])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const made = [];
  let at = 0;
  for (const [s, e] of spans) {
    if (s < at) continue;
    made.push(text.slice(at, s), el("b", {}, text.slice(s, e)));
    at = e;
  }
  return [...made, text.slice(at)];
}

function quote(passage, some = [], notes = []) {
  const where = passage.document
    ? [`《${passage.document.name}》`, passage.document.date && day(passage.document.date)]
    : ["原文未随页面保存"];
  const said = [...where, ...notes].filter(Boolean).join(" · ");
  const open = passage.document && (() => openPassage(passage));
  return el(
    "blockquote",
    { class: "quote" },
    open
      ? el(
          "button",
          { type: "button", class: "quote-text iso", title: "在文章中查看", onclick: open },
          marked(passage, some),
        )
      : el("p", { class: "quote-text iso" }, passage.text),
    el("footer", { class: "iso" }, said),
  );
}

/** Quotes of pieces of evidence; more than five are folded away, none is lost. */
function quotes(pieces, some) {
  const notes = ({ rule, score }) => [typeof score === "number" && `置信度 ${percent(score)}`, rule && `规则 ${rule}`];
  const made = pieces.map((item) => quote(item.passage, some, notes(item)));
  if (made.length <= 5) return made;
  return [made.slice(0, 5), el("details", {}, el("summary", {}, `其余 ${made.length - 5} 处`), made.slice(5))];
}

/** A button that opens and closes the quotes of `list`, which are made when they are first asked for. */
function evidenceToggle(list, some) {
  if (!list.length) return el("span", { class: "muted" }, "无");
  const box = el("div", { class: "folded", hidden: true });
  const made = button(
    `证据 ${list.length}`,
    () => {
      box.hidden = !box.hidden;
      made.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.firstChild) append(box, quotes(list, some));
    },
    { icon: "quote", kind: "small bare", text: true, "aria-expanded": "false" },
  );
  return [made, box];
}

function meter(value) {
  const share = typeof value === "number" ? Math.round(value * 100) : 0;
  return el(
    "span",
    { class: "meter", role: "img", "aria-label": `置信度 ${percent(value)}` },
    el("i", { style: `width:${share}%` }),
    el("span", {}, percent(value)),
  );
}
