// What the reader looks at, kept in the address of the page, so that a view can be sent on.

import { edgeId, edges, findEdge, findNode, graph, lookAt, nodes, relations, sameActor, views } from "./data.js";

// The view: places of actors and edges, names of relations, a date as text.
export const state = read();

const listeners = [];

// Calls a listener after each change.
export function onChange(listener) {
  listeners.push(listener);
}

// Changes the view. A step back in the browser leads to the last choice of an actor or edge.
export function change(changes) {
  const isStep = ["actor", "edge", "pair", "view", "who"].some((key) => key in changes);
  Object.assign(state, changes);
  const address = write();
  if (address !== location.hash) {
    history[isStep ? "pushState" : "replaceState"](null, "", address || location.pathname + location.search);
  }
  tell();
}

// Chooses an actor and shows its neighbours.
export function chooseActor(place) {
  const open = state.open.includes(place) ? state.open : [...state.open, place];
  change({ actor: place, edge: null, pair: null, open });
}

// Chooses an edge.
export function chooseEdge(place) {
  change({ edge: place, pair: null });
}

// Chooses two actors.
export function choosePair(a, b) {
  change({ pair: [a, b], edge: null });
}

// Shows people and organs apart, or as what they act for; what was chosen stays so where the other view has it.
export function chooseView(who) {
  const before = { nodes, edge: state.edge !== null && edgeId(edges[state.edge]) };
  lookAt(who);
  const same = (place) => (place === null ? null : sameActor(before.nodes[place]));
  const pair = state.pair?.map(same) ?? [];
  const open = [...new Set(state.open.map(same))].filter((place) => place !== null);
  const isPair = pair.length === 2 && !pair.includes(null) && pair[0] !== pair[1];
  change({ who: graph.view, actor: same(state.actor), edge: before.edge ? findEdge(before.edge) : null, pair: isPair ? pair : null, open });
}

// Goes back to the first choice, in the view that is shown.
export function reset() {
  change(initial());
}

addEventListener("popstate", () => {
  Object.assign(state, read());
  tell();
});

function tell() {
  for (const listener of listeners) listener(state);
}

function initial() {
  const focus = findNode(graph.focus);
  return {
    actor: focus,
    edge: null,
    pair: null,
    open: focus === null ? [] : [focus],
    only: false,
    all: false,
    hidden: new Set(),
    polarities: new Set(["positive", "neutral", "negative"]),
    standings: new Set(["asserted", "unrealised", "denied"]),
    min: 0,
    at: null,
    span: "0",
    view: "picture",
    who: graph.view,
  };
}

// Returns the view of the address.
function read() {
  const words = new URLSearchParams(location.hash.slice(1));
  lookAt(words.get("who"));
  const view = initial();
  const list = (key) => (words.get(key) ?? "").split(",").filter(Boolean);
  const places = (key) => list(key).map(findNode).filter((place) => place !== null);
  if (words.has("actor")) view.actor = findNode(words.get("actor"));
  if (words.has("edge")) view.edge = findEdge(words.get("edge"));
  if (places("pair").length === 2) view.pair = places("pair");
  if (words.has("open")) view.open = places("open");
  view.hidden = new Set(list("hide").filter((id) => relations.has(id)));
  if (words.has("polarity")) view.polarities = new Set(list("polarity"));
  if (words.has("say")) view.standings = new Set(list("say"));
  view.only = words.has("only");
  view.all = words.has("all");
  view.min = Math.min(1, Math.max(0, Number(words.get("min")) || 0));
  if (/^\d{4}(-\d\d)?$/.test(words.get("at") ?? "")) view.at = words.get("at");
  view.span = words.get("span") ?? "0";
  view.view = words.get("view") === "table" ? "table" : "picture";
  return view;
}

// Returns the address of the view: what differs from the first one.
function write() {
  const first = initial();
  const words = new URLSearchParams();
  const id = (place) => nodes[place].id;
  const put = (key, differs, value) => differs && words.set(key, value);
  put("actor", state.actor !== first.actor, state.actor === null ? "" : id(state.actor));
  put("edge", state.edge !== null, state.edge !== null && edgeId(edges[state.edge]));
  put("pair", state.pair, state.pair?.map(id).join());
  put("open", state.open.join() !== first.open.join(), state.open.map(id).join());
  put("hide", state.hidden.size, [...state.hidden].join());
  put("polarity", state.polarities.size !== 3, [...state.polarities].join());
  put("say", state.standings.size !== 3, [...state.standings].join());
  put("only", state.only, "1");
  put("all", state.all, "1");
  put("min", state.min > 0, state.min);
  put("at", state.at, state.at);
  put("span", state.at && state.span !== "0", state.span);
  put("view", state.view !== "picture", state.view);
  put("who", state.who !== views[0].view, state.who);
  const text = words.toString().replaceAll("%2C", ",").replaceAll("%7C", "|");
  return text && `#${text}`;
}
