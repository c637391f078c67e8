// 合作往来: who works with whom, on what, and how it is known.

const PARTNER_COLUMNS = [
  { key: "from", label: "甲方", value: (edge) => edge.from.label, show: (edge) => nodeLink(edge.from) },
  { key: "label", label: "关系", value: (edge) => edge.label, show: (edge) => edgeLink(edge) },
  { key: "to", label: "乙方", value: (edge) => edge.to.label, show: (edge) => nodeLink(edge.to) },
  { key: "field", label: "领域", value: (edge) => edge.field ?? "" },
  { key: "year", label: "年份", value: (edge) => edge.year ?? "", number: true },
  {
    key: "stage",
    label: "阶段",
    value: (edge) => (edge.stage ? labelOf("stages", edge.stage) : ""),
    sort: (edge) => stageOrder(edge.stage),
    show: (edge) => stageTag(edge.stage),
  },
  {
    key: "realis",
    label: "性质",
    value: (edge) => labelOf("realis", edge.realis),
    show: (edge) =>
      edge.realis === "fact" ? el("span", { class: "muted" }, labelOf("realis", "fact")) : realisTag(edge.realis),
  },
  {
    key: "confidence",
    label: "置信度",
    value: (edge) => edge.confidence ?? "",
    number: true,
    show: (edge) => percent(edge.confidence),
  },
  {
    label: "证据",
    value: (edge) => edge.evidence.map((item) => item.passage.text.replace(/\s+/g, "")).join(" ‖ "),
    show: (edge) => evidenceToggle(edge.evidence, [edge.from, edge.to]),
  },
];

let partnerSort = { key: "from", down: false };

function drawPartners() {
  const view = $("#view-partner");
  const dealings = edges.filter((edge) => edge.partner);
  const head = el(
    "header",
    { class: "view-head" },
    el("h2", {}, "合作往来"),
    el("p", { class: "muted" }, "企业、机构之间的合作、供应、持股和隶属；选一家只看它的伙伴。"),
  );
  if (!dealings.length) {
    fill(view, head, el("p", { class: "empty" }, "文章中没有读到企业之间的往来。"));
    return;
  }
  const counts = new Map();
  for (const edge of dealings)
    for (const node of new Set([edge.from, edge.to])) counts.set(node, (counts.get(node) ?? 0) + 1);
  const actors = [...counts].sort(([a, m], [b, n]) => n - m || a.i - b.i);
  const chosen = state.partner && counts.has(state.partner) ? state.partner : null;
  const rows = sorted(
    chosen ? dealings.filter((edge) => edge.from === chosen || edge.to === chosen) : dealings,
    PARTNER_COLUMNS,
    partnerSort,
  );
  const onsort = (key) => {
    partnerSort = { key, down: partnerSort.key === key && !partnerSort.down };
    drawPartners();
  };
  fill(
    view,
    head,
    el(
      "div",
      { class: "filters" },
      select(
        "企业或机构",
        [["", `全部（${actors.length}）`], ...actors.map(([node, n]) => [node.id, `${node.label}（${n}）`])],
        chosen?.id ?? "",
        (id) => change({ partner: nodeById.get(id) ?? null }),
      ),
      chosen &&
        el(
          "p",
          {},
          nodeLink(chosen),
          ` 有 ${new Set(rows.map((edge) => otherEnd(edge, chosen))).size} 个伙伴，${rows.length} 条往来`,
        ),
    ),
    el(
      "div",
      { class: "table-head" },
      el("p", { role: "status" }, `${count(rows.length)} 条`),
      tableTools("合作往来", PARTNER_COLUMNS, rows),
    ),
    table(PARTNER_COLUMNS, rows, { sort: partnerSort, onsort, caption: "合作往来", onrow: openEdge }),
  );
}

watch(["view", "partner"], () => state.view === "partner" && drawPartners());
