// The panel of an edge: what is known of it, and every quote.

function edgePanel(edge) {
  const rows = [
    ["性质", el("span", {}, labelOf("realis", edge.realis))],
    edge.review && ["核定", reviewTag(edge.review)],
    edge.stage && ["阶段", stageTag(edge.stage)],
    edge.amount !== null && ["金额", el("strong", {}, yuan(edge.amount))],
    edge.year !== null && ["年份", `${edge.year}年`],
    edge.field && ["领域", edge.field],
    ["置信度", meter(edge.confidence)],
    ...Object.entries(edge.attributes).map(([name, value]) => [name, valued(name, value)]),
  ].filter(Boolean);
  return [
    el(
      "header",
      {},
      closing(),
      el("p", { class: "kind" }, line(edge.realis), "关系"),
      el("h2", {}, edge.label),
      el(
        "p",
        { class: "ends" },
        nodeLink(edge.from),
        el("span", { class: "arrow" }, edge.symmetric ? " — " : " → "),
        nodeLink(edge.to),
      ),
      el(
        "div",
        { class: "actions" },
        button("复制链接", copyAddress, { icon: "link", text: true, kind: "small" }),
        state.view !== "graph" &&
          button("在图谱中看", () => change({ view: "graph" }), { icon: "target", text: true, kind: "small" }),
      ),
    ),
    el(
      "section",
      {},
      el(
        "dl",
        { class: "facts" },
        rows.map(([name, value]) => [el("dt", { class: "iso" }, name), el("dd", { class: "iso" }, value)]),
      ),
    ),
    tellings(edge),
    el(
      "section",
      {},
      el("h3", {}, "证据", el("span", { class: "number" }, edge.evidence.length)),
      edge.evidence.length
        ? quotes(edge.evidence, [edge.from, edge.to])
        : el("p", { class: "warn" }, "这条关系没有附带证据。"),
    ),
    listSection(listsOfEdge(edge)),
  ];
}

/** What each passage tells, where passages differ or a person decided otherwise. */
function tellings(edge) {
  const names = ["realis", "stage", "amount_cny", "year"].filter((name) =>
    edge.facts.some((fact) => fact.attribute === name),
  );
  const row = (name) => {
    const told = edge.facts.filter((fact) => fact.attribute === name);
    const values = [...new Set(told.map((fact) => fact.value))];
    return [el("dt", {}, ATTRIBUTES[name] ?? "年份"), el("dd", {}, values.map((value) => tellingOf(name, value, told, edge)))];
  };
  return names.length > 0 && el("section", {}, el("h3", {}, "各处说法"), el("dl", { class: "facts" }, names.map(row)));
}

/** One of several values, with the dates and the passages that tell it. */
function tellingOf(name, value, told, { from, to }) {
  const pieces = told.filter((fact) => fact.value === value).map((fact) => fact.evidence);
  const dates = [...new Set(pieces.map((item) => item.passage.document?.date).filter(Boolean))];
  return el(
    "div",
    { class: "side" },
    el("strong", {}, valued(name, value)),
    dates.length > 0 && el("span", { class: "muted" }, ` ${dates.map(day).join("、")}`),
    evidenceToggle(unique(pieces), [from, to]),
  );
}
