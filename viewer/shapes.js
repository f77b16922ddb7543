// Shapes of actors and lines of relations as drawings, for the legend and the files.

import { kinds } from "./data.js";
import { draw } from "./dom.js";
import { fillOf, inkOf, lineOf, paper, shapeOf } from "./look.js";

// Sides of the regular figures, and by how much of a turn they are turned.
const REGULAR = { hexagon: [6, 0], pentagon: [5, 0], triangle: [3, 0], diamond: [4, 0], square: [4, 0.125] };

// Returns the figure of an actor of a kind around a point.
export function outline(kind, x, y, radius) {
  const shape = shapeOf(kind);
  const fill = fillOf({ kind: kinds.get(kind).id });
  if (shape in REGULAR) return draw("polygon", { points: corners(...REGULAR[shape], x, y, radius), fill });
  if (shape === "rectangle") {
    const [width, height] = [radius * 2, (radius * 2) / 1.7];
    return draw("rect", { x: x - width / 2, y: y - height / 2, width, height, fill });
  }
  const ring = { r: radius * 0.7, fill: "none", stroke: fill, "stroke-width": radius * 0.6 };
  return draw("circle", { cx: x, cy: y, ...(shape === "ring" ? ring : { r: radius, fill }) });
}

// Returns a path in the colour and line of a relation.
export function stroke(path, relation, width) {
  const line = lineOf(relation);
  const ink = { d: path, fill: "none", stroke: inkOf(relation), "stroke-width": width };
  if (line === "double") {
    const middle = { ...ink, stroke: paper().back, "stroke-width": width * 0.5 };
    return [draw("path", { ...ink, "stroke-width": width * 1.5 }), draw("path", middle)];
  }
  const dots = `0 ${width * 1.9}`;
  const dashes = `${width * 3.5} ${width * 2} 0 ${width * 2}`;
  const pattern = { dotted: dots, "dash-dot": dashes }[line];
  return [draw("path", { ...ink, "stroke-dasharray": pattern, "stroke-linecap": pattern && "round" })];
}

function corners(n, turn, x, y, radius) {
  const points = [];
  for (let i = 0; i < n; i++) {
    const angle = 2 * Math.PI * (i / n + turn);
    points.push(`${round(x + radius * Math.sin(angle))},${round(y - radius * Math.cos(angle))}`);
  }
  return points.join(" ");
}

// Returns a number with one decimal.
export function round(number) {
  return Math.round(number * 10) / 10;
}
