// 阶段看板: what is planned, negotiated, signed, built and running, park by park.

/** Cards: projects of the ledger, and enterprises that settle in a park with a stage. */
function cards() {
  const made = ledger.map((row) => ({
    node: row.node,
    parks: row.parks,
    stage: row.stage ?? null,
    realis: row.realis,
    note: [row.enterprises.join("、"), money(row)].filter(Boolean).join(" · "),
  }));
  const known = new Set(ledger.map((row) => row.node));
  for (const edge of edges) {
    if (edge.relation !== "SETTLES_IN" || known.has(edge.from) || !stageOf(edge) || isWider(edge)) continue;
    made.push({
      node: edge.from,
      parks: [edge.to.label],
      stage: stageOf(edge),
      realis: edge.realis,
      edge,
      note: [labelOf("types", edge.from.type), edge.amount && yuan(edge.amount)].filter(Boolean).join(" · "),
    });
  }
  return made;
}

/** Whether the node settles, by another edge, in a part of the park of `edge`; then that one says it better. */
function isWider(edge) {
  const parts = edge.from.links.filter(
    (other) => other !== edge && other.relation === "SETTLES_IN" && other.from === edge.from && stageOf(other),
  );
  return parts.some((other) =>
    other.to.links.some((link) => link.relation === "PART_OF" && link.from === other.to && link.to === edge.to),
  );
}

const stageOf = (edge) =>
  edge.stage ?? (["planned", "negotiating", "terminated"].includes(edge.realis) ? edge.realis : null);

function drawBoard() {
  const list = cards();
  const view = $("#view-board");
  const head = el(
    "header",
    { class: "view-head" },
    el("h2", {}, "阶段看板"),
    el("p", { class: "muted" }, "各园区的项目和企业走到哪一步；没有载明阶段的列在最后。"),
  );
  if (!list.length) {
    fill(view, head, el("p", { class: "empty" }, "文章中没有读到项目和阶段。"));
    return;
  }
  const stages = [...ONTOLOGY.stages.map((item) => item.name), null].filter(
    (stage) => (stage !== null && stage !== "terminated") || list.some((card) => card.stage === stage),
  );
  const parks = new Map();
  for (const card of list) {
    const name = card.parks.join("、") || "未载明园区";
    parks.set(name, [...(parks.get(name) ?? []), card]);
  }
  const rows = [...parks].sort(
    ([a, one], [b, two]) => (a === "未载明园区") - (b === "未载明园区") || two.length - one.length || compared(a, b),
  );
  const title = (stage) => (stage === null ? DATA.unknown : labelOf("stages", stage));
  fill(
    view,
    head,
    el(
      "div",
      { class: "table board" },
      el(
        "table",
        {},
        el("caption", { class: "unseen" }, "阶段看板"),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, "园区"),
            stages.map((stage) =>
              el(
                "th",
                { scope: "col", class: `stage-${stage}` },
                title(stage),
                el("span", { class: "number" }, list.filter((card) => card.stage === stage).length),
              ),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          rows.map(([park, mine]) =>
            el(
              "tr",
              {},
              el("th", { scope: "row", class: "iso" }, park, el("span", { class: "number" }, mine.length)),
              stages.map((stage) =>
                el(
                  "td",
                  {},
                  more(
                    mine.filter((card) => card.stage === stage),
                    8,
                    boardCard,
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

function boardCard(card) {
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `card${card.realis === "fact" ? "" : " tentative"}`,
        onclick: () => (card.edge ? openEdge(card.edge) : openNode(card.node)),
      },
      el("span", { class: "iso" }, swatch(card.node.type), card.node.label),
      card.note && el("span", { class: "muted iso" }, card.note),
    ),
  );
}

watch(["view"], () => state.view === "board" && drawBoard());
