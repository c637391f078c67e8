// A picture of what the graph shows: SVG, and PNG made from it.

/** The visible part of the graph as an SVG element, in the colours of the page. */
function picture(width, height, { scale, topLeft }) {
  const place = (x, y) => [(x - topLeft.x) * scale, (y - topLeft.y) * scale];
  const inside = ({ x, y }) => {
    const [px, py] = place(x, y);
    return px > -120 && py > -120 && px < width + 120 && py < height + 120;
  };
  const list = shown.ranked.filter(inside);
  const bright = lit();
  const dim = (set, item) => (bright && !bright[set].has(item) ? "0.2" : null);
  const lines = [...shown.edges]
    .filter((edge) => inside(edge.from) || inside(edge.to))
    .map((edge) =>
      svg(
        "g",
        { opacity: dim("edges", edge) },
        svg("path", {
          d: edgePath(edge),
          fill: "none",
          stroke: strokeOf(edge),
          "stroke-width": Math.min(1 + edge.evidence.length * 0.25, 3),
          "stroke-dasharray": looksOf(edge).dashes ? looksOf(edge).dashes.join(" ") : null,
        }),
        svg("path", { d: arrowPath(edge, 8), fill: strokeOf(edge) }),
      ),
    );
  const marks = [...list].reverse().map((node) => {
    const looks = nodeLooks(node);
    return svg("path", {
      d: shapePath(node.shape, node.size),
      transform: `translate(${node.x} ${node.y})`,
      fill: looks.color.background,
      stroke: looks.color.border,
      "stroke-width": looks.borderWidth,
      "stroke-dasharray": looks.shapeProperties.borderDashes ? "4 3" : null,
      opacity: dim("nodes", node),
    });
  });
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": PAGE.title,
    },
    svg("rect", { width, height, fill: colors.ground }),
    svg("g", { transform: `scale(${scale}) translate(${-topLeft.x} ${-topLeft.y})` }, lines, marks),
    svg(
      "g",
      { "font-family": FONT, "text-anchor": "middle" },
      pictureLabels(list, place, scale, { width, height }, bright),
    ),
  );
}

function pictureLabels(list, place, scale, size, bright) {
  const context = document.createElement("canvas").getContext("2d");
  const strong = bright ? bright.nodes : new Set();
  const before = labelBoxes;
  drawLabels(context, list, { place: (node) => place(node.x, node.y), scale, ...size, colors, strong, most: 2000 });
  const boxes = labelBoxes;
  labelBoxes = before;
  return boxes.map(({ node, text, font, x, y, w }) =>
    svg(
      "text",
      {
        x: (x + w / 2).toFixed(1),
        y: (y + 12.5).toFixed(1),
        "font-size": font.startsWith("600") ? 14 : 12,
        "font-weight": font.startsWith("600") ? 600 : null,
        fill: colors.text,
        stroke: colors.ground,
        "stroke-width": 3,
        "paint-order": "stroke",
        opacity: bright && !strong.has(node) ? "0.3" : null,
      },
      text,
    ),
  );
}

function currentPicture() {
  const { scale, topLeft, size } = frame();
  return picture(size.width || 1200, size.height || 800, { scale, topLeft });
}

/** All that is shown, fitted into `width` and `height`. */
function fittedPicture(width, height) {
  const { scale, middle } = shown.nodes.size
    ? fitted([...shown.nodes], width, height)
    : { scale: 1, middle: { x: 0, y: 0 } };
  return picture(width, height, {
    scale,
    topLeft: { x: middle.x - width / 2 / scale, y: middle.y - height / 2 / scale },
  });
}

const svgText = (drawing) => new XMLSerializer().serializeToString(drawing);

function savePicture(kind) {
  const text = svgText(currentPicture());
  if (kind === "svg") return download(fileName("图谱", "svg"), text, "image/svg+xml;charset=utf-8");
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(fileName("图谱", "png"), blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
