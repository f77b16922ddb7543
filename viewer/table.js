// The table: the same relations as rows, for reading, sorting, and for readers who do not see the picture.

import { edges, nodes } from "./data.js";
import { element, make, refill } from "./dom.js";
import { actor } from "./evidence.js";
import { chooseEdge, state } from "./state.js";
import { count, percent, relationName, whenOf } from "./words.js";

const PAGE = 200;

const COLUMNS = [
  { name: "Source", value: (edge) => nodes[edge.source].name },
  { name: "Relation", value: (edge) => edge.relation },
  { name: "Target", value: (edge) => nodes[edge.target].name },
  { name: "When", value: (edge) => edge.times[0]?.[0] ?? Infinity },
  { name: "Confidence", value: (edge) => -edge.confidence },
  { name: "Sources", value: (edge) => -edge.sources },
];

let order = { column: 4, up: true };
let rows = PAGE;

// Shows some edges as a table.
export function showTable(places) {
  element("table").hidden = state.view !== "table";
  if (state.view !== "table") return;
  const { value } = COLUMNS[order.column];
  const compare = (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (order.up ? 1 : -1);
  const sorted = [...places].sort((a, b) => compare(edges[a], edges[b]) || a - b);
  const again = () => showTable(places);
  const more = make("button", { id: "rows", text: `Show ${count(Math.min(PAGE, sorted.length - rows), "more row")}` });
  more.addEventListener("click", () => {
    rows += PAGE;
    again();
  });
  refill(
    element("table"),
    make(
      "table",
      {},
      make("caption", { text: `${count(sorted.length, "relation")} that pass the filters` }),
      make("thead", {}, make("tr", {}, ...COLUMNS.map((column, i) => head(column, i, again)))),
      make("tbody", {}, ...sorted.slice(0, rows).map(tableRow)),
    ),
    sorted.length > rows ? more : null,
  );
}

function head({ name }, i, again) {
  const isSorted = order.column === i;
  const sort = isSorted ? (order.up ? "ascending" : "descending") : "none";
  const turn = () => {
    order = { column: i, up: isSorted ? !order.up : true };
    again();
    element("table").querySelectorAll("th button")[i].focus();
  };
  const arrow = isSorted ? (order.up ? " ▲" : " ▼") : "";
  return make("th", { scope: "col", "aria-sort": sort }, make("button", { class: "plain", text: name + arrow, onclick: turn }));
}

function tableRow(place) {
  const edge = edges[place];
  const relation = make("button", { class: "plain", text: relationName(edge), onclick: () => chooseEdge(place) });
  const flag = edge.contradicted ? make("span", { class: "tag denies", text: "contradicted" }) : null;
  return make(
    "tr",
    { "data-edge": place, class: state.edge === place && "chosen" },
    make("td", {}, actor(edge.source)),
    make("td", {}, relation, " ", flag),
    make("td", {}, actor(edge.target)),
    make("td", { text: whenOf(edge) }),
    make("td", { class: "number", text: percent(edge.confidence) }),
    make("td", { class: "number", text: String(edge.sources) }),
  );
}
