// How nodes and edges look: by type, by what is known, in dark and in light.

/** How an edge looks by what is known: a fact is a line, a plan is broken, what ended is faint. */
const REALIS = {
  fact: { dashes: false, color: "--edge" },
  planned: { dashes: [8, 6], color: "--plan" },
  negotiating: { dashes: [2, 5], color: "--plan" },
  encouraged: { dashes: [8, 4, 2, 4], color: "--hope" },
  aspired: { dashes: [3, 5], color: "--hope" },
  claimed: { dashes: [2, 7], color: "--doubt" },
  terminated: { dashes: [12, 8], color: "--ended" },
  rejected: { dashes: [1, 6], color: "--ended" },
};
const looksOf = (edge) => REALIS[edge.realis] ?? REALIS.fact;

let colors = {};

const cssColor = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function readColors() {
  colors = Object.fromEntries(
    ["ground", "text", "muted", "accent", "edge", "plan", "hope", "doubt", "ended", "surface"].map((name) => [
      name,
      cssColor(`--${name}`),
    ]),
  );
}

const strokeOf = (edge) => colors[looksOf(edge).color.slice(2)];

function nodeLooks(node) {
  const color = colorOf(node);
  const ended = node.attributes.stage === "terminated";
  const pair = node.tentative
    ? { background: colors.surface, border: ended ? colors.ended : color }
    : { background: color, border: colors.ground };
  return {
    id: node.id,
    label: plainName(node.label),
    x: node.x,
    y: node.y,
    size: node.size,
    chosen: false,
    borderWidth: node.tentative ? 2 : 1.5,
    color: pair,
    shapeProperties: { borderDashes: node.tentative ? [4, 3] : false },
    ...(SHAPES[node.shape] && !["ellipse", "box"].includes(node.shape)
      ? { shape: node.shape }
      : { shape: "custom", ctxRenderer: (drawing) => ownShape(node, drawing) }),
  };
}

function ownShape(node, { ctx: context, x, y }) {
  return {
    drawNode: () => drawNode(context, node, x, y),
    nodeDimensions: { width: node.size * 2.4, height: node.size * 1.6 },
  };
}

function drawNode(context, node, x = node.x, y = node.y) {
  const looks = nodeLooks(node);
  context.save();
  context.translate(x, y);
  const path = new Path2D(shapePath(node.shape, node.size));
  context.fillStyle = looks.color.background;
  context.strokeStyle = looks.color.border;
  context.lineWidth = looks.borderWidth;
  context.setLineDash(looks.shapeProperties.borderDashes || []);
  context.fill(path);
  context.stroke(path);
  context.restore();
}

/** How vis-network is to draw an edge; in a large graph the heads of arrows are left to what is lit up. */
function edgeLooks(edge) {
  return {
    id: edge.id,
    from: edge.from.id,
    to: edge.to.id,
    arrows: core ? "" : (edge.arrows ?? ""),
    chosen: false,
    color: { color: strokeOf(edge), inherit: false },
    dashes: looksOf(edge).dashes,
    width: Math.min(1 + edge.evidence.length * 0.25, 3),
    ...(edge.smooth ? { smooth: edge.smooth } : {}),
    ...(edge.selfReference ? { selfReference: edge.selfReference } : {}),
  };
}
