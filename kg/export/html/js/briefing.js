// 简报: one sheet for a meeting: figures, the graph as it is shown, the largest projects. Filled in when it is printed.

function drawBriefing() {
  const theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  readColors();
  const rows = sorted(wantedRows(), LEDGER_COLUMNS, { key: "investment", down: true });
  const top = rows.slice(0, 13);
  const list = (title, items) => items.length > 0 && el("p", {}, el("b", {}, title), items.join("　"));
  fill(
    $("#briefing"),
    el("header", {}, el("h1", { class: "iso" }, PAGE.title), el("p", {}, $("#summary").textContent)),
    el(
      "div",
      { class: "figures" },
      figures().map(([value, label]) => figure(value, label)),
    ),
    el(
      "div",
      { class: "sheet" },
      el("div", { class: "drawing" }, fittedPicture(760, 660)),
      el(
        "div",
        {},
        el("h2", {}, "主要项目"),
        el(
          "table",
          {},
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ["项目", "企业", "投资额", "阶段"].map((label) => el("th", {}, label)),
            ),
          ),
          el(
            "tbody",
            {},
            top.map((row) =>
              el(
                "tr",
                {},
                [short(row.name, 18), short(row.enterprises.join("、"), 11), money(row), row.stage_label ?? ""].map(
                  (text) => el("td", { class: "iso" }, text),
                ),
              ),
            ),
          ),
        ),
        rows.length > top.length && el("p", { class: "muted" }, `另有 ${rows.length - top.length} 项，见项目台账。`),
        list(
          "阶段：",
          stageFigures(rows).map(([value, label]) => `${label} ${value}`),
        ),
        list(
          "园区：",
          groupTotals(rows, "park")
            .filter((group) => group.cny || group.usd)
            .slice(0, 5)
            .map((group) => `${group.name} ${sum(group.cny, group.usd)}`),
        ),
      ),
    ),
    el(
      "footer",
      {},
      `实线为事实，虚线为计划、在谈等，空心为尚未落实。据 ${documents.length} 篇文章整理，每笔金额只计一次。${doubtCount() ? `有 ${doubtCount()} 处存疑待核。` : ""}`,
    ),
  );
  document.documentElement.dataset.theme = theme;
  readColors();
}

addEventListener("beforeprint", drawBriefing);
addEventListener("afterprint", () => fill($("#briefing")));
