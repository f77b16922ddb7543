// The graph of the page, read once, with what is looked up in the view of it that is shown; and the evidence, read when
// it is asked for.

import { firstDay, lastDay } from "./dates.js";
import { element } from "./dom.js";

export const graph = JSON.parse(element("graph").textContent);
export const views = graph.views;
export const relations = new Map(graph.relations.map((relation) => [relation.id, relation]));
export const families = new Map(graph.families.map((family) => [family.id, family]));
export const kinds = new Map(graph.kinds.map((kind) => [kind.id, kind]));

// The actors and edges of the view, and for each actor the places of its edges.
export let nodes;
export let edges;
export let edgesOf;
let placeOf, edgePlaces;
const others = [];

lookAt(views[0].view);

// Shows the graph in the view of that name, or in the first where there is no such view.
export function lookAt(name) {
  const view = views.find((known) => known.view === name) ?? views[0];
  if (graph.view === view.view) return;
  ({ nodes, edges } = Object.assign(graph, view));
  placeOf = new Map(nodes.map((node, place) => [node.id, place]));
  edgePlaces = new Map(edges.map((edge, place) => [edgeId(edge), place]));
  edgesOf = nodes.map(() => []);
  edges.forEach((edge, place) => {
    edge.kind = relations.get(edge.relation);
    edge.times = times(edge);
    edgesOf[edge.source].push(place);
    if (edge.target !== edge.source) edgesOf[edge.target].push(place);
  });
  for (const listener of others) listener();
}

// Calls a listener now and whenever another view is shown, before anything else hears of it.
export function onView(listener) {
  others.push(listener);
  listener();
}

// Returns the place of the actor of another view that is meant by one of them: itself, the state or organisation that
// it acts for, or the first that acts for it.
export function sameActor({ id, root, name }) {
  const named = (test) => {
    const place = nodes.findIndex(test);
    return place < 0 ? null : place;
  };
  return placeOf.get(id) ?? named((node) => node.name === root) ?? named((node) => node.root === name);
}

// Returns the place of the actor with that id.
export function findNode(id) {
  return placeOf.get(id) ?? null;
}

// Returns the place of the edge with that id.
export function findEdge(id) {
  return edgePlaces.get(id) ?? null;
}

// Returns the identity of an edge: `source|relation|target`.
export function edgeId(edge) {
  return `${nodes[edge.source].id}|${edge.relation}|${nodes[edge.target].id}`;
}

// Returns the places of the edges between two actors.
export function between(a, b) {
  return edgesOf[a].filter((place) => {
    const { source, target } = edges[place];
    return (source === a && target === b) || (source === b && target === a);
  });
}

// Returns the relations between the same two that an edge cannot stand beside, or that end it.
export function rivals(edge) {
  const bears = (other) => {
    if (other.kind.excludes.includes(edge.relation) || edge.kind.excludes.includes(other.relation)) {
      return "excludes it";
    }
    return !edge.kind.event && other.kind.ends.includes(edge.relation) ? "ends it" : null;
  };
  return between(edge.source, edge.target)
    .map((place) => ({ place, bearing: bears(edges[place]) }))
    .filter(({ place, bearing }) => bearing && edges[place] !== edge);
}

// Returns a promise of the statements behind an edge, those that say so first, the surest first.
export async function evidenceOf(place) {
  const { told } = edges[place];
  const list = told ? told.map((line) => JSON.parse(lines()[line])) : await asked(place);
  const order = ({ says }) => ({ asserts: 0, denies: 2 })[says] ?? 1;
  return list.sort((a, b) => order(a) - order(b) || b.confidence - a.confidence);
}

async function asked(place) {
  const answer = await fetch(`evidence/${graph.view}/${place}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// Returns the evidence in the page, a line for each statement; none where a server has it.
function lines() {
  lines.held ??= element("evidence").textContent.trim().split("\n").filter(Boolean);
  return lines.held;
}

// Returns when an edge counts, in days: when it held; where no text says, from when on it was told of, or for
// an event the months in which it was told of first and last.
function times(edge) {
  if (edge.valid.length) {
    return edge.valid.map(([start, end]) => [start ? firstDay(start) : -Infinity, end ? lastDay(end) : Infinity]);
  }
  if (!edge.first_seen) return [];
  if (!edge.kind.event) return [[firstDay(edge.first_seen), Infinity]];
  const months = new Set([edge.first_seen, edge.last_seen].map((date) => date.slice(0, 7)));
  return [...months].map((month) => [firstDay(month), lastDay(month)]);
}
