// Tables that sort, and their way to a spreadsheet.

const PAGE_ROWS = 300;

/**
 * A table of `rows`. A column has a `label`, `value(row)` to sort by and to copy, and may have `show(row)` for what
 * stands in the cell, `number: true`, and a `key` to be sorted by. `sort` is {key, down}; `onsort(key)` changes it.
 */
function table(columns, rows, { sort, onsort, caption, onrow = null }) {
  const head = columns.map((column) => {
    const here = sort && column.key === sort.key;
    const state = here ? (sort.down ? "descending" : "ascending") : "none";
    return el(
      "th",
      { scope: "col", class: column.number ? "right" : "", "aria-sort": column.key ? state : null },
      column.key
        ? el(
            "button",
            { type: "button", "data-sort": column.key, onclick: () => onsort(column.key) },
            column.label,
            el("span", { class: "sign", "aria-hidden": "true" }, here ? (sort.down ? "▼" : "▲") : ""),
          )
        : column.label,
    );
  });
  const body = el("tbody");
  const put = (list) =>
    append(
      body,
      list.map((row) =>
        el(
          "tr",
          { onclick: onrow && ((event) => !event.target.closest("button, a, blockquote") && onrow(row)) },
          columns.map((column) =>
            el(
              "td",
              { class: column.number ? "right iso" : "iso" },
              column.show ? column.show(row) : column.value(row),
            ),
          ),
        ),
      ),
    );
  put(rows.slice(0, PAGE_ROWS));
  const rest =
    rows.length > PAGE_ROWS &&
    button(`已显示 ${PAGE_ROWS} / ${count(rows.length)} 行，显示其余`, () => {
      put(rows.slice(PAGE_ROWS));
      rest.remove();
    });
  return [
    el(
      "div",
      { class: "table" },
      el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, el("tr", {}, head)), body),
    ),
    rest,
  ];
}

/** Rows in the order of a column; what has no value comes last either way, ties keep their order. */
function sorted(rows, columns, { key, down }) {
  const column = columns.find((item) => item.key === key);
  if (!column) return rows;
  const missing = (value) => value === null || value === undefined || value === "";
  const by = column.sort ?? column.value;
  return [...rows].sort((a, b) => {
    const [one, two] = [by(a), by(b)];
    if (missing(one) || missing(two)) return missing(one) - missing(two);
    const order = typeof one === "number" && typeof two === "number" ? one - two : compared(String(one), String(two));
    return down ? -order : order;
  });
}

/** A cell that a spreadsheet takes as a text and never as a formula. */
function cell(value) {
  const text = String(value ?? "");
  return typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csv(columns, rows) {
  const quoted = (value) => `"${cell(value).replaceAll('"', '""')}"`;
  const lines = [
    columns.map((column) => column.label),
    ...rows.map((row) => columns.map((column) => column.value(row))),
  ];
  return `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function tabs(columns, rows) {
  const flat = (value) => cell(value).replace(/\s+/g, " ");
  const lines = [
    columns.map((column) => column.label),
    ...rows.map((row) => columns.map((column) => column.value(row))),
  ];
  return lines.map((line) => line.map(flat).join("\t")).join("\n");
}

function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 30000);
}

/** Copy to the clipboard, also where the browser gives a page from disk no access to it. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el("textarea", { class: "unseen" });
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("copy");
  }
}

const fileName = (what, ending) =>
  `${PAGE.title.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_").slice(0, 60)}-${what}.${ending}`;

/** The buttons that copy and download what a table shows. */
function tableTools(what, columns, rows) {
  return [
    button(
      "复制",
      () =>
        copy(tabs(columns, rows)).then(
          () => announce(`已复制 ${rows.length} 行`),
          () => announce("无法复制"),
        ),
      { icon: "copy", text: true, kind: "small" },
    ),
    button("下载 CSV", () => download(fileName(what, "csv"), csv(columns, rows), "text/csv;charset=utf-8"), {
      icon: "download",
      text: true,
      kind: "small",
    }),
  ];
}
