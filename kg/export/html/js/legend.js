// The legend, which filters; and what stands on the canvas: notice, chips, zoom buttons, tooltip.

function swatch(type) {
  const { color, shape } = named.types.get(type);
  return svg(
    "svg",
    { viewBox: "-11 -11 22 22", class: "swatch", "aria-hidden": "true" },
    svg("path", { d: shapePath(shape, 8), fill: color }),
  );
}

function line(realis) {
  const { dashes, color } = REALIS[realis] ?? REALIS.fact;
  const dash = dashes ? dashes.join(" ") : null;
  return svg(
    "svg",
    { viewBox: "0 0 30 8", class: "line", "aria-hidden": "true" },
    svg("path", { d: "M0 4H30", stroke: `var(${color})`, "stroke-width": "2", "stroke-dasharray": dash }),
  );
}

/** Switch the names of `table` (types, relations, realis) that are off. */
function setOff(table, names) {
  change({ off: { ...state.off, [table]: new Set(names) } });
}

function toggle(table, name) {
  const names = new Set(state.off[table]);
  if (!names.delete(name)) names.add(name);
  setOff(table, names);
}

function tally(list, key) {
  const counts = new Map();
  for (const item of list) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return counts;
}

function filterGroup(title, table, counts, sample) {
  const names = ONTOLOGY[table].map((item) => item.name).filter((name) => counts.has(name));
  if (!names.length) return null;
  const off = state.off[table];
  const row = (name) =>
    el(
      "li",
      {},
      el(
        "label",
        { class: "filter" },
        el("input", {
          type: "checkbox",
          checked: !off.has(name),
          "data-filter": `${table}:${name}`,
          onchange: () => toggle(table, name),
        }),
        sample(name),
        el("span", { class: "grow iso" }, labelOf(table, name)),
        el("span", { class: "number" }, count(counts.get(name))),
      ),
    );
  return el(
    "fieldset",
    {},
    el(
      "legend",
      {},
      el("span", { class: "grow" }, title),
      off.size > 0 && el("button", { type: "button", class: "link", onclick: () => setOff(table, []) }, "全选"),
      off.size < names.length &&
        el("button", { type: "button", class: "link", onclick: () => setOff(table, names) }, "全不选"),
    ),
    el("ul", {}, names.map(row)),
  );
}

function drawLegend() {
  const focus = document.activeElement?.dataset?.filter;
  fill(
    $("#legend"),
    filterGroup("实体类型", "types", tally(nodes, "type"), swatch),
    filterGroup("性质", "realis", tally(edges, "realis"), line),
    filterGroup("关系", "relations", tally(edges, "relation"), () => null),
    nodes.length > 0 && el("p", { class: "hint" }, "空心虚框：仅在计划、在谈或已终止。图形越大，联系越多。"),
  );
  if (focus)
    $$("[data-filter]")
      .find((input) => input.dataset.filter === focus)
      ?.focus();
}

function showNotice() {
  const notice = $("#notice");
  if (!nodes.length) {
    fill(
      notice,
      el(
        "div",
        { class: "empty" },
        el("h2", {}, "这张图谱还没有内容"),
        el("p", {}, "没有从文章中读到企业、项目、园区等实体。请检查输入的文章，或在“文章”中查看读到的原文。"),
      ),
    );
  } else if (nodes.length === 1) {
    fill(notice, el("p", { class: "bubble" }, "图谱中只有 1 个实体，没有关系。"));
  } else if (!shown.nodes.size) {
    fill(
      notice,
      el(
        "p",
        { class: "bubble" },
        "筛选之后没有可显示的实体。",
        el(
          "button",
          { type: "button", class: "link", onclick: () => change({ off: FRESH().off, steps: 0 }) },
          "恢复全部",
        ),
      ),
    );
  } else if (core && !state.steps) {
    const part = `${count(shown.nodes.size)} / ${count(nodes.length)} 个实体，${count(shown.edges.size)} / ${count(edges.length)} 条关系`;
    fill(
      notice,
      el(
        "p",
        { class: "bubble" },
        state.all ? `已显示 ${part}。` : `图谱较大，先显示联系最紧密的部分：${part}。其余可查找、看台账，或 `,
        el(
          "button",
          { type: "button", class: "link", id: "show-all", onclick: () => change({ all: !state.all }) },
          state.all ? "只显示最紧密的部分" : "显示全部",
        ),
      ),
    );
  } else fill(notice);
}

function chip(text, clear) {
  return el(
    "span",
    { class: "chip" },
    el("span", { class: "iso" }, text),
    button("取消", clear, { icon: "close", kind: "bare" }),
  );
}

function showChips() {
  const off = Object.values(state.off).reduce((total, names) => total + names.size, 0);
  fill(
    $("#chips"),
    state.steps && state.node
      ? chip(`只看“${short(state.node.label, 18)}”周边 ${state.steps} 步`, () => change({ steps: 0 }))
      : null,
    state.path
      ? chip(`路径：${short(state.path[0].label)} → ${short(state.path[1].label)}`, () => change({ path: null }))
      : null,
    off ? chip(`已筛去 ${off} 项`, () => change({ off: FRESH().off })) : null,
  );
}

function startStage() {
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: calm() });
  append($("#zoom"), [
    button("放大", () => zoom(1.35), { icon: "plus" }),
    button("缩小", () => zoom(1 / 1.35), { icon: "minus" }),
    button("显示全图", () => fit(shown.nodes, calm()), { icon: "fit" }),
    button("图例", () => document.body.classList.toggle("no-legend"), { icon: "legend" }),
    button("详情栏", () => document.body.classList.toggle("no-panel"), { icon: "panel" }),
  ]);
  const pan = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  $("#network").addEventListener("keydown", (event) => {
    if (pan[event.key]) {
      const { x, y } = network.getViewPosition();
      const [dx, dy] = pan[event.key].map((step) => step / network.getScale());
      network.moveTo({ position: { x: x + dx, y: y + dy } });
    } else if (event.key === "+" || event.key === "=") zoom(1.35);
    else if (event.key === "-") zoom(1 / 1.35);
    else if (event.key === "0") fit(shown.nodes, calm());
    else if (event.key === "Enter" && state.node) announce(described(state.node));
    else return;
    event.preventDefault();
  });
}

/** A node in one sentence, for those who listen. */
function described(node) {
  const near = node.links
    .slice(0, 12)
    .map((edge) => `${edge.label}：${otherEnd(edge, node).label}`)
    .join("；");
  return `${labelOf("types", node.type)}，${node.label}，${node.links.length} 条关系。${near}`;
}

function showTip(thing, pointer) {
  const tip = $("#tip");
  tip.hidden = !thing;
  if (!thing) return;
  if (thing.links) fill(tip, el("strong", { class: "iso" }, thing.label), el("p", {}, tipOfNode(thing)));
  else fill(tip, el("strong", { class: "iso" }, sentence(thing)), el("p", { class: "iso" }, tipOfEdge(thing)));
  const { clientWidth, clientHeight } = $("#stage");
  tip.style.left = `${Math.max(8, Math.min(pointer.DOM.x + 14, clientWidth - tip.offsetWidth - 12))}px`;
  tip.style.top = `${Math.max(8, Math.min(pointer.DOM.y + 14, clientHeight - tip.offsetHeight - 12))}px`;
}

function tipOfNode(node) {
  const told = Object.entries(node.attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${ATTRIBUTES[name] ?? name} ${valued(name, value)}`);
  return [labelOf("types", node.type), ...told, `${node.links.length} 条关系`].join(" · ");
}

function tipOfEdge(edge) {
  const said = [
    labelOf("realis", edge.realis),
    edge.stage && labelOf("stages", edge.stage),
    edge.amount && yuan(edge.amount),
    edge.year && `${edge.year}年`,
  ];
  const quote = edge.evidence[0]?.passage.text;
  return [said.filter(Boolean).join(" · "), quote && `“${short(quote, 120)}”`].filter(Boolean).join("　");
}

watch(["off"], drawLegend);
