// 项目台账: the projects as a table; each amount enters a total once, as kg.query.ledger says.

const LEDGER_COLUMNS = [
  {
    key: "name",
    label: "项目",
    value: (row) => row.name,
    show: (row) => [
      nodeLink(row.node, row.name),
      row.part_of && el("span", { class: "muted small" }, `属 ${row.part_of}`),
    ],
  },
  { key: "enterprise", label: "企业", value: (row) => row.enterprises.join("、") },
  { key: "park", label: "园区", value: (row) => row.parks.join("、") },
  { key: "industry", label: "产业", value: (row) => row.industries.join("、") },
  {
    key: "investment",
    label: "投资额",
    number: true,
    value: (row) => money(row),
    sort: (row) => row.investment_cny ?? (row.investment_usd ? row.investment_usd * 1e-3 : null),
    show: (row) => [
      money(row) && el("strong", {}, money(row)),
      row.note && el("span", { class: "muted small" }, row.note),
    ],
  },
  {
    key: "stage",
    label: "阶段",
    value: (row) => row.stage_label ?? "",
    sort: (row) => stageOrder(row.stage),
    show: (row) => stageTag(row.stage),
  },
  {
    key: "realis",
    label: "性质",
    value: (row) => row.realis_label ?? "",
    show: (row) => (row.realis === "fact" ? el("span", { class: "muted" }, row.realis_label) : realisTag(row.realis)),
  },
  { key: "date", label: "时间", value: (row) => row.date ?? "", show: (row) => when(row) },
  {
    label: "证据",
    value: (row) => row.evidence.map((passage) => passage.text.replace(/\s+/g, "")).join(" ‖ "),
    show: (row) =>
      evidenceToggle(
        row.evidence.map((passage) => ({ passage })),
        [row.node],
      ),
  },
];

/** What a spreadsheet gets besides: numbers in yuan, and what counts. */
const LEDGER_SHEET = [
  ...LEDGER_COLUMNS.slice(0, 4),
  { label: "投资额（元）", value: (row) => row.investment_cny ?? "" },
  { label: "投资额（美元）", value: (row) => row.investment_usd ?? "" },
  { label: "计入合计（元）", value: (row) => row.counted_cny },
  { label: "计入合计（美元）", value: (row) => row.counted_usd },
  { label: "说明", value: (row) => row.note ?? "" },
  ...LEDGER_COLUMNS.slice(5, 8),
  { label: "面积（平方米）", value: (row) => row.area_m2 ?? "" },
  { label: "产能", value: (row) => row.capacity ?? "" },
  { label: "开始", value: (row) => row.start ?? "" },
  { label: "完成", value: (row) => row.finish ?? "" },
  LEDGER_COLUMNS[8],
];

function when(row) {
  if (row.start || row.finish)
    return [row.start && `${day(row.start)}起`, row.finish && `${day(row.finish)}止`].filter(Boolean).join("，");
  return row.date ? el("span", { class: "muted", title: "文章或关系的时间" }, day(row.date)) : "";
}

const setLedger = (patch) => change({ ledger: { ...state.ledger, ...patch } });

function sortLedger(key) {
  const { sort, down } = state.ledger;
  setLedger(sort === key ? { down: !down } : { sort: key, down: key === "investment" });
}

function drawLedger() {
  const view = $("#view-ledger");
  if (!ledger.length) {
    fill(view, el("h2", {}, "项目台账"), el("p", { class: "empty" }, "文章中没有读到项目。"));
    return;
  }
  if (!$(".ledger-body", view)) {
    fill(
      view,
      el(
        "header",
        { class: "view-head" },
        el("h2", {}, "项目台账"),
        el("p", { class: "muted" }, "每笔金额只计一次：分期含于总项目，企业的投资含于其项目，已终止和据称的不计。"),
      ),
      el("div", { class: "cards", id: "ledger-cards" }),
      ledgerFilters(),
      el("div", { class: "ledger-body" }),
    );
  }
  const rows = sorted(wantedRows(), LEDGER_COLUMNS, { key: state.ledger.sort, down: state.ledger.down });
  const { cny, usd, counted } = total(rows);
  fill(
    $("#ledger-cards"),
    [
      [`${count(rows.length)} 项`, rows.length < ledger.length ? `共 ${count(ledger.length)} 项中符合条件的` : "项目"],
      [sum(cny, usd), `合计，计入 ${count(counted)} 项`],
      ...stageFigures(rows),
    ].map(([value, label]) => figure(value, label)),
  );
  fill(
    $(".ledger-body", view),
    groupBars(rows),
    el(
      "div",
      { class: "table-head" },
      el(
        "p",
        { role: "status", id: "ledger-total" },
        `合计 ${count(rows.length)} 项，计入 ${count(counted)} 项：`,
        el("strong", {}, sum(cny, usd)),
      ),
      tableTools("项目台账", LEDGER_SHEET, rows),
    ),
    table(LEDGER_COLUMNS, rows, {
      sort: { key: state.ledger.sort, down: state.ledger.down },
      onsort: sortLedger,
      caption: "项目台账",
      onrow: (row) => openNode(row.node),
    }),
  );
}

function stageFigures(rows) {
  const counts = tally(rows, "stage");
  return ONTOLOGY.stages
    .filter(({ name }) => counts.has(name))
    .map(({ name, label }) => [`${counts.get(name)} 项`, label]);
}

function ledgerFilters() {
  const { ledger: told } = state;
  const options = (list) => [
    ["", "全部"],
    ...[...new Set(list)]
      .filter(Boolean)
      .sort(compared)
      .map((name) => [name, name]),
  ];
  const of = (table, counts, rest) => [
    ["", "全部"],
    ...ONTOLOGY[table].filter(({ name }) => counts.has(name)).map(({ name, label }) => [name, label]),
    ...rest,
  ];
  const stages = tally(ledger, "stage");
  return el(
    "div",
    { class: "filters" },
    el(
      "label",
      { class: "field grow" },
      el("span", {}, "筛选"),
      el("input", {
        type: "search",
        id: "ledger-text",
        value: told.text,
        placeholder: "项目、企业、园区、产业",
        oninput: (event) => setLedger({ text: event.target.value }),
      }),
    ),
    select("园区", options(ledger.flatMap((row) => row.parks)), told.park, (park) => setLedger({ park })),
    select("阶段", of("stages", stages, stages.has(undefined) ? [["?", DATA.unknown]] : []), told.stage, (stage) =>
      setLedger({ stage }),
    ),
    select("性质", of("realis", tally(ledger, "realis"), []), told.realis, (realis) => setLedger({ realis })),
    select(
      "汇总",
      Object.entries(DATA.groups).map(([name, label]) => [name, `按${label}`]),
      told.group,
      (group) => setLedger({ group }),
    ),
  );
}

function groupBars(rows) {
  const groups = groupTotals(rows, state.ledger.group);
  const most = Math.max(...groups.map((group) => group.cny), 1);
  return el(
    "section",
    { class: "bars" },
    el("h3", {}, `按${DATA.groups[state.ledger.group]}汇总`),
    more(groups, 6, (group) =>
      el(
        "li",
        {},
        el("span", { class: "bar-name iso", title: group.name }, group.name),
        el("span", { class: "bar-track" }, el("i", { style: `width:${(100 * group.cny) / most}%` })),
        el(
          "span",
          { class: "number" },
          `${group.cny || group.usd ? sum(group.cny, group.usd) : "金额未载明"} · ${group.rows.length} 项`,
        ),
      ),
    ),
  );
}

watch(["view", "ledger"], () => state.view === "ledger" && drawLedger());
