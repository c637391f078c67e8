// The labels on the canvas: the best connected first, and never one over another, like names on a map.

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif';
const HUB = 8;
const widths = new Map();
let labelBoxes = [];

function fontOf(node) {
  return node.links.length >= HUB ? `600 14px ${FONT}` : `12px ${FONT}`;
}

function widthOf(context, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/**
 * Draw the labels of `list`, the first of which take precedence. `place` turns graph coordinates into pixels of the
 * screen, and `scale` is how large the graph is drawn. Labels for which there is no room are left out.
 */
function drawLabels(context, list, { place, scale, width, height, colors, strong, most = 320 }) {
  const taken = new Grid(width);
  labelBoxes = [];
  for (const node of list.slice(0, 3 * most)) {
    const [x, y] = place(node);
    const r = node.size * scale * 0.8;
    taken.add({ node, soft: true, x: x - r, y: y - r, w: 2 * r, h: 2 * r });
  }
  for (const node of list) {
    if (labelBoxes.length >= most) break;
    const [x, y] = place(node);
    if (x < -80 || y < -40 || x > width + 80 || y > height + 40) continue;
    const text = short(node.label);
    const font = fontOf(node);
    const box = freePlace(
      taken,
      { node, text, font, w: widthOf(context, text, font) + 6, h: 17 },
      x,
      y,
      node.size * scale + 2,
      grade(node, strong, labelBoxes.length),
    );
    if (!box) continue;
    taken.add(box);
    labelBoxes.push(box);
  }
  for (const box of labelBoxes) {
    const faint = strong.size > 0 && !strong.has(box.node);
    context.globalAlpha = faint ? 0.32 : 1;
    drawText(context, box.text, box.x + box.w / 2, box.y + 8.5, box.font, colors.text, colors.ground);
  }
  context.globalAlpha = 1;
  return taken;
}

/** Write at the middle of edges what they are, where there is room. */
function drawEdgeLabels(context, list, { place, taken, colors, strokeOf }) {
  const font = `11px ${FONT}`;
  for (const edge of list) {
    const wide = widthOf(context, edge.label, font) + 4;
    for (const t of [0.5, 0.38, 0.62]) {
      const [x, y] = place(along(edge, t));
      const box = { node: edge, x: x - wide / 2, y: y - 8, w: wide, h: 16 };
      if (taken.hits(box)) continue;
      taken.add(box);
      drawText(context, edge.label, x, y, font, strokeOf(edge), colors.ground);
      break;
    }
  }
}

/** How much a label matters: 2 must be shown, 1 may stand over the shape of another node, 0 only where it is free. */
function grade(node, strong, before) {
  if (strong.has(node)) return strong.size < 16 ? 2 : 1;
  return !strong.size && before < 24 && node.links.length >= HUB ? 1 : 0;
}

/** Below the node, else right, left or above of it, not cut by the edge; null where it finds no room and need not be. */
function freePlace(taken, label, x, y, away, weight) {
  const { w, h } = label;
  const places = [
    [x - w / 2, y + away],
    [x + away, y - h / 2],
    [x - away - w, y - h / 2],
    [x - w / 2, y - away - h],
  ];
  const boxes = places.map(([left, top]) => ({ ...label, x: left, y: top }));
  const free = boxes.filter((box) => !taken.hits(box));
  const found = free.find((box) => box.x > 0 && box.x + w < taken.width);
  if (found || !weight) return found ?? null;
  return free[0] ?? boxes.find((box) => !taken.hits(box, { soft: false })) ?? (weight > 1 ? boxes[0] : null);
}

/** Text with a rim in the colour of the ground, so that lines do not cross it out. */
function drawText(context, text, x, y, font, color, rim) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = rim;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** The node whose label is at a point of the screen. */
function nodeOfLabel({ x, y }) {
  return labelBoxes.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.node ?? null;
}

/** Boxes by cells of 100 pixels, to ask quickly whether one is hit. */
class Grid {
  constructor(width) {
    this.width = width;
    this.cells = new Map();
  }

  *around({ x, y, w, h }) {
    for (let i = Math.floor(x / 100); i <= Math.floor((x + w) / 100); i++) {
      for (let k = Math.floor(y / 100); k <= Math.floor((y + h) / 100); k++) yield `${i},${k}`;
    }
  }

  hits(box, { soft = true } = {}) {
    for (const cell of this.around(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (
          box.node !== other.node &&
          (soft || !other.soft) &&
          box.x < other.x + other.w &&
          other.x < box.x + box.w &&
          box.y < other.y + other.h &&
          other.y < box.y + box.h
        )
          return true;
      }
    }
    return false;
  }

  add(box) {
    for (const cell of this.around(box)) this.cells.set(cell, [...(this.cells.get(cell) ?? []), box]);
  }
}
