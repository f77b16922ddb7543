// The picture as a drawing of its own (SVG): what is shown, with title, legend and notes.

import { bends } from "./bend.js";
import { edges, families, graph, kinds, nodes } from "./data.js";
import { range } from "./dates.js";
import { draw } from "./dom.js";
import { inkOf, paper, radiusOf, widthOf } from "./look.js";
import { outline, round, stroke } from "./shapes.js";
import { count, nameOf, plain } from "./words.js";

const MARGIN = 40;
const TOP = 70;
const FONT = "system-ui, sans-serif";

// Returns the drawing of a choice; `note` says what is chosen.
export function drawing({ nodes: places, edges: lines }, note) {
  const xs = places.map((place) => nodes[place].x);
  const ys = places.map((place) => nodes[place].y);
  const [[left, right], [top, bottom]] = places.length ? [range(xs), range(ys)] : [[0, 0], [0, 0]];
  const legend = legendOf(places, lines);
  const width = Math.max(640, right - left + 4 * MARGIN);
  const below = bottom - top + TOP + 2 * MARGIN;
  const height = below + legend.height + 40;
  const shift = { x: (width - (right - left)) / 2 - left, y: TOP + MARGIN - top };
  const at = (place) => ({ x: nodes[place].x + shift.x, y: nodes[place].y + shift.y });
  const bent = bends(lines);
  const { back, quiet } = paper();
  const box = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${round(width)} ${round(height)}`, width: round(width), height: round(height) };
  const title = plain(graph.meta.title ?? "") || "demarche";
  return draw(
    "svg",
    { ...box, "font-family": FONT, role: "img" },
    draw("title", { text: title }),
    draw("rect", { width: "100%", height: "100%", fill: back }),
    words(title, MARGIN, 38, { "font-size": 22, "font-weight": 600 }),
    words(note, MARGIN, 60, { "font-size": 13, fill: quiet }),
    ...lines.flatMap((place) => line(edges[place], at, bent.get(place))),
    ...places.flatMap((place) => figure(place, at(place))),
    draw("g", { transform: `translate(${MARGIN} ${round(below)})` }, ...legend.parts),
    words([graph.meta.source && `From ${plain(graph.meta.source)}`, graph.meta.generator].filter(Boolean).join(" · "), MARGIN, height - 16, { "font-size": 12, fill: quiet }),
  );
}

function words(text, x, y, more = {}) {
  return draw("text", { x: round(x), y: round(y), fill: paper().text, ...more, text });
}

function figure(place, { x, y }) {
  const radius = radiusOf(place);
  const { halo } = paper();
  const name = { "text-anchor": "middle", "font-size": 12, stroke: halo, "stroke-width": 3, "paint-order": "stroke" };
  return [outline(nodes[place].kind, x, y, radius), words(nameOf(place), x, y + radius + 13, name)];
}

// An edge as a curve from rim to rim, with an arrow where it points.
function line(edge, at, bend) {
  const [a, b] = [at(edge.source), at(edge.target)];
  if (edge.source === edge.target) {
    const r = radiusOf(edge.source) + 8;
    return stroke(`M${round(a.x - 3)} ${round(a.y)}c${-r * 2} ${-r * 2} ${r * 2 + 6} ${-r * 2} 6 0`, edge.kind, widthOf(edge));
  }
  const middle = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
  const start = towards(a, middle, radiusOf(edge.source) + 2);
  const tip = towards(b, middle, radiusOf(edge.target) + 2);
  const width = widthOf(edge);
  const size = edge.kind.symmetric ? 0 : 5 + width * 1.6;
  const end = towards(tip, middle, size * 0.9);
  const path = `M${round(start.x)} ${round(start.y)}Q${round(middle.x)} ${round(middle.y)} ${round(end.x)} ${round(end.y)}`;
  const parts = stroke(path, edge.kind, width);
  if (size) parts.push(draw("path", { d: arrow(tip, middle, size), fill: inkOf(edge.kind) }));
  return parts;
}

// Returns the point so far from one towards another.
function towards(from, to, distance) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

function arrow(tip, from, size) {
  const back = towards(tip, from, size);
  const [x, y] = [((tip.y - back.y) * 0.4), ((back.x - tip.x) * 0.4)];
  return `M${round(tip.x)} ${round(tip.y)}L${round(back.x + x)} ${round(back.y + y)}L${round(back.x - x)} ${round(back.y - y)}Z`;
}

// Returns the legend of what occurs: families by line, kinds by shape.
function legendOf(places, lines) {
  const inUse = new Set(lines.map((place) => edges[place].kind.family));
  const used = graph.relations.filter((relation) => inUse.has(relation.family));
  const relationOf = (id) => used.find((relation) => relation.family === id);
  const first = [...families.keys()].filter((id) => inUse.has(id)).map((id, i) => {
    return [...stroke(`M${i * 112} 8h26`, relationOf(id), 2.4), words(id, i * 112 + 32, 12, { "font-size": 12 })];
  });
  const kindsInUse = new Set(places.map((place) => nodes[place].kind));
  const second = [...kinds.values()].filter(({ id }) => kindsInUse.has(id)).map(({ id, name }, i) => {
    return [outline(id, i * 128 + 8, 32, 6), words(name, i * 128 + 22, 36, { "font-size": 12 })];
  });
  const size = words(`${count(places.length, "actor")}, ${count(lines.length, "relation")}; width: how much speaks for a relation`, 0, 62, { "font-size": 12, fill: paper().quiet });
  return { parts: [...first.flat(), ...second.flat(), size], height: 72 };
}
