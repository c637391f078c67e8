// The panel where nothing is chosen: figures, doubts, the best connected, all entities.

function figure(value, label, go) {
  const content = [el("strong", {}, value), el("span", {}, label)];
  return go
    ? el("button", { type: "button", class: "figure", onclick: go }, content)
    : el("div", { class: "figure" }, content);
}

function figures() {
  const { cny, usd } = total(ledger);
  const stage = (...names) => ledger.filter((row) => names.includes(row.stage)).length;
  const types = tally(nodes, "type");
  const parks = new Set(ledger.flatMap((row) => row.parks)).size;
  return [
    ledger.length && [count(ledger.length), "项目（台账）"],
    (cny || usd) && [sum(cny, usd), "投资合计（不重复计）"],
    stage("under_construction") && [count(stage("under_construction")), "在建"],
    stage("completed", "operating") && [count(stage("completed", "operating")), "建成投产"],
    types.get("Enterprise") && [count(types.get("Enterprise")), labelOf("types", "Enterprise")],
    parks && [count(parks), "涉及园区"],
  ].filter(Boolean);
}

function overview() {
  if (!nodes.length) return el("header", {}, el("h2", {}, "概览"), el("p", { class: "muted" }, "没有内容。"));
  const doubts = doubtCount();
  return [
    el(
      "header",
      {},
      el("h2", {}, "概览"),
      el("p", { class: "muted" }, "点击实体或关系查看证据；双击实体只看它的周边。"),
    ),
    el(
      "section",
      { class: "figures" },
      figures().map(([value, label]) => figure(value, label, () => change({ view: "ledger" }))),
    ),
    doubts > 0 &&
      el(
        "p",
        { class: "warn" },
        `有 ${doubts} 处存疑，`,
        el("button", { type: "button", class: "link", onclick: () => change({ view: "doubt" }) }, "请核对"),
      ),
    el(
      "section",
      {},
      el("h3", {}, "联系最多"),
      el(
        "ul",
        { class: "plain bars" },
        ranked
          .slice(0, 8)
          .filter((node) => node.links.length)
          .map((node) =>
            el(
              "li",
              {},
              nodeLink(node),
              el(
                "span",
                { class: "bar-track" },
                el("i", { style: `width:${(100 * node.links.length) / ranked[0].links.length}%` }),
              ),
              el("span", { class: "number" }, node.links.length),
            ),
          ),
      ),
    ),
    el(
      "section",
      {},
      el("h3", {}, "全部实体"),
      ONTOLOGY.types.map(({ name, label }) => typeList(name, label)),
    ),
  ];
}

function typeList(type, label) {
  const list = ranked.filter((node) => node.type === type);
  if (!list.length) return null;
  const box = el(
    "details",
    {},
    el(
      "summary",
      {},
      swatch(type),
      el("span", { class: "grow" }, label),
      el("span", { class: "number" }, count(list.length)),
    ),
  );
  box.addEventListener(
    "toggle",
    () =>
      box.open &&
      box.children.length === 1 &&
      append(
        box,
        more(list, 60, (node) => el("li", {}, nodeLink(node))),
      ),
    { once: false },
  );
  return box;
}
