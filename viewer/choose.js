// What of the graph is shown: the edges that pass the filters, the strongest of them, and what was opened.

import { edges, edgesOf, graph, nodes } from "./data.js";
import { windowOf } from "./dates.js";

// At most so many neighbours of an actor are shown when it is opened.
const NEIGHBOURS = 60;

// Returns the places of the nodes and edges to show, and of all edges that pass the filters.
export function choose(state) {
  const span = state.at && windowOf(state.at, state.span);
  const isPassing = edges.map((edge) => passes(edge, state, span));
  const passing = places(isPassing);
  const shown = new Set();
  const kept = new Set();
  if (!state.only) {
    const cap = state.all ? { nodes: Infinity, edges: Infinity } : graph.shown;
    for (const place of strongest(passing, cap)) keep(place, shown, kept);
  }
  for (const actor of state.open) {
    shown.add(actor);
    for (const place of around(actor, isPassing)) keep(place, shown, kept);
  }
  if (state.edge !== null) keep(state.edge, shown, kept);
  if (state.open.length) {
    // An opened actor shows its edges to everybody who is there.
    for (const actor of state.open) {
      for (const place of edgesOf[actor]) {
        const edge = edges[place];
        if (isPassing[place] && shown.has(edge.source) && shown.has(edge.target)) kept.add(place);
      }
    }
  }
  return { nodes: [...shown], edges: [...kept], passing };
}

// Returns how strong each actor is: what speaks for its edges, summed.
export function strengths(list = edges.keys()) {
  const strength = new Float64Array(nodes.length);
  for (const place of list) {
    const { source, target, weight } = edges[place];
    strength[source] += weight;
    strength[target] += weight;
  }
  return strength;
}

function keep(place, shown, kept) {
  shown.add(edges[place].source);
  shown.add(edges[place].target);
  kept.add(place);
}

function passes(edge, state, span) {
  return (
    !state.hidden.has(edge.relation) &&
    state.polarities.has(edge.kind.polarity) &&
    state.standings.has(edge.standing) &&
    edge.confidence >= state.min &&
    (!span || edge.times.some(([start, end]) => start <= span[1] && end >= span[0]))
  );
}

// Returns the strongest edges between the strongest actors.
function strongest(passing, cap) {
  if (cap.nodes === Infinity) return passing;
  const strength = strengths(passing);
  const order = nodes.map((_, place) => place).filter((place) => strength[place] > 0);
  order.sort((a, b) => strength[b] - strength[a] || a - b);
  const isIn = new Set(order.slice(0, cap.nodes));
  const inner = passing.filter((place) => isIn.has(edges[place].source) && isIn.has(edges[place].target));
  return inner.sort(byWeight).slice(0, cap.edges);
}

// Returns the edges to the strongest neighbours of an actor.
function around(actor, isPassing) {
  const own = edgesOf[actor].filter((place) => isPassing[place]).sort(byWeight);
  const neighbours = new Set();
  return own.filter((place) => {
    const { source, target } = edges[place];
    const other = source === actor ? target : source;
    if (neighbours.size < NEIGHBOURS) neighbours.add(other);
    return neighbours.has(other);
  });
}

function byWeight(a, b) {
  return edges[b].weight - edges[a].weight || a - b;
}

function places(flags) {
  const list = [];
  flags.forEach((flag, place) => flag && list.push(place));
  return list;
}
