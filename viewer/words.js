// How the page says what it shows.

import { edges, nodes } from "./data.js";
import { spell } from "./dates.js";

// Returns a text without signs that would turn or hide what stands around it.
export function plain(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, " ").trim();
}

// Returns the name of an actor.
export function nameOf(place) {
  return plain(nodes[place].name);
}

// Returns a relation as people read it: `severed ties`; one that is only planned or denied says so.
export function relationName(edge) {
  const name = edge.relation.replaceAll("-", " ");
  return { asserted: "", unrealised: "planned: ", denied: "not: " }[edge.standing] + name;
}

// Returns an edge as a sentence.
export function sentenceOf(place) {
  const edge = edges[place];
  return `${nameOf(edge.source)} ${relationName(edge)} ${nameOf(edge.target)}`;
}

// Returns when an edge held, in words; when it was told where no text says.
export function whenOf(edge) {
  if (edge.valid.length) return edge.valid.map(spell).join(", ");
  const { first_seen: first, last_seen: last } = edge;
  if (!first) return "";
  if (!edge.kind.event) return `reported ${spell([first, null])}`;
  return `reported ${first === last ? first : `${first}, ${last}`}`;
}

// Returns a number of things: `1 actor`, `12 actors`.
export function count(n, thing) {
  return `${n.toLocaleString("en")} ${thing}${n === 1 ? "" : "s"}`;
}

// Returns a confidence as a share.
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}
