// 存疑: what a person should look at: contradictions, pairs that may be one, weak edges, lists that are not complete.

const unsure = () => judgements.filter((item) => item.verdict === "unsure");
const weak = () => edges.filter((edge) => typeof edge.confidence === "number" && edge.confidence < DATA.unsure && !edge.review);
const unproved = () => edges.filter((edge) => !edge.evidence.length);

const doubtCount = () => contradictions.length + unsure().length + weak().length + unproved().length;

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

function drawDoubt() {
  const same = judgements.filter((item) => item.verdict === "same");
  const clean = [
    ["说法不一", contradictions],
    ["疑似同一", unsure()],
    ["把握不大", weak()],
    ["缺少证据", unproved()],
    ["列举未全", lists],
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
      contradictions,
      ({ node, edge, name, told }) =>
        el(
          "li",
          {},
          node ? nodeLink(node) : [nodeLink(edge.from), " ", edgeLink(edge), " ", nodeLink(edge.to)],
          ` 的${ATTRIBUTES[name] ?? name}：`,
          told.map((fact) => tellingOf(name, fact.value, told, node ? { from: node, to: node } : edge)),
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
    doubtSection("list", "列举未全", "文章说有若干家，只点了其中几家的名。", lists, listItem),
    doubtSection("same", "已合并的名称", "供抽查：按这些理由合为一个。", same, ({ sides, reason }) =>
      el("li", {}, sideLink(sides[0]), " = ", sideLink(sides[1]), el("span", { class: "muted iso" }, `　${reason}`)),
    ),
    doubtSection("correction", "人工更正", "corrections.yaml 中的更正和它们的结果。", DATA.corrections, correctionItem),
    clean.length > 0 && el("p", { class: "fine" }, `以下没有发现：${clean.join("、")}。`),
  );
}

const DECISIONS = {
  merge: "合并", split: "拆分", rename: "改名", retype: "改类型", add: "补充", reject: "否定", confirm: "核实", set: "更正",
}; // prettier-ignore
const STATUSES = { applied: "已生效", needless: "无需", unmatched: "已对不上，请核对" };

function correctionItem({ do: decision, subject, as, by, on, why, status }) {
  return el(
    "li",
    {},
    el("strong", {}, DECISIONS[decision] ?? decision),
    el("span", { class: "iso" }, ` ${subject}${as ? ` → ${as}` : ""}`),
    el("span", { class: status === "unmatched" ? "warn" : "muted" }, ` ${STATUSES[status] ?? status}`),
    el("p", { class: "muted iso" }, `${why}（${by}，${on}）`),
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
    reviewTag(edge.review),
    meter(edge.confidence),
    evidenceToggle(edge.evidence, [edge.from, edge.to]),
  );
}

watch(["view"], () => state.view === "doubt" && drawDoubt());
