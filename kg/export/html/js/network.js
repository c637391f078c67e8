// The graph on the canvas: vis-network draws nodes and edges where pyvis put them; labels and highlights are ours.

let network = null;
let nodeSet = null;
let edgeSet = null;
let shown = { nodes: new Set(), edges: new Set(), ranked: [] };
let hovered = null;

/** What the filters, the focus and the core leave to be seen. */
function seen() {
  const { types, relations, realis } = state.off;
  const passes = (edge) =>
    !relations.has(edge.relation) && !realis.has(edge.realis) && !types.has(edge.from.type) && !types.has(edge.to.type);
  let wanted = nodes.filter((node) => !types.has(node.type));
  if (state.steps && state.node) wanted = [...within(state.node, state.steps, passes)];
  else if (core && !state.all) {
    const extra = called();
    wanted = wanted.filter((node) => core.has(node) || extra.has(node));
  }
  const inside = new Set(wanted);
  return {
    nodes: inside,
    edges: new Set(edges.filter((edge) => inside.has(edge.from) && inside.has(edge.to) && passes(edge))),
    ranked: ranked.filter((node) => inside.has(node)),
  };
}

/** Nodes that are shown although they are not of the core: what is chosen, with its neighbours, and the path. */
function called() {
  const chosen = state.edge ? [state.edge.from, state.edge.to] : state.node ? [state.node] : [];
  const near = state.node ? state.node.links.map((edge) => otherEnd(edge, state.node)) : [];
  return new Set([...chosen, ...near, ...(state.path ? route().nodes : [])]);
}

function within(start, steps, passes) {
  const found = new Set([start]);
  let border = [start];
  for (let step = 0; step < steps; step++) {
    border = border
      .flatMap((node) => node.links.filter(passes).map((edge) => otherEnd(edge, node)))
      .filter((node) => !found.has(node) && found.add(node));
  }
  return found;
}

/** Bring the canvas to what is to be seen: add what is new, hide what is not wanted. */
function sync() {
  const now = seen();
  for (const [set, all, before, wanted, looks] of [
    [nodeSet, nodes, shown.nodes, now.nodes, nodeLooks],
    [edgeSet, edges, shown.edges, now.edges, edgeLooks],
  ]) {
    const changed = all.filter((item) => before.has(item) !== wanted.has(item));
    set.add(changed.filter((item) => wanted.has(item) && !set.get(item.id)).map(looks));
    set.update(changed.filter((item) => set.get(item.id)).map((item) => ({ id: item.id, hidden: !wanted.has(item) })));
  }
  shown = now;
  showNotice();
  showChips();
}

/** What is lit up: the chosen node with its neighbours, the chosen edge, or the path; null where nothing is. */
function lit() {
  if (state.path) {
    const found = route();
    if (found.edges.length) return { nodes: new Set(found.nodes), edges: new Set(found.edges) };
  }
  if (state.edge) return { nodes: new Set([state.edge.from, state.edge.to]), edges: new Set([state.edge]) };
  if (!state.node || !shown.nodes.has(state.node)) return null;
  const near = state.node.links.filter((edge) => shown.edges.has(edge));
  return { nodes: new Set([state.node, ...near.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(near) };
}

function drawOver(context) {
  const bright = lit();
  const { scale, topLeft, size } = frame();
  if (bright) {
    context.globalAlpha = 0.78;
    context.fillStyle = colors.ground;
    context.fillRect(topLeft.x, topLeft.y, size.width / scale, size.height / scale);
    context.globalAlpha = 1;
    for (const edge of bright.edges) drawEdge(context, edge);
    for (const node of bright.nodes) drawNode(context, node);
  }
  if (state.node && shown.nodes.has(state.node)) drawRing(context, state.node, colors.accent);
  if (hovered?.links) drawRing(context, hovered, colors.muted);
  context.save();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const place = ({ x, y }) => [(x - topLeft.x) * scale, (y - topLeft.y) * scale];
  const strong = bright ? bright.nodes : new Set();
  const first = new Set(
    [state.node, hovered?.links ? hovered : null, ...strong].filter((node) => node && shown.nodes.has(node)),
  );
  const list = [...first, ...shown.ranked.filter((node) => !first.has(node))];
  const taken = drawLabels(context, list, { place, scale, ...size, colors, strong, most: scale < 0.25 ? 140 : 320 });
  const told = bright && bright.edges.size <= 24 ? [...bright.edges] : hovered?.from ? [hovered] : [];
  drawEdgeLabels(context, told, { place: ([x, y]) => place({ x, y }), taken, colors, strokeOf });
  context.restore();
}

function drawEdge(context, edge) {
  context.strokeStyle = context.fillStyle = strokeOf(edge);
  context.lineWidth = 2;
  context.setLineDash(looksOf(edge).dashes || []);
  context.stroke(new Path2D(edgePath(edge)));
  context.setLineDash([]);
  context.fill(new Path2D(arrowPath(edge, 9)));
}

function drawRing(context, node, color) {
  context.beginPath();
  context.arc(node.x, node.y, node.size + 6, 0, 2 * Math.PI);
  context.strokeStyle = color;
  context.lineWidth = 2.5;
  context.stroke();
}

/** The part of the graph that is on the screen. */
function frame() {
  const size = { width: $("#network").clientWidth, height: $("#network").clientHeight };
  return { scale: network.getScale(), topLeft: network.DOMtoCanvas({ x: 0, y: 0 }), size };
}

/** Scale and middle with which `list` fits into a frame, with room for labels; not larger than 1.2. */
function fitted(list, width, height) {
  const xs = list.map((node) => node.x);
  const ys = list.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    Math.max(width - 150, 50) / (right - left || 1),
    Math.max(height - 70, 50) / (bottom - top || 1),
    1.2,
  );
  return { scale, middle: { x: (left + right) / 2, y: (top + bottom) / 2 + 6 / scale } };
}

/** Show all of `some` nodes. */
function fit(some = shown.nodes, animation = false) {
  const { size } = frame();
  if (!size.width || ![...some].length) return;
  const { scale, middle } = fitted([...some], size.width, size.height);
  network.moveTo({ position: middle, scale, animation });
}

function showNode(node) {
  const { scale, topLeft, size } = frame();
  const [x, y] = [(node.x - topLeft.x) * scale, (node.y - topLeft.y) * scale];
  const inside = x > 60 && y > 60 && x < size.width - 60 && y < size.height - 60;
  if (!inside || scale < 0.45)
    network.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(scale, 0.8), animation: calm() });
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 300 });

function startNetwork() {
  readColors();
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  network = new vis.Network($("#network"), { nodes: nodeSet, edges: edgeSet }, PAGE.options);
  network.on("afterDrawing", drawOver);
  network.on("click", clicked);
  network.on(
    "doubleClick",
    ({ nodes: [id] }) => id !== undefined && change({ node: nodeById.get(id), edge: null, steps: 1 }),
  );
  network.on("hoverNode", ({ node, pointer }) => hover(nodeById.get(node), pointer));
  network.on("hoverEdge", ({ edge, pointer }) => hover(edges[Number(edge.slice(1))], pointer));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => hover(null));
  network.on("dragEnd", ({ nodes: moved }) => {
    for (const [id, place] of Object.entries(network.getPositions(moved))) Object.assign(nodeById.get(id), place);
  });
  sync();
  network.redraw();
  fit();
  Object.assign(window, { network, nodes: nodeSet, edges: edgeSet });
}

function clicked({ nodes: [id], edges: [edge], pointer }) {
  const node = id !== undefined ? nodeById.get(id) : nodeOfLabel(pointer.DOM);
  network.unselectAll();
  if (node) openNode(node);
  else if (edge !== undefined) openEdge(edges[Number(edge.slice(1))]);
  else if (state.node || state.edge) change({ node: null, edge: null, steps: 0 });
}

function hover(thing, pointer) {
  if (hovered === thing) return;
  hovered = thing;
  showTip(thing, pointer);
  network.redraw();
}

watch(["off", "all", "steps", "node", "edge", "path"], () => {
  sync();
  if (state.view === "graph" && state.node && shown.nodes.has(state.node) && !state.steps) showNode(state.node);
  network.redraw();
});
watch(["off", "all", "steps"], () => fit(shown.nodes, calm()));
watch(["path"], () => state.path && route().nodes.length && fit(route().nodes, calm()));
