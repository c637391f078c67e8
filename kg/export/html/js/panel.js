// The panel on the right: an overview, a node, an edge, or a path, each with its evidence.

function drawPanel() {
  const content = state.path ? pathPanel() : state.edge ? edgePanel(state.edge) : state.node ? nodePanel(state.node) : overview();
  const panel = fill($("#panel"), content);
  panel.scrollTop = 0;
  const chosen = Boolean(state.path || state.edge || state.node);
  document.body.classList.toggle("chosen", chosen);
  if (chosen) document.body.classList.remove("no-panel");
  if (state.node) announce(described(state.node));
}

const closing = () => button("关闭", () => change({ node: null, edge: null, path: null, steps: 0 }), { icon: "close", kind: "bare close" });

// ---- a node

function nodePanel(node) {
  return [
    el("header", {}, closing(),
      el("p", { class: "kind" }, swatch(node.type), labelOf("types", node.type), node.tentative && el("span", { class: "tag plan" }, "尚未落实")),
      el("h2", { class: "iso" }, node.label), nodeActions(node)),
    factList(node), aliasList(node), linkList(node), mentionList(node),
  ];
}

function nodeActions(node) {
  const steps = [1, 2, 3].map((k) => el("button", {
    type: "button", class: "segment", "aria-pressed": String(state.steps === k), title: `只看周边 ${k} 步`,
    onclick: () => change({ steps: state.steps === k ? 0 : k, view: "graph" }),
  }, `${k} 步`));
  return el("div", { class: "actions" },
    state.view !== "graph" && button("在图谱中看", () => change({ view: "graph" }), { icon: "target", text: true, kind: "small" }),
    el("span", { class: "segments", role: "group", "aria-label": "只看周边" }, el("span", { class: "muted" }, "周边"), steps),
    button("找路径", () => askGoal(node), { icon: "route", text: true, kind: "small" }),
    button("复制链接", copyAddress, { icon: "link", kind: "small" }));
}

function copyAddress() {
  copy(location.href).then(() => announce("链接已复制"), () => announce("无法复制，请从地址栏复制"));
}

/** Ask for the other end of a path, with the same search as at the top. */
function askGoal(node) {
  const input = el("input", { type: "search", placeholder: "终点的名称", "aria-label": "路径的终点", autocomplete: "off" });
  const list = el("ul", { class: "goals", role: "list" });
  input.addEventListener("input", () => fill(list, find(input.value, 8).filter((hit) => hit.node !== node).map((hit) =>
    el("li", {}, el("button", { type: "button", class: "node-link", onclick: () => change({ path: [node, hit.node] }) }, swatch(hit.node.type), hit.node.label)))));
  input.addEventListener("keydown", (event) => event.key === "Enter" && $("button", list)?.click());
  $("#panel .goal")?.remove();
  $("#panel header").append(el("div", { class: "goal" }, el("p", { class: "muted" }, "从这里到："), input, list));
  input.focus();
}

function factList(node) {
  const names = [...new Set([...Object.keys(node.attributes), ...node.facts.map((fact) => fact.attribute)])];
  const rows = names.map((name) => factRow(node, name)).filter(Boolean);
  return rows.length > 0 && el("section", {}, el("h3", {}, "情况"), el("dl", { class: "facts" }, rows));
}

/** An attribute: the value that stands for it, its evidence, and what else is told of it. */
function factRow(node, name) {
  const told = node.facts.filter((fact) => fact.attribute === name);
  const value = node.attributes[name] ?? told[0]?.value;
  if (value === null || value === undefined) return null;
  const same = told.filter((fact) => fact.value === value);
  const others = [...new Set(told.filter((fact) => fact.value !== value).map((fact) => fact.value))];
  return [
    el("dt", { class: "iso" }, ATTRIBUTES[name] ?? name),
    el("dd", { class: "iso" }, name === "stage" ? stageSteps(value) : el("strong", {}, valued(name, value)), realisTag(same[0]?.realis),
      same.length > 0 && evidenceToggle(unique(same.map((fact) => fact.evidence)), [node]),
      others.map((other) => el("p", { class: "other" }, name === "stage" ? "也曾载为：" : "另有说法：", el("strong", {}, valued(name, other)),
        evidenceToggle(unique(told.filter((fact) => fact.value === other).map((fact) => fact.evidence)), [node])))),
  ];
}

const unique = (pieces) => [...new Map(pieces.map((item) => [item.passage.i, item])).values()];

function stageSteps(stage) {
  if (!named.stages.has(stage) || stage === "terminated") return stageTag(stage);
  const names = ONTOLOGY.stages.map((item) => item.name).filter((name) => name !== "terminated");
  const at = names.indexOf(stage);
  return el("ol", { class: "steps", "aria-label": `阶段：${labelOf("stages", stage)}` }, names.map((name, i) =>
    el("li", { class: i < at ? "past" : i === at ? "now" : "", "aria-current": i === at ? "step" : null }, labelOf("stages", name))));
}

function aliasList(node) {
  if (!node.aliases.length) return null;
  const reason = (alias) => judgements.find((item) => item.verdict === "same"
    && item.sides.some((side) => side === node || side === node.label) && item.sides.some((side) => side === alias || side.label === alias))?.reason;
  return el("section", {}, el("h3", {}, "别名"), el("ul", { class: "plain" }, node.aliases.map((alias) =>
    el("li", { class: "iso" }, alias, reason(alias) && el("span", { class: "muted" }, ` — ${reason(alias)}`)))));
}

function linkList(node) {
  const groups = new Map();
  for (const edge of node.links) {
    const way = edge.symmetric || edge.from === edge.to ? edge.label : edge.from === node ? `${edge.label} →` : `← ${edge.label}`;
    groups.set(way, [...(groups.get(way) ?? []), edge]);
  }
  if (!groups.size) return el("section", {}, el("p", { class: "muted" }, "没有关系。"));
  return [...groups].map(([way, list]) => el("section", {}, el("h3", {}, way, el("span", { class: "number" }, list.length)),
    more(list, 12, (edge) => el("li", { class: "relation" }, nodeLink(otherEnd(edge, node)), tags(edge),
      el("span", { class: "muted iso" }, [edge.amount && yuan(edge.amount), edge.year && `${edge.year}年`, edge.field].filter(Boolean).join(" · ")),
      evidenceToggle(edge.evidence, [edge.from, edge.to])))));
}

/** A list that shows `first` items and the rest when asked. */
function more(list, first, item) {
  const made = el("ul", { class: "plain" }, list.slice(0, first).map(item));
  if (list.length <= first) return made;
  const rest = button(`显示其余 ${list.length - first} 项`, () => {
    append(made, list.slice(first).map(item));
    rest.remove();
  }, { kind: "small bare" });
  return [made, rest];
}

function mentionList(node) {
  if (!node.spans.length) return null;
  const groups = new Map();
  for (const span of node.spans) groups.set(span[0], [...(groups.get(span[0]) ?? []), span]);
  return el("section", {}, el("h3", {}, "出处", el("span", { class: "number" }, `${groups.size} 篇 ${node.spans.length} 处`)),
    more([...groups], 10, ([document, spans]) => el("li", {}, el("button", {
      type: "button", class: "link iso", onclick: () => openPassage({ document: documents[document], start: spans[0][1], end: spans[0][2] }),
    }, `《${documents[document].name}》`), el("span", { class: "muted" }, `${spans.length} 处`))));
}

// ---- an edge

function edgePanel(edge) {
  const rows = [
    ["性质", el("span", {}, labelOf("realis", edge.realis))],
    edge.stage && ["阶段", stageTag(edge.stage)],
    edge.amount !== null && ["金额", el("strong", {}, yuan(edge.amount))],
    edge.year !== null && ["年份", `${edge.year}年`],
    edge.field && ["领域", edge.field],
    ["置信度", meter(edge.confidence)],
    ...Object.entries(edge.attributes).map(([name, value]) => [name, valued(name, value)]),
  ].filter(Boolean);
  return [
    el("header", {}, closing(), el("p", { class: "kind" }, line(edge.realis), "关系"),
      el("h2", {}, edge.label), el("p", { class: "ends" }, nodeLink(edge.from), el("span", { class: "arrow" }, edge.symmetric ? " — " : " → "), nodeLink(edge.to)),
      el("div", { class: "actions" }, button("复制链接", copyAddress, { icon: "link", text: true, kind: "small" }),
        state.view !== "graph" && button("在图谱中看", () => change({ view: "graph" }), { icon: "target", text: true, kind: "small" }))),
    el("section", {}, el("dl", { class: "facts" }, rows.map(([name, value]) => [el("dt", { class: "iso" }, name), el("dd", { class: "iso" }, value)]))),
    el("section", {}, el("h3", {}, "证据", el("span", { class: "number" }, edge.evidence.length)),
      edge.evidence.length ? quotes(edge.evidence, [edge.from, edge.to]) : el("p", { class: "warn" }, "这条关系没有附带证据。")),
  ];
}

// ---- nothing chosen

function figure(value, label, go) {
  const content = [el("strong", {}, value), el("span", {}, label)];
  return go ? el("button", { type: "button", class: "figure", onclick: go }, content) : el("div", { class: "figure" }, content);
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
    el("header", {}, el("h2", {}, "概览"), el("p", { class: "muted" }, "点击实体或关系查看证据；双击实体只看它的周边。")),
    el("section", { class: "figures" }, figures().map(([value, label]) => figure(value, label, () => change({ view: "ledger" })))),
    doubts > 0 && el("p", { class: "warn" }, `有 ${doubts} 处存疑，`, el("button", { type: "button", class: "link", onclick: () => change({ view: "doubt" }) }, "请核对")),
    el("section", {}, el("h3", {}, "联系最多"), el("ul", { class: "plain bars" }, ranked.slice(0, 8).filter((node) => node.links.length).map((node) =>
      el("li", {}, nodeLink(node), el("span", { class: "bar-track" }, el("i", { style: `width:${(100 * node.links.length) / ranked[0].links.length}%` })), el("span", { class: "number" }, node.links.length))))),
    el("section", {}, el("h3", {}, "全部实体"), ONTOLOGY.types.map(({ name, label }) => typeList(name, label))),
  ];
}

function typeList(type, label) {
  const list = ranked.filter((node) => node.type === type);
  if (!list.length) return null;
  const box = el("details", {}, el("summary", {}, swatch(type), el("span", { class: "grow" }, label), el("span", { class: "number" }, count(list.length))));
  box.addEventListener("toggle", () => box.open && box.children.length === 1 && append(box, more(list, 60, (node) => el("li", {}, nodeLink(node)))), { once: false });
  return box;
}

watch(["node", "edge", "path", "steps", "view"], drawPanel);
watch(["off"], () => state.path && drawPanel());
