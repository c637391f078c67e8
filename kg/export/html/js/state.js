// What is shown. It lives in the address after #, so that a link shows the same to somebody else.

const FRESH = () => ({
  view: "graph",
  node: null,
  edge: null,
  steps: 0,
  path: null,
  passage: null,
  off: { types: new Set(), relations: new Set(), realis: new Set() },
  all: false,
  ledger: { text: "", park: "", stage: "", realis: "", group: "park", sort: "investment", down: true },
  partner: null,
});

const VIEWS = ["graph", "ledger", "board", "timeline", "partner", "doubt", "article"];
const state = FRESH();
const watchers = [];

/** Call `update` whenever one of `keys` of the state has changed. */
function watch(keys, update) {
  watchers.push({ keys, update });
}

/** Change the state, draw what depends on it, and put it into the address. */
function change(patch, { quiet = false } = {}) {
  const changed = Object.keys(patch).filter((key) => state[key] !== patch[key]);
  Object.assign(state, patch);
  if (!changed.length) return;
  if (!quiet) writeAddress();
  for (const { keys, update } of watchers) if (keys.some((key) => changed.includes(key))) update();
}

const parts = (...values) => values.map((value) => encodeURIComponent(value)).join(",");

function address() {
  const said = [];
  const say = (name, value) => said.push(`${name}=${value}`);
  const fresh = FRESH();
  if (state.view !== fresh.view) say("view", state.view);
  if (state.node) say("node", parts(state.node.id));
  if (state.edge) say("edge", parts(...state.edge.key));
  if (state.steps) say("steps", state.steps);
  if (state.path) say("path", parts(...state.path.map((node) => node.id)));
  if (state.passage) say("at", parts(state.passage.document.id, state.passage.start, state.passage.end));
  for (const [table, names] of Object.entries(state.off)) if (names.size) say(`no-${table}`, parts(...names));
  if (state.all) say("all", 1);
  if (state.partner) say("partner", parts(state.partner.id));
  for (const [key, value] of Object.entries(state.ledger))
    if (value !== fresh.ledger[key]) say(`ledger-${key}`, parts(value));
  return said.join("&");
}

function writeAddress() {
  const wanted = `#${address()}`;
  if (location.hash === wanted) return;
  try {
    history.pushState(null, "", wanted);
  } catch {
    // a frame without an address of its own (a notebook) has no history
  }
}

/** The state that the address tells; what it names and the graph does not have is left out. */
function readAddress() {
  const told = FRESH();
  for (const field of location.hash.slice(1).split("&")) {
    const [name, raw = ""] = field.split("=");
    let values;
    try {
      values = raw.split(",").map(decodeURIComponent);
    } catch {
      continue;
    }
    readField(told, name, values);
  }
  return told;
}

function readField(told, name, values) {
  const [first] = values;
  if (name === "view" && VIEWS.includes(first)) told.view = first;
  else if (name === "node") told.node = nodeById.get(first) ?? null;
  else if (name === "edge") told.edge = edgeByKey.get(JSON.stringify(values)) ?? null;
  else if (name === "steps") told.steps = [1, 2, 3].includes(Number(first)) ? Number(first) : 0;
  else if (name === "path" && values.every((id) => nodeById.has(id)) && values.length === 2)
    told.path = values.map((id) => nodeById.get(id));
  else if (name === "at") {
    const document = documents.find((item) => item.id === first);
    if (document) told.passage = { document, start: Number(values[1]) || 0, end: Number(values[2]) || 0 };
  } else if (name.startsWith("no-") && told.off[name.slice(3)]) told.off[name.slice(3)] = new Set(values);
  else if (name === "all") told.all = true;
  else if (name === "partner") told.partner = nodeById.get(first) ?? null;
  else if (name.startsWith("ledger-") && Object.hasOwn(told.ledger, name.slice(7))) {
    told.ledger[name.slice(7)] = name === "ledger-down" ? first === "true" : first;
  }
}

function followAddress() {
  if (location.hash.slice(1) !== address()) change(readAddress(), { quiet: true });
}
addEventListener("popstate", followAddress);
addEventListener("hashchange", followAddress);

/** Show a node: in its panel, and in the graph where that is open. */
const openNode = (node, patch = {}) => change({ node, edge: null, ...patch });
const openEdge = (edge, patch = {}) => change({ edge, node: null, ...patch });
const openPassage = (passage) =>
  change({
    view: "article",
    passage: { document: passage.document, start: passage.start, end: passage.end },
  });
