// The panel of a node: facts, aliases with the reason of the merge, lists, relations, and where it is told of.

function nodePanel(node) {
  return [
    el(
      "header",
      {},
      closing(),
      el(
        "p",
        { class: "kind" },
        swatch(node.type),
        labelOf("types", node.type),
        node.tentative && el("span", { class: "tag plan" }, "尚未落实"),
        reviewTag(node.review),
      ),
      el("h2", { class: "iso" }, node.label),
      nodeActions(node),
    ),
    factList(node),
    aliasList(node),
    listSection(listsOfNode(node)),
    linkList(node),
    mentionList(node),
  ];
}

function nodeActions(node) {
  const steps = [1, 2, 3].map((k) =>
    el(
      "button",
      {
        type: "button",
        class: "segment",
        "aria-pressed": String(state.steps === k),
        title: `只看周边 ${k} 步`,
        onclick: () => change({ steps: state.steps === k ? 0 : k, view: "graph" }),
      },
      `${k} 步`,
    ),
  );
  return el(
    "div",
    { class: "actions" },
    state.view !== "graph" &&
      button("在图谱中看", () => change({ view: "graph" }), { icon: "target", text: true, kind: "small" }),
    el(
      "span",
      { class: "segments", role: "group", "aria-label": "只看周边" },
      el("span", { class: "muted" }, "周边"),
      steps,
    ),
    button("找路径", () => askGoal(node), { icon: "route", text: true, kind: "small" }),
    button("复制链接", copyAddress, { icon: "link", kind: "small" }),
  );
}

/** Ask for the other end of a path, with the same search as at the top. */
function askGoal(node) {
  const input = el("input", {
    type: "search",
    placeholder: "终点的名称",
    "aria-label": "路径的终点",
    autocomplete: "off",
  });
  const list = el("ul", { class: "goals", role: "list" });
  input.addEventListener("input", () =>
    fill(
      list,
      find(input.value, 8)
        .filter((hit) => hit.node !== node)
        .map((hit) =>
          el(
            "li",
            {},
            el(
              "button",
              { type: "button", class: "node-link", onclick: () => change({ path: [node, hit.node] }) },
              swatch(hit.node.type),
              hit.node.label,
            ),
          ),
        ),
    ),
  );
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
    el(
      "dd",
      { class: "iso" },
      name === "stage" ? stageSteps(value) : el("strong", {}, valued(name, value)),
      realisTag(same[0]?.realis),
      node.corrected.includes(name) && reviewTag("corrected"),
      same.length > 0 && evidenceToggle(unique(same.map((fact) => fact.evidence)), [node]),
      others.map((other) =>
        el(
          "p",
          { class: "other" },
          name === "stage" ? "也曾载为：" : "另有说法：",
          el("strong", {}, valued(name, other)),
          evidenceToggle(unique(told.filter((fact) => fact.value === other).map((fact) => fact.evidence)), [node]),
        ),
      ),
    ),
  ];
}

const unique = (pieces) => [...new Map(pieces.map((item) => [item.passage.i, item])).values()];

function stageSteps(stage) {
  if (!named.stages.has(stage) || stage === "terminated") return stageTag(stage);
  const names = ONTOLOGY.stages.map((item) => item.name).filter((name) => name !== "terminated");
  const at = names.indexOf(stage);
  return el(
    "ol",
    { class: "steps", "aria-label": `阶段：${labelOf("stages", stage)}` },
    names.map((name, i) =>
      el(
        "li",
        { class: i < at ? "past" : i === at ? "now" : "", "aria-current": i === at ? "step" : null },
        labelOf("stages", name),
      ),
    ),
  );
}

function aliasList(node) {
  if (!node.aliases.length) return null;
  const reason = (alias) =>
    judgements.find(
      (item) =>
        item.verdict === "same" &&
        item.sides.some((side) => side === node || side === node.label) &&
        item.sides.some((side) => side === alias || side.label === alias),
    )?.reason;
  return el(
    "section",
    {},
    el("h3", {}, "别名"),
    el(
      "ul",
      { class: "plain" },
      node.aliases.map((alias) =>
        el("li", { class: "iso" }, alias, reason(alias) && el("span", { class: "muted" }, ` — ${reason(alias)}`)),
      ),
    ),
  );
}

function linkList(node) {
  const groups = new Map();
  for (const edge of node.links) {
    const way =
      edge.symmetric || edge.from === edge.to ? edge.label : edge.from === node ? `${edge.label} →` : `← ${edge.label}`;
    groups.set(way, [...(groups.get(way) ?? []), edge]);
  }
  if (!groups.size) return el("section", {}, el("p", { class: "muted" }, "没有关系。"));
  return [...groups].map(([way, list]) =>
    el(
      "section",
      {},
      el("h3", {}, way, el("span", { class: "number" }, list.length)),
      more(list, 12, (edge) =>
        el(
          "li",
          { class: "relation" },
          nodeLink(otherEnd(edge, node)),
          tags(edge),
          el(
            "span",
            { class: "muted iso" },
            [edge.amount && yuan(edge.amount), edge.year && `${edge.year}年`, edge.field].filter(Boolean).join(" · "),
          ),
          evidenceToggle(edge.evidence, [edge.from, edge.to]),
        ),
      ),
    ),
  );
}

function mentionList(node) {
  if (!node.spans.length) return null;
  const groups = new Map();
  for (const span of node.spans) groups.set(span[0], [...(groups.get(span[0]) ?? []), span]);
  return el(
    "section",
    {},
    el("h3", {}, "出处", el("span", { class: "number" }, `${groups.size} 篇 ${node.spans.length} 处`)),
    more([...groups], 10, ([document, spans]) =>
      el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            class: "link iso",
            onclick: () => openPassage({ document: documents[document], start: spans[0][1], end: spans[0][2] }),
          },
          `《${documents[document].name}》`,
        ),
        el("span", { class: "muted" }, `${spans.length} 处`),
      ),
    ),
  );
}
