// Building blocks of the page. All text goes in as text: nothing here, or anywhere else, parses HTML.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** An element: `on…` attributes are listeners, null and false ones are left out, children may be nested arrays. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child);
  }
  return element;
}

function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** An element of SVG. */
function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  return append(element, children);
}

const ICONS = {
  search: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm4.5 10.5L20 20",
  download: "M12 4v11m-4-4 4 4 4-4M5 19h14",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  moon: "M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6v.2",
  close: "M6 6l12 12M18 6L6 18",
  link: "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 7.5M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1.3-1.3",
  target: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 2v4M12 18v4M2 12h4M18 12h4",
  quote: "M5 6h14v9H11l-4 4v-4H5zM9 10.5h6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  route: "M6 18a2 2 0 1 0 0 .1M18 6a2 2 0 1 0 0 .1M8 18h7a3.5 3.5 0 0 0 0-7H9a3 3 0 0 1 0-6h7",
  panel: "M4 5h16v14H4zM15 5v14",
  legend: "M4 5h16v14H4zM9 5v14",
};

function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

/** A button; `label` is read out and shown as a tooltip when the button has an icon only. */
function button(label, onclick, { icon: name = null, kind = "", text = !name, ...attributes } = {}) {
  const extra = text ? {} : { "aria-label": label, title: label };
  const made = { type: "button", class: `button ${kind}`.trim(), onclick, ...extra, ...attributes };
  return el("button", made, name && icon(name), text && el("span", {}, label));
}

/** A select with `options` of [value, label]. */
function select(label, options, value, onchange) {
  const list = options.map(([key, text]) => el("option", { value: key, selected: key === value }, text));
  return el(
    "label",
    { class: "field" },
    el("span", {}, label),
    el("select", { onchange: (event) => onchange(event.target.value) }, list),
  );
}

function announce(text) {
  $("#announcer").textContent = text;
}
