// Find a node by any part of its name or of one of its aliases.

/** Hits for `query`, the best first: equal, then beginning with it, then containing it, the better connected first. */
function find(query, most = 12) {
  const wanted = folded(query);
  if (!wanted) return [];
  const hits = [];
  for (const node of nodes) {
    let best = null;
    node.folded.forEach((name, i) => {
      const at = name.indexOf(wanted);
      if (at < 0) return;
      const grade = (name === wanted ? 0 : at === 0 ? 2 : 4) + (i ? 1 : 0);
      if (!best || grade < best.grade) best = { node, grade, name: node.names[i], alias: i > 0 };
    });
    if (best) hits.push(best);
  }
  hits.sort((a, b) => a.grade - b.grade || b.node.links.length - a.node.links.length || a.node.i - b.node.i);
  const cut = hits.slice(0, most);
  cut.total = hits.length;
  return cut;
}

function startSearch() {
  const input = $("#search");
  const list = $("#results");
  let hits = [];
  let at = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (hit) => {
    input.value = hit.node.label;
    close();
    openNode(hit.node, {
      path: null,
      steps: 0,
      ...(["graph", "article"].includes(state.view) ? { view: "graph" } : {}),
    });
  };
  const point = (to) => {
    at = (to + hits.length) % hits.length;
    $$("[role=option]", list).forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", `hit-${at}`);
  };
  const show = () => {
    hits = find(input.value);
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    fill(
      list,
      hits.map((hit, i) =>
        el(
          "li",
          {
            role: "option",
            id: `hit-${i}`,
            "aria-selected": "false",
            onmousedown: (event) => {
              event.preventDefault();
              choose(hit);
            },
          },
          swatch(hit.node.type),
          el(
            "span",
            { class: "grow iso" },
            hit.node.label,
            hit.alias && el("span", { class: "muted" }, `（${hit.name}）`),
          ),
          el("span", { class: "number" }, `${labelOf("types", hit.node.type)} · ${hit.node.links.length}`),
        ),
      ),
      hits.total > hits.length &&
        el("li", { class: "muted", role: "presentation" }, `共 ${hits.total} 个，请再输入几个字`),
      !hits.length && el("li", { class: "muted", role: "presentation" }, "没有这个名称"),
    );
    if (hits.length) point(0);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) point(at + 1);
    else if (event.key === "ArrowUp" && hits.length) point(at - 1);
    else if (event.key === "Enter" && hits.length && !list.hidden) choose(hits[at]);
    else if (event.key === "Escape") {
      close();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
