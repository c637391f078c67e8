// 存疑: what a person should look at: contradictions, pairs that may be one, weak edges, lists that are not complete.

/** Attributes of which several values are told as facts; of stages, which move on, those that one article tells. */
function contradictions() {
  const found = [];
  for (const node of nodes) {
    const groups = new Map();
    for (const fact of node.facts.filter((item) => item.realis === "fact")) {
      const key = fact.attribute === "stage" ? `stage ${fact.evidence.passage.document?.i}` : fact.attribute;
      groups.set(key, [...(groups.get(key) ?? []), fact]);
    }
    for (const told of groups.values()) {
      const values = [...new Set(told.map((fact) => fact.value))];
      if (values.length > 1) found.push({ node, name: told[0].attribute, told, values });
    }
  }
  return found;
}

const unsure = () => judgements.filter((item) => item.verdict === "unsure");
const weak = () => edges.filter((edge) => typeof edge.confidence === "number" && edge.confidence < DATA.unsure);
const unproved = () => edges.filter((edge) => !edge.evidence.length);
const openLists = () => DATA.lists.filter((list) => list.members.length < list.total);

const doubtCount = () => contradictions().length + unsure().length + weak().length + unproved().length;

function doubtSection(id, title, hint, list, item) {
  if (!list.length) return null;
  return el(
    "section",
    { class: "doubt", id: `doubt-${id}` },
    el("h3", {}, title, el("span", { class: "number" }, list.length)),
    el("p", { class: "muted" }, hint),
    more(list, 30, item),
  );
}

const sideLink = (side) => (typeof side === "string" ? el("span", { class: "iso" }, side) : nodeLink(side));

function drawDoubt() {
  const same = judgements.filter((item) => item.verdict === "same");
  const clean = [
    ["说法不一", contradictions()],
    ["疑似同一", unsure()],
    ["把握不大", weak()],
    ["缺少证据", unproved()],
    ["列举未全", openLists()],
  ]
    .filter(([, list]) => !list.length)
    .map(([title]) => title);
  fill(
    $("#view-doubt"),
    el(
      "header",
      { class: "view-head" },
      el("h2", {}, "存疑"),
      el("p", { class: "muted" }, "请人核对的地方。更正的办法：kg review 导出清单，填好后读回。"),
    ),
    doubtSection(
      "contradiction",
      "说法不一",
      "同一事项，文章给出了不同的值。",
      contradictions(),
      ({ node, name, told, values }) =>
        el(
          "li",
          {},
          nodeLink(node),
          ` 的${ATTRIBUTES[name] ?? name}：`,
          values.map((value) =>
            el(
              "div",
              { class: "side" },
              el("strong", {}, valued(name, value)),
              evidenceToggle(unique(told.filter((fact) => fact.value === value).map((fact) => fact.evidence)), [node]),
            ),
          ),
        ),
    ),
    doubtSection("unsure", "疑似同一", "名称相近但把握不大，没有合并。", unsure(), ({ sides, reason }) =>
      el("li", {}, sideLink(sides[0]), " 与 ", sideLink(sides[1]), el("p", { class: "muted iso" }, reason)),
    ),
    doubtSection(
      "weak",
      "把握不大",
      `置信度低于 ${percent(DATA.unsure)} 的关系。`,
      weak().sort((a, b) => a.confidence - b.confidence || a.i - b.i),
      edgeItem,
    ),
    doubtSection("unproved", "缺少证据", "没有附带原文的关系。", unproved(), edgeItem),
    doubtSection(
      "list",
      "列举未全",
      "文章说有若干家，只点了其中几家的名。",
      openLists(),
      ({ total, noun, members, passage }) =>
        el(
          "li",
          {},
          `${total} 家${noun}，点名 ${members.length} 家：`,
          members.map((i) => [nodeLink(nodes[i]), " "]),
          quote(
            passages[passage],
            members.map((i) => nodes[i]),
          ),
        ),
    ),
    doubtSection("same", "已合并的名称", "供抽查：按这些理由合为一个。", same, ({ sides, reason }) =>
      el("li", {}, sideLink(sides[0]), " = ", sideLink(sides[1]), el("span", { class: "muted iso" }, `　${reason}`)),
    ),
    clean.length > 0 && el("p", { class: "fine" }, `以下没有发现：${clean.join("、")}。`),
  );
}

function edgeItem(edge) {
  return el(
    "li",
    {},
    nodeLink(edge.from),
    " ",
    edgeLink(edge),
    " ",
    nodeLink(edge.to),
    realisTag(edge.realis),
    meter(edge.confidence),
    evidenceToggle(edge.evidence, [edge.from, edge.to]),
  );
}

watch(["view"], () => state.view === "doubt" && drawDoubt());
