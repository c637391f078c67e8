// 时间线: what begins, ends or happens when, as fine as it is told; and when the articles appeared.

function events() {
  const made = [];
  for (const node of nodes) {
    for (const [name, word] of [
      ["start", "开始"],
      ["finish", "完成"],
    ]) {
      const value = node.attributes[name];
      if (!value) continue;
      const fact = node.facts.find((item) => item.attribute === name && item.value === value);
      made.push({
        date: String(value),
        what: [nodeLink(node), ` ${word}`],
        tentative: fact ? fact.realis !== "fact" : node.tentative,
        evidence: fact ? [fact.evidence] : [],
        about: [node],
      });
    }
  }
  for (const edge of edges) {
    if (edge.year === null) continue;
    made.push({
      date: String(edge.year),
      what: [nodeLink(edge.from), " ", edgeLink(edge), " ", nodeLink(edge.to)],
      tentative: edge.realis !== "fact",
      evidence: edge.evidence,
      about: [edge.from, edge.to],
    });
  }
  for (const document of documents) {
    if (!document.date) continue;
    const open = () => openPassage({ document, start: 0, end: 0 });
    made.push({
      date: document.date,
      what: ["文章 ", el("button", { type: "button", class: "link iso", onclick: open }, `《${document.name}》`)],
      article: true,
      evidence: [],
      about: [],
    });
  }
  return made
    .map((event, i) => ({ ...event, i }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.i - b.i));
}

function drawTimeline() {
  const list = events();
  const view = $("#view-timeline");
  const head = el(
    "header",
    { class: "view-head" },
    el("h2", {}, "时间线"),
    el("p", { class: "muted" }, "实心为已发生，空心为计划；时间按文章所载，粗细不一。"),
  );
  if (!list.length) {
    fill(view, head, el("p", { class: "empty" }, "文章中没有载明时间。"));
    return;
  }
  const years = new Map();
  for (const event of list) years.set(event.date.slice(0, 4), [...(years.get(event.date.slice(0, 4)) ?? []), event]);
  fill(
    view,
    head,
    [...years].map(([year, mine]) =>
      el(
        "section",
        { class: "year" },
        el("h3", {}, `${year}年`, el("span", { class: "number" }, `${mine.length} 项`)),
        el(
          "div",
          { class: "line-of-time" },
          more(mine, 40, (event) =>
            el(
              "li",
              { class: event.article ? "article" : event.tentative ? "tentative" : "" },
              el("time", { datetime: event.date }, event.date.length > 4 ? day(event.date).slice(5) : "年内"),
              el(
                "div",
                {},
                el("p", {}, event.what, event.tentative && el("span", { class: "tag plan" }, "计划")),
                event.evidence.length > 0 && evidenceToggle(event.evidence, event.about),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

watch(["view"], () => state.view === "timeline" && drawTimeline());
