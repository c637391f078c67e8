// Amounts of the ledger and their sums; each amount enters a sum once, as kg.query.ledger says.

const money = (row) =>
  [row.investment_cny && yuan(row.investment_cny), row.investment_usd && dollars(row.investment_usd)]
    .filter(Boolean)
    .join(" + ");
const stageOrder = (stage) => (stage ? ONTOLOGY.stages.findIndex((item) => item.name === stage) : null);

/** The sum of what counts in `rows`. */
function total(rows) {
  const add = (key) => rows.reduce((value, row) => value + (row[key] ?? 0), 0);
  return {
    cny: add("counted_cny"),
    usd: add("counted_usd"),
    counted: rows.filter((row) => row.counted_cny || row.counted_usd).length,
  };
}

const GROUP_OF = {
  park: (row) => row.parks.join("、"),
  enterprise: (row) => row.enterprises.join("、"),
  industry: (row) => row.industries.join("、"),
  stage: (row) => row.stage_label,
  year: (row) => (row.date ?? "").slice(0, 4),
  type: (row) => row.type_label,
};

/** Sums by group, the largest first; each row is in one group, so that the groups add up to the whole. */
function groupTotals(rows, by) {
  const groups = new Map();
  for (const row of rows) {
    const name = GROUP_OF[by](row) || DATA.unknown;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups]
    .map(([name, list]) => ({ name, rows: list, ...total(list) }))
    .sort((a, b) => b.cny - a.cny || b.usd - a.usd || b.rows.length - a.rows.length || compared(a.name, b.name));
}

function wantedRows() {
  const { text, park, stage, realis } = state.ledger;
  const words = folded(text);
  return ledger.filter(
    (row) =>
      (!park || row.parks.includes(park)) &&
      (!stage || (row.stage ?? "?") === stage) &&
      (!realis || row.realis === realis) &&
      (!words ||
        folded([row.name, ...row.node.aliases, ...row.enterprises, ...row.parks, ...row.industries].join(" ")).includes(
          words,
        )),
  );
}
