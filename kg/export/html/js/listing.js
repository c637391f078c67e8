// 列举未全: 甲、乙等13家企业 declares thirteen and names two. A list is shown with what it names and what it is about.

/** What is listed: how many are declared, which are named, how many are not, and the sentence behind it. */
function listItem({ total, noun, measure, members, concerns, passage }) {
  const known = [...members, ...concerns.map((concern) => concern.node)].filter((side) => typeof side !== "string");
  return el(
    "li",
    { class: "listing" },
    el(
      "p",
      {},
      `原文称共 ${total} ${measure}${noun}，点名 ${members.length} ${measure}`,
      members.length > 0 && "：",
      members.map((side, i) => [i > 0 && "、", sideLink(side)]),
      `，另 ${total - members.length} ${measure}未点名`,
    ),
    concerns.length > 0 && el("p", { class: "concerns" }, concerns.map(concernOf)),
    quote(passage, known),
  );
}

/** What all the named members are joined to, from where they stand: 落户 → 开发区. */
function concernOf({ relation, node, outwards, realis }) {
  const label = labelOf("relations", relation);
  const way = named.relations.get(relation)?.symmetric ? label : outwards ? `${label} →` : `← ${label}`;
  return el("span", {}, el("span", { class: "muted" }, `${way} `), nodeLink(node), realis.map(realisTag));
}

const sideLink = (side) => (typeof side === "string" ? el("span", { class: "iso" }, side) : nodeLink(side));

function listSection(list) {
  return (
    list.length > 0 &&
    el("section", {}, el("h3", {}, "列举未全", el("span", { class: "number" }, list.length)), more(list, 2, listItem))
  );
}

const listsOfNode = (node) =>
  lists.filter(({ members, concerns }) => members.includes(node) || concerns.some((concern) => concern.node === node));

/** The lists whose passage tells this edge of one of their members. */
const listsOfEdge = ({ from, to, relation }) =>
  lists.filter(({ members, concerns }) =>
    concerns.some(
      (concern) =>
        concern.relation === relation &&
        ((concern.node === to && members.includes(from)) || (concern.node === from && members.includes(to))),
    ),
  );
