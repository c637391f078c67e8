// The articles, with every name that the graph knows set off: a quote leads here, a name leads back.

function drawArticles() {
  const view = $("#view-article");
  if (!documents.length) {
    fill(view, el("p", { class: "empty" }, "文章没有随页面保存。"));
    return;
  }
  const current = state.passage?.document ?? documents[0];
  if (view.dataset.shown !== String(current.i)) {
    fill(view, articleList(current), el("article", { class: "paper", tabindex: "0" }));
    view.dataset.shown = String(current.i);
  }
  drawArticle(current);
}

function articleList(current) {
  const item = (document) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "article-link",
          "aria-current": document === current ? "true" : null,
          onclick: () => change({ passage: { document, start: 0, end: 0 } }),
        },
        el("span", { class: "iso" }, document.name),
        el(
          "span",
          { class: "muted iso" },
          [document.date && day(document.date), `${new Set(document.spans.map((span) => span.node)).size} 个实体`]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    );
  return el(
    "nav",
    { class: "articles", "aria-label": "文章" },
    el("h2", {}, `文章（${documents.length}）`),
    more(documents, 200, item),
  );
}

function drawArticle(document) {
  const said = [document.publisher, document.date && day(document.date), document.id].filter(Boolean).join(" · ");
  const paper = fill(
    $("#view-article .paper"),
    el("header", {}, el("h2", { class: "iso" }, document.name), el("p", { class: "muted iso" }, said)),
    articleLists(document),
    el("div", { class: "text" }, paragraphs(document)),
  );
  const target = $("mark", paper) ?? null;
  if (target) target.scrollIntoView({ block: "center" });
  else paper.scrollTop = 0;
}

/** The lists of an article that do not name all that they declare, folded away above its text. */
function articleLists(document) {
  const told = lists.filter((list) => list.passage.document === document);
  return (
    told.length > 0 &&
    el(
      "details",
      { class: "lists" },
      el("summary", {}, "列举未全", el("span", { class: "number" }, told.length)),
      more(told, 10, listItem),
    )
  );
}

/** The text in paragraphs, with names as buttons and the passage of the state marked. */
function paragraphs(document) {
  const { text } = document;
  const mark = state.passage?.document === document && state.passage.end > state.passage.start ? state.passage : null;
  const names = outermost(document.spans);
  const cuts = new Set([0, text.length]);
  for (const span of names) cuts.add(span.start).add(span.end);
  if (mark) cuts.add(mark.start).add(mark.end);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const sorted = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  const made = [];
  let paragraph = el("p");
  let next = 0;
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const part = text.slice(start, end);
    if (part === "\n") {
      if (paragraph.firstChild) made.push(paragraph);
      paragraph = el("p");
      continue;
    }
    while (next < names.length && names[next].end <= start) next++;
    const span = names[next]?.start <= start ? names[next] : null;
    const shownPart = span ? nameButton(part, span.node) : part;
    paragraph.append(mark && start >= mark.start && end <= mark.end ? el("mark", {}, shownPart) : shownPart);
  }
  if (paragraph.firstChild) made.push(paragraph);
  for (const item of made) if (/^\s*#{1,6}\s/.test(item.textContent)) item.className = "heading";
  return made;
}

/** Spans of which none lies in another; they are sorted by start, the longer first. */
function outermost(spans) {
  const kept = [];
  for (const span of spans) if (!kept.length || span.start >= kept.at(-1).end) kept.push(span);
  return kept;
}

function nameButton(text, node) {
  const chosen = state.node === node || state.edge?.from === node || state.edge?.to === node;
  return el(
    "span",
    {
      role: "button",
      tabindex: "0",
      class: `name${chosen ? " chosen" : ""}`,
      style: `--kind:${colorOf(node)}`,
      title: `${labelOf("types", node.type)}：${node.label}`,
      onclick: () => openNode(node),
      onkeydown: (event) => event.key === "Enter" && openNode(node),
    },
    text,
  );
}

function markChosen() {
  if (state.view !== "article") return;
  const names = new Set(
    [state.node, state.edge?.from, state.edge?.to]
      .filter(Boolean)
      .map((node) => `${labelOf("types", node.type)}：${node.label}`),
  );
  for (const name of $$("#view-article .name")) name.classList.toggle("chosen", names.has(name.title));
}

watch(["view", "passage"], () => state.view === "article" && drawArticles());
watch(["node", "edge"], markChosen);
