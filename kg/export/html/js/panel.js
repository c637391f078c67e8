// The panel on the right: an overview, a node, an edge, or a path, each with its evidence.

function drawPanel() {
  const content = state.path
    ? pathPanel()
    : state.edge
      ? edgePanel(state.edge)
      : state.node
        ? nodePanel(state.node)
        : overview();
  const panel = fill($("#panel"), content);
  panel.scrollTop = 0;
  const chosen = Boolean(state.path || state.edge || state.node);
  document.body.classList.toggle("chosen", chosen);
  if (chosen) document.body.classList.remove("no-panel");
  if (state.node) announce(described(state.node));
}

const closing = () =>
  button("关闭", () => change({ node: null, edge: null, path: null, steps: 0 }), { icon: "close", kind: "bare close" });

function copyAddress() {
  copy(location.href).then(
    () => announce("链接已复制"),
    () => announce("无法复制，请从地址栏复制"),
  );
}

/** A list that shows `first` items and the rest when asked. */
function more(list, first, item) {
  const made = el("ul", { class: "plain" }, list.slice(0, first).map(item));
  if (list.length <= first) return made;
  const rest = button(
    `显示其余 ${list.length - first} 项`,
    () => {
      append(made, list.slice(first).map(item));
      rest.remove();
    },
    { kind: "small bare" },
  );
  return [made, rest];
}

watch(["node", "edge", "path", "steps", "view"], drawPanel);
watch(["off"], () => state.path && drawPanel());
