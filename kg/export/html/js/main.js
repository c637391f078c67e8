// Tabs, tools, keys, dark and light; then the start.

function drawView() {
  for (const name of VIEWS) {
    const open = name === state.view;
    $(`#view-${name}`).hidden = !open;
    const tab = $(`#tab-${name}`);
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
  }
  document.body.dataset.view = state.view;
  if (state.view === "graph" && network) {
    network.setSize("100%", "100%");
    network.redraw();
    if (state.node && shown.nodes.has(state.node)) showNode(state.node);
  }
}

function startTabs() {
  const list = $$("[role=tab]");
  list.forEach((tab, i) => {
    tab.addEventListener("click", () => change({ view: tab.dataset.view }));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: list.length - 1 }[event.key];
      if (to === undefined) return;
      const next = list[(to + list.length) % list.length];
      next.focus();
      next.click();
    });
  });
  const doubts = doubtCount();
  if (doubts) $("#tab-doubt").append(el("span", { class: "badge", "aria-label": `${doubts} 处` }, doubts));
}

function setTheme(theme, keep = false) {
  document.documentElement.dataset.theme = theme;
  try {
    if (keep) localStorage.setItem("kg-theme", theme);
  } catch {
    // a page in a frame may have no storage; then the choice lasts as long as the page
  }
  if (!network) return;
  readColors();
  nodeSet.update(nodes.filter((node) => nodeSet.get(node.id)).map(nodeLooks));
  edgeSet.update(edges.filter((edge) => edgeSet.get(edge.id)).map(edgeLooks));
  network.redraw();
}

function firstTheme() {
  try {
    const kept = localStorage.getItem("kg-theme");
    if (kept === "dark" || kept === "light") return kept;
  } catch {
    // as above
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function startTools() {
  const menu = el(
    "details",
    { class: "menu" },
    el("summary", { class: "button", "aria-label": "导出", title: "导出" }, icon("download")),
    el(
      "div",
      {},
      button("图片 PNG", () => savePicture("png"), { text: true }),
      button("矢量图 SVG", () => savePicture("svg"), { text: true }),
      button(
        "项目台账 CSV",
        () => download(fileName("项目台账", "csv"), csv(LEDGER_SHEET, ledger), "text/csv;charset=utf-8"),
        { text: true },
      ),
    ),
  );
  menu.addEventListener("click", (event) => event.target.closest("button") && (menu.open = false));
  menu.addEventListener("focusout", (event) => !menu.contains(event.relatedTarget) && (menu.open = false));
  append($("#tools"), [
    menu,
    button("打印简报", () => print(), { icon: "print" }),
    button("深色或浅色", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark", true), {
      icon: "moon",
    }),
    button("说明", showAbout, { icon: "help" }),
  ]);
}

function showAbout() {
  const keys = [
    ["/", "查找"],
    ["1–7", "切换视图"],
    ["Esc", "关闭详情、取消选择"],
    ["方向键 + − 0", "在图上平移、缩放、显示全图"],
    ["双击实体", "只看它的周边"],
  ];
  fill(
    $("#about"),
    el("h2", {}, "说明"),
    el(
      "p",
      {},
      "本页由文章自动整理，每条关系都附原文，点击引文可查看文章。实线是事实；长虚线是计划，点线是在谈，其余虚线是鼓励、争取、据称或已终止。",
    ),
    el(
      "p",
      {},
      "页面是一个独立文件，不联网；地址栏的链接保存当前视图，可转给有同一文件的人。文件含文章全文，请按文章的范围传阅。",
    ),
    el(
      "table",
      {},
      el(
        "tbody",
        {},
        keys.map(([key, what]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, what))),
      ),
    ),
    el(
      "p",
      { class: "muted" },
      "绘图使用 vis-network（MIT 许可，© Almende B.V. 与 vis.js 贡献者），由 pyvis 生成；许可全文在本文件源码中。",
    ),
    button("关闭", () => $("#about").close(), { kind: "primary" }),
  );
  $("#about").showModal();
}

function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open]"))
      return;
    if (event.key === "/") {
      event.preventDefault();
      $("#search").focus();
      $("#search").select();
    } else if (event.key === "Escape") change({ node: null, edge: null, path: null, steps: 0 });
    else if (/^[1-7]$/.test(event.key)) change({ view: VIEWS[Number(event.key) - 1] });
  });
}

function start() {
  document.documentElement.dataset.theme = firstTheme();
  $("#summary").textContent =
    `${count(nodes.length)} 个实体 · ${count(edges.length)} 条关系 · ${count(documents.length)} 篇文章`;
  Object.assign(state, readAddress());
  startTabs();
  startTools();
  startStage();
  startSearch();
  startKeys();
  drawLegend();
  drawView();
  drawPanel();
  startNetwork();
  watch(["view"], drawView);
  for (const { keys, update } of watchers)
    if (keys.includes("view") && update !== drawView && update !== drawPanel) update();
  if (state.path) fit(route().nodes);
  requestAnimationFrame(() =>
    setTimeout(() => {
      performance.mark("ready");
      document.documentElement.dataset.ready = "true";
    }),
  );
}

start();
