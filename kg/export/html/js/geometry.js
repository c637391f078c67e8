// Shapes of nodes and courses of edges as SVG paths; a canvas draws them too (Path2D), so both look alike.

/** Corners of a regular drawing: `count` points at `radius(i)` around 0, the first at `turn`. */
function corners(number, radius, turn) {
  return Array.from({ length: number }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / number;
    return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
  });
}

const polygon = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
const oval = (rx, ry) => `M${-rx} 0A${rx} ${ry} 0 1 0 ${rx} 0A${rx} ${ry} 0 1 0 ${-rx} 0Z`;

/** The shapes as vis-network draws them around 0 with size `r`; ellipse and box are ours (its own hold the label). */
const SHAPES = {
  dot: (r) => oval(r, r),
  square: (r) =>
    polygon([
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ]),
  diamond: (r) =>
    polygon([
      [0, r],
      [r, 0],
      [0, -r],
      [-r, 0],
    ]),
  hexagon: (r) => polygon(corners(6, () => r, 0)),
  star: (r) =>
    polygon(corners(10, (i) => 0.82 * r * (i % 2 ? 0.5 : 1.3), -Math.PI / 2).map(([x, y]) => [x, y + 0.082 * r])),
  triangle: (r) => polygon(three(1.15 * r).map(([x, y]) => [x, y + 0.316 * r])),
  triangleDown: (r) => polygon(three(1.15 * r).map(([x, y]) => [x, -y - 0.316 * r])),
  ellipse: (r) => oval(1.2 * r, 0.78 * r),
  box: (r) =>
    polygon([
      [-1.2 * r, -0.75 * r],
      [1.2 * r, -0.75 * r],
      [1.2 * r, 0.75 * r],
      [-1.2 * r, 0.75 * r],
    ]),
};

const three = (r) => [
  [0, (Math.sqrt(3) / 3 - Math.sqrt(3)) * r],
  [r, (Math.sqrt(3) / 3) * r],
  [-r, (Math.sqrt(3) / 3) * r],
];
const shapePath = (shape, r) => (SHAPES[shape] ?? SHAPES.dot)(r);

/** The point that a curved edge bends towards, as vis-network computes it for curvedCW and curvedCCW. */
function via(edge) {
  const { from, to, smooth } = edge;
  if (!smooth) return [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const dx = to.x - from.x;
  const dy = from.y - to.y;
  const sign = smooth.type === "curvedCW" ? 1 : -1;
  const reach = (smooth.roundness * 0.5 + 0.5) * Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx) + (sign * smooth.roundness * 0.5 + 0.5) * Math.PI;
  return [from.x + reach * Math.sin(angle), from.y + reach * Math.cos(angle)];
}

/** The point of an edge at `t` from 0 to 1. */
function along(edge, t) {
  if (edge.from === edge.to) {
    const [x, y, r] = loop(edge);
    const angle = Math.PI * (2 * t - 0.5) - (edge.selfReference?.angle ?? Math.PI / 4);
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  }
  const [vx, vy] = via(edge);
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return [a * edge.from.x + b * vx + c * edge.to.x, a * edge.from.y + b * vy + c * edge.to.y];
}

/** Centre and radius of a self loop. */
function loop(edge) {
  const { size, angle } = edge.selfReference ?? { size: 20, angle: Math.PI / 4 };
  return [edge.from.x + edge.from.size * Math.cos(angle), edge.from.y - edge.from.size * Math.sin(angle), size];
}

/** Where an edge leaves and reaches the border of its nodes, as t. */
function borders(edge) {
  const length = Math.hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y) || 1;
  return [Math.min(0.45, (edge.from.size * 0.9) / length), Math.max(0.55, 1 - (edge.to.size + 3) / length)];
}

function edgePath(edge) {
  if (edge.from === edge.to) {
    const [x, y, r] = loop(edge);
    return `M${x - r} ${y}A${r} ${r} 0 1 0 ${x + r} ${y}A${r} ${r} 0 1 0 ${x - r} ${y}`;
  }
  const [begin, end] = borders(edge);
  const [x, y] = along(edge, begin);
  const [u, v] = along(edge, end);
  if (!edge.smooth) return `M${x} ${y}L${u} ${v}`;
  const [mx, my] = along(edge, (begin + end) / 2);
  return `M${x} ${y}Q${2 * mx - (x + u) / 2} ${2 * my - (y + v) / 2} ${u} ${v}`;
}

/** The head of an arrow of `size`, empty where the edge has no direction. */
function arrowPath(edge, size) {
  if (!edge.arrows || edge.from === edge.to) return "";
  const [, end] = borders(edge);
  const [x, y] = along(edge, end);
  const [u, v] = along(edge, end - 0.04);
  const angle = Math.atan2(y - v, x - u);
  const corner = (turn) => [x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn)];
  return polygon([[x, y], corner(0.42), corner(-0.42)]);
}
