// The page: what changes in the view is shown everywhere.

import { edges, findEdge, findNode, graph, nodes, views } from "./data.js";
import { element } from "./dom.js";
import { choose } from "./choose.js";
import { showClock, startClock } from "./clock.js";
import { startDownloads } from "./download.js";
import { showFilters, startFilters } from "./filters.js";
import { byStrength, onPaper } from "./look.js";
import { showPanel, step } from "./panel.js";
import { fit, onFirst, pan, show, where, zoom } from "./picture.js";
import { startSearch } from "./search.js";
import { change, chooseView, onChange, state } from "./state.js";
import { showTable } from "./table.js";
import { count, percent, plain } from "./words.js";

let chosen = choose(state);

function update() {
  chosen = choose(state);
  const isTable = state.view === "table";
  element("canvas").hidden = isTable;
  element("as-picture").setAttribute("aria-pressed", String(!isTable));
  element("as-table").setAttribute("aria-pressed", String(isTable));
  element("folded").setAttribute("aria-pressed", String(state.who !== "actor"));
  element("apart").setAttribute("aria-pressed", String(state.who === "actor"));
  element("title").textContent = plain(graph.meta.title ?? "") || "demarche";
  if (!isTable) show(chosen);
  showTable(state.only ? chosen.edges : chosen.passing);
  showFilters();
  showClock();
  showPanel(chosen.passing);
  showStatus();
}

// Says how much is shown, and offers the rest.
function showStatus() {
  const status = element("status");
  const more = element("more");
  const isPart = chosen.edges.length < chosen.passing.length && !state.only;
  const of = (n, all, thing) => (n === all ? count(n, thing) : `${n.toLocaleString("en")} of ${count(all, thing)}`);
  const what = `${of(chosen.nodes.length, nodes.length, "actor")}, ${of(chosen.edges.length, edges.length, "relation")}`;
  const rest = edges.length - chosen.passing.length;
  const filtered = rest > 0 ? `; ${rest.toLocaleString("en")} do not pass the filters` : "";
  status.textContent = `${isPart ? "The strongest: " : ""}${what}${filtered}.`;
  status.dataset.nodes = chosen.nodes.length;
  status.dataset.edges = chosen.edges.length;
  status.dataset.passing = chosen.passing.length;
  more.hidden = !(isPart || state.all || state.only);
  more.textContent = state.all || state.only ? "Show the strongest" : "Show all";
  element("empty").hidden = chosen.edges.length > 0;
  element("picture").setAttribute("aria-label", `Picture of ${what}`);
}

// Returns in words what is chosen, for files.
function note() {
  const words = [
    state.at && (state.span === "all" ? `up to ${state.at}` : `at ${state.at}`),
    state.min > 0 && `confidence from ${percent(state.min)}`,
    state.polarities.size < 3 && [...state.polarities].join(" and "),
    state.hidden.size > 0 && `without ${[...state.hidden].join(", ")}`,
    graph.meta.filter,
  ];
  return words.filter(Boolean).join("; ");
}

function goTo(place) {
  if (state.view === "table") return;
  const around = chosen.edges.map((edge) => edges[edge]).filter(({ source, target }) => source === place || target === place);
  fit([place, ...around.flatMap(({ source, target }) => [source, target])]);
}

// Shows the other view, and what was chosen in its middle.
function turn(who) {
  if (who === state.who) return;
  chooseView(who);
  if (state.actor !== null) goTo(state.actor);
}

const KEYS = {
  ArrowLeft: () => pan(-0.1, 0),
  ArrowRight: () => pan(0.1, 0),
  ArrowUp: () => pan(0, 0.1),
  ArrowDown: () => pan(0, -0.1),
  "+": () => zoom(0.7),
  "-": () => zoom(1.4),
  0: () => fit(),
  n: () => step(shownByStrength(), 1),
  p: () => step(shownByStrength(), -1),
  v: () => views.length > 1 && turn(views.find(({ view }) => view !== state.who).view),
};

function shownByStrength() {
  const isShown = new Set(chosen.nodes);
  return byStrength().filter((place) => isShown.has(place));
}

function start() {
  element("who").hidden = views.length < 2;
  startFilters();
  startClock();
  startSearch(goTo);
  startDownloads(() => ({ chosen, note: note() }));
  const on = (id, listener) => element(id).addEventListener("click", listener);
  on("as-picture", () => change({ view: "picture" }));
  on("as-table", () => change({ view: "table" }));
  on("folded", () => turn(views.find(({ view }) => view !== "actor").view));
  on("apart", () => turn("actor"));
  on("zoom-in", () => zoom(0.7));
  on("zoom-out", () => zoom(1.4));
  on("zoom-fit", () => fit());
  on("more", () => change(state.only || state.all ? { only: false, all: false } : { all: true }));
  on("skip", () => {
    change({ view: "table" });
    element("table").querySelector("button")?.focus();
  });
  on("share", async ({ target }) => {
    const done = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    target.textContent = done ? "Copied" : "Copy the address above";
    setTimeout(() => (target.textContent = "Copy link"), 2000);
  });
  element("picture").addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    act();
    event.preventDefault();
  });
  // Drawn is what the graphics card has done, two frames later.
  onFirst(() => requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("first picture"))));
  onPaper(update);
  onChange(update);
  update();
  if (state.actor !== null) goTo(state.actor);
}

start();

// For tests and the curious: where things are in the window, and what is shown.
window.demarche = { graph, findNode, findEdge, where, shown: () => chosen };
