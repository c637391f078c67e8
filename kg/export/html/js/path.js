// The way from one node to another: few steps, facts before plans, sure before doubtful.

let routed = { path: null, off: null, found: { nodes: [], edges: [] } };

/** The nodes and edges of the path in the state; without edges where there is none. */
function route() {
  if (routed.path !== state.path || routed.off !== state.off) {
    routed = { path: state.path, off: state.off, found: shortest(...state.path) };
  }
  return routed.found;
}

/** Dijkstra with steps of 1 and a little more for what is not sure; ties go to the edge that comes first. */
function shortest(start, goal) {
  const cost = (edge) => 1 + (edge.realis === "fact" ? 0 : 0.2) + (1 - (edge.confidence ?? 0.5)) * 0.1;
  const best = new Map([[start, { total: 0, edge: null, from: null }]]);
  const queue = new Heap();
  queue.push(0, start);
  while (queue.size) {
    const [total, node] = queue.pop();
    if (node === goal) break;
    if (total > best.get(node).total) continue;
    for (const edge of node.links) {
      if (state.off.relations.has(edge.relation) || state.off.realis.has(edge.realis)) continue;
      const other = otherEnd(edge, node);
      const sum = total + cost(edge);
      if (!(sum >= (best.get(other)?.total ?? Infinity))) {
        best.set(other, { total: sum, edge, from: node });
        queue.push(sum, other);
      }
    }
  }
  return walked(best, goal);
}

function walked(best, goal) {
  if (!best.has(goal)) return { nodes: [], edges: [] };
  const found = { nodes: [goal], edges: [] };
  for (let step = best.get(goal); step.edge; step = best.get(step.from)) {
    found.edges.unshift(step.edge);
    found.nodes.unshift(step.from);
  }
  return found;
}

/** A binary heap of [cost, item]; of equal costs the one pushed first comes first. */
class Heap {
  constructor() {
    this.items = [];
    this.pushed = 0;
  }

  get size() {
    return this.items.length;
  }

  before(a, b) {
    const [one, two] = [this.items[a], this.items[b]];
    return one[0] < two[0] || (one[0] === two[0] && one[2] < two[2]);
  }

  swap(a, b) {
    [this.items[a], this.items[b]] = [this.items[b], this.items[a]];
  }

  push(cost, item) {
    let i = this.items.push([cost, item, this.pushed++]) - 1;
    while (i > 0 && this.before(i, (i - 1) >> 1)) {
      this.swap(i, (i - 1) >> 1);
      i = (i - 1) >> 1;
    }
  }

  pop() {
    this.swap(0, this.items.length - 1);
    const top = this.items.pop();
    for (let i = 0; ;) {
      const child = [2 * i + 1, 2 * i + 2]
        .filter((k) => k < this.items.length)
        .sort((a, b) => (this.before(a, b) ? -1 : 1))[0];
      if (child === undefined || !this.before(child, i)) break;
      this.swap(child, i);
      i = child;
    }
    return top;
  }
}

/** The steps of the path, each with its quote, for the panel. */
function pathPanel() {
  const [start, goal] = state.path;
  const { nodes: way, edges: steps } = route();
  const turn = button("反向", () => change({ path: [goal, start] }), { kind: "small" });
  const head = el(
    "header",
    {},
    el("h2", {}, "路径"),
    el("p", { class: "muted" }, nodeLink(start), " 到 ", nodeLink(goal), steps.length ? `：${steps.length} 步` : ""),
    el(
      "div",
      { class: "actions" },
      turn,
      button("关闭路径", () => change({ path: null }), { kind: "small" }),
    ),
  );
  if (start === goal) return [head, el("p", {}, "起点和终点是同一个实体。")];
  if (!steps.length) return [head, el("p", { class: "warn" }, "两者之间没有相连的路径（已按当前筛选的关系查找）。")];
  return [
    head,
    el(
      "ol",
      { class: "route" },
      steps.map((edge, i) =>
        el(
          "li",
          {},
          el(
            "p",
            {},
            nodeLink(way[i]),
            el("span", { class: "arrow" }, edge.symmetric ? " — " : edge.from === way[i] ? " → " : " ← "),
            edgeLink(edge),
            el("span", { class: "arrow" }, edge.symmetric ? " — " : edge.from === way[i] ? " → " : " ← "),
            nodeLink(way[i + 1]),
            realisTag(edge.realis),
          ),
          quotes(edge.evidence.slice(0, 2), [edge.from, edge.to]),
        ),
      ),
    ),
  ];
}
