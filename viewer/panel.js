// The panel beside the picture: the edge, the pair or the actor that is chosen, or what the page is about.

import { edges, edgesOf, graph, nodes, views } from "./data.js";
import { element, make, refill } from "./dom.js";
import { actor, edgePanel } from "./evidence.js";
import { inkOf } from "./look.js";
import { change, chooseActor, chooseEdge, choosePair, state } from "./state.js";
import { pairPanel } from "./timeline.js";
import { count, nameOf, plain, relationName, whenOf } from "./words.js";

// At most so many names and relations are listed at once.
const NAMES = 24;
const ROWS = 200;

let before = "";

// Shows what is chosen; `passing` are the edges that pass the filters.
export function showPanel(passing) {
  const key = [state.who, state.edge, state.pair, state.actor].join("/");
  const isOther = key !== before;
  const hasList = state.edge === null && !state.pair && state.actor !== null;
  if (!isOther && !hasList) return;
  before = key;
  const panel = element("panel");
  refill(panel, closer(), ...content(passing));
  if (isOther) panel.scrollTop = 0;
}

function content(passing) {
  if (state.edge !== null) return edgePanel(state.edge);
  if (state.pair) return pairPanel(state.pair);
  if (state.actor !== null) return actorPanel(state.actor, new Set(passing));
  return about();
}

function closer() {
  if (state.edge === null && !state.pair && state.actor === null) return null;
  const back = () => {
    if (state.edge !== null || state.pair) change({ edge: null, pair: null });
    else change({ actor: null });
  };
  return make("button", { class: "close", "aria-label": "Close", text: "×", onclick: back });
}

function actorPanel(place, passing) {
  const node = nodes[place];
  const own = edgesOf[place].filter((edge) => passing.has(edge)).sort((a, b) => edges[b].weight - edges[a].weight || a - b);
  const hidden = edgesOf[place].length - own.length;
  const names = node.names.slice(0, NAMES).map(plain).join(" · ");
  const kind = graph.kinds.find((known) => known.id === node.kind).name;
  const only = make("button", { id: "only", "aria-pressed": String(state.only), text: "Only what lies around it", onclick: () => change({ only: !state.only, open: [place] }) });
  return [
    make("h2", { text: nameOf(place) }),
    make("p", { class: "quiet", text: node.root === node.name ? kind : `${kind} of ${plain(node.root)}` }),
    make("div", { class: "row start" }, only),
    names && make("details", { class: "names" }, make("summary", { text: `Also ${plain(node.names[0])}${node.names.length > 1 ? ` and ${node.names.length - 1} more` : ""}` }), make("p", { text: names })),
    make("h3", { text: count(own.length, "relation") }),
    hidden > 0 && make("p", { class: "quiet", text: `${hidden} more do not pass the filters.` }),
    make("ul", { class: "list" }, ...own.slice(0, ROWS).map((edge) => edgeRow(place, edge))),
    own.length > ROWS && make("p", { class: "quiet", text: `The ${ROWS} strongest; the table has all.` }),
  ];
}

// An edge as seen from one of its ends.
function edgeRow(from, place) {
  const edge = edges[place];
  const isOut = edge.source === from;
  const other = isOut ? edge.target : edge.source;
  const way = edge.kind.symmetric ? "↔" : isOut ? "→" : "←";
  const relation = make("button", { class: "plain", text: relationName(edge), onclick: () => chooseEdge(place) });
  relation.style.color = inkOf(edge.kind);
  const pair = make("button", { class: "plain small", text: "timeline", "aria-label": `Timeline with ${nameOf(other)}`, onclick: () => choosePair(from, other) });
  const flag = edge.contradicted && make("span", { class: "tag denies", text: "contradicted" });
  return make("li", {}, relation, ` ${way} `, actor(other), " ", flag || null, make("span", { class: "quiet", text: ` ${whenOf(edge)} ` }), pair);
}

function about() {
  const { source, filter, as_of, generator } = graph.meta;
  const lines = [
    `${count(nodes.length, "actor")}, ${count(edges.length, "relation")}`,
    source && `from ${source}`,
    filter && `Chosen: ${filter}`,
    as_of && `As of ${as_of}`,
    generator && `Made by ${generator}`,
    views.length < 2 && "So large a graph is here in one view alone: --view root or --view actor makes the other.",
  ];
  const first = edges.map((_, place) => place).sort((a, b) => edges[b].weight - edges[a].weight || a - b).slice(0, 8);
  return [
    make("h2", { text: "About" }),
    ...lines.filter(Boolean).map((text) => make("p", { text: plain(text) })),
    make("p", { class: "quiet", text: "Choose an actor to see its neighbours, a line to read what it rests on. Colour and line tell the family of a relation, width how much speaks for it, size how much is said of an actor." }),
    make("h3", { text: "Best attested" }),
    make("ul", { class: "list" }, ...first.map((place) => sentence(place))),
  ];
}

function sentence(place) {
  const edge = edges[place];
  const relation = make("button", { class: "plain", text: relationName(edge), onclick: () => chooseEdge(place) });
  relation.style.color = inkOf(edge.kind);
  return make("li", {}, actor(edge.source), " ", relation, " ", actor(edge.target));
}

// Goes to the next actor of a list, or the one before.
export function step(list, by) {
  if (!list.length) return;
  const at = list.indexOf(state.actor);
  chooseActor(list[(at + by + list.length + (at < 0 && by < 0 ? 1 : 0)) % list.length]);
}
