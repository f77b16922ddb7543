// How actors and relations look, on light and on dark paper: one list for the picture and the drawing.

import { families, kinds, nodes, onView } from "./data.js";
import { strengths } from "./choose.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

// The line of a family as a number, for the programs of the picture.
const LINES = ["solid", "double", "dotted", "dash-dot"];

let strength, most;

onView(() => {
  strength = strengths();
  most = Math.max(1e-9, strength.reduce((a, b) => Math.max(a, b), 0));
});

// Calls a listener when the paper changes.
export function onPaper(listener) {
  dark.addEventListener("change", listener);
}

// Returns the colours of the paper.
export function paper() {
  return dark.matches
    ? { back: "#16181d", text: "#e6e8ec", quiet: "#9aa1ac", halo: "#16181d", veil: "#16181da0" }
    : { back: "#fcfcfb", text: "#1c1f24", quiet: "#636a75", halo: "#fcfcfb", veil: "#fcfcfbb0" };
}

// Returns the colour of a relation.
export function inkOf(relation) {
  return families.get(relation.family)[dark.matches ? "dark" : "light"];
}

// Returns the name of the line of a relation.
export function lineOf(relation) {
  return families.get(relation.family).line;
}

// Returns the number of a line.
export function lineNumber(line) {
  return LINES.indexOf(line);
}

// Returns the colour of a node.
export function fillOf(node) {
  const { color } = kinds.get(node.kind);
  return dark.matches ? lighter(color) : color;
}

// Returns how large a node is drawn: its radius.
export function radiusOf(place) {
  return 5 + 9 * Math.sqrt(strength[place] / most);
}

// Returns how wide an edge is drawn.
export function widthOf(edge) {
  return Math.min(6, 1.1 + 1.1 * Math.sqrt(edge.weight));
}

// Returns the places of all nodes, the strongest first.
export function byStrength() {
  return nodes.map((_, place) => place).sort((a, b) => strength[b] - strength[a] || a - b);
}

function lighter(color) {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const light = parts.map((part) => Math.round(part + (255 - part) * 0.3));
  return `#${light.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const SHAPES = {
  state: "circle",
  organisation: "hexagon",
  group: "square",
  person: "diamond",
  organ: "rectangle",
  people: "triangle",
  collective: "pentagon",
  place: "ring",
};

// Returns the shape of a kind of actor.
export function shapeOf(kind) {
  return SHAPES[kind] ?? "circle";
}
