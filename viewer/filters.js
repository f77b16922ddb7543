// The filters, which are the legend too: relations by family, polarity, confidence, shapes of actors.

import { edges, graph, kinds, nodes, onView } from "./data.js";
import { draw, element, make, refill } from "./dom.js";
import { onPaper } from "./look.js";
import { outline, stroke } from "./shapes.js";
import { change, reset, state } from "./state.js";
import { percent } from "./words.js";

const POLARITIES = { positive: "friendly", neutral: "neutral", negative: "hostile" };
const STANDINGS = { asserted: "said to be so", unrealised: "planned, asked for or feared", denied: "denied" };

const counts = (key) => {
  const n = new Map();
  for (const edge of edges) n.set(key(edge), (n.get(key(edge)) ?? 0) + 1);
  return n;
};

let byRelation, byPolarity, byStanding;
let updates = [];
let inks = [];

// Builds the filters, and again for another view.
export function startFilters() {
  onView(buildFilters);
  onPaper(inkFilters);
}

function buildFilters() {
  byRelation = counts((edge) => edge.relation);
  byPolarity = counts((edge) => edge.kind.polarity);
  byStanding = counts((edge) => edge.standing);
  [updates, inks] = [[], []];
  const isThere = new Set(nodes.map((node) => node.kind));
  refill(
    element("filters"),
    make("div", { class: "row" }, make("h2", { text: "Filters" }), make("button", { class: "plain", id: "reset", text: "Reset", onclick: reset })),
    section("Relations", ...graph.families.map(family)),
    section("Polarity", ...boxes(POLARITIES, byPolarity, "polarities")),
    byStanding.size > 1 && section("Statements", ...boxes(STANDINGS, byStanding, "standings")),
    section("Confidence", confidence()),
    section("Actors", ...[...kinds.values()].filter(({ id }) => isThere.has(id)).map(shape)),
  );
  inkFilters();
}

// Draws the legend in the colours of the paper.
function inkFilters() {
  for (const ink of inks) ink();
}

// Shows the state of the filters.
export function showFilters() {
  for (const update of updates) update();
}

function section(title, ...children) {
  return make("section", {}, make("h3", { text: title }), ...children.filter(Boolean));
}

// A family: its line, and its relations under it.
function family({ id }) {
  const own = graph.relations.filter((relation) => relation.family === id && byRelation.has(relation.id));
  if (!own.length) return null;
  const all = make("input", { type: "checkbox", id: `family-${id}` });
  all.addEventListener("change", () => {
    const hidden = new Set(state.hidden);
    own.forEach((relation) => (all.checked ? hidden.delete(relation.id) : hidden.add(relation.id)));
    change({ hidden });
  });
  const line = draw("svg", { class: "swatch", viewBox: "0 0 34 12", "aria-hidden": "true" });
  updates.push(() => {
    const n = own.filter((relation) => !state.hidden.has(relation.id)).length;
    all.checked = n > 0;
    all.indeterminate = n > 0 && n < own.length;
  });
  inks.push(() => refill(line, ...stroke("M1 6H33", own[0], 2.4)));
  const sum = own.reduce((n, relation) => n + byRelation.get(relation.id), 0);
  const head = make("summary", {}, make("label", {}, all, line, id), number(sum));
  return make("details", { class: "family" }, head, ...own.map(relation));
}

function relation({ id, definition }) {
  const box = make("input", { type: "checkbox", id: `relation-${id}` });
  box.addEventListener("change", () => {
    const hidden = new Set(state.hidden);
    box.checked ? hidden.delete(id) : hidden.add(id);
    change({ hidden });
  });
  updates.push(() => (box.checked = !state.hidden.has(id)));
  return make("div", { class: "row", title: definition }, make("label", {}, box, id.replaceAll("-", " ")), number(byRelation.get(id)));
}

// Boxes for the members of a set of the state.
function boxes(names, numbers, key) {
  return Object.entries(names).filter(([id]) => numbers.has(id)).map(([id, name]) => {
    const box = make("input", { type: "checkbox", id: `${key}-${id}` });
    box.addEventListener("change", () => {
      const set = new Set(state[key]);
      box.checked ? set.add(id) : set.delete(id);
      change({ [key]: set });
    });
    updates.push(() => (box.checked = state[key].has(id)));
    return make("div", { class: "row" }, make("label", {}, box, name), number(numbers.get(id)));
  });
}

function confidence() {
  const range = make("input", { type: "range", id: "min", min: 0, max: 100, step: 5, "aria-label": "Least confidence" });
  const output = make("output", { for: "min" });
  range.addEventListener("input", () => change({ min: Number(range.value) / 100 }));
  updates.push(() => {
    range.value = state.min * 100;
    output.textContent = `from ${percent(state.min)}`;
    range.setAttribute("aria-valuetext", output.textContent);
  });
  return make("div", { class: "row" }, range, output);
}

function shape(kind) {
  const picture = draw("svg", { class: "swatch", viewBox: "-17 -8 34 16", "aria-hidden": "true" });
  inks.push(() => refill(picture, outline(kind.id, 0, 0, 6)));
  return make("div", { class: "row" }, make("span", { class: "key" }, picture, kind.name));
}

function number(n) {
  return make("span", { class: "number", text: n.toLocaleString("en") });
}
