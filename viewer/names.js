// Which names the picture has room for: those of the strongest actors first, none over another or over a figure.

import { nodes, onView } from "./data.js";
import { nameOf } from "./words.js";

const SIZE = 12;
const GAP = 3;
// At most so many names are tried.
const TRIED = 600;
const FIRST = 12;

const pen = document.createElement("canvas").getContext("2d");
pen.font = `500 ${SIZE}px system-ui, sans-serif`;
let widths = [];

onView(() => (widths = new Array(nodes.length)));

// Returns for each actor whose name fits the side of its figure where it stands; `order` has the most wanted
// first, `at` gives the point and the radius of an actor.
export function roomy(order, at, { width, height }) {
  const seen = order.slice(0, TRIED).map((place) => ({ place, ...at(place) }));
  const inside = seen.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  const figures = inside.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
  const names = [];
  const sides = new Map();
  inside.forEach((found, i) => {
    const boxes = Object.entries(boxesOf(found, widthOfName(found.place)));
    const isFree = ([, box]) => !names.some((other) => overlap(box, other));
    const free = boxes.filter(isFree);
    const clear = free.find(([, box]) => !figures.some((other, j) => j !== i && overlap(box, other)));
    // The first are named even where they stand over a lesser figure.
    const best = clear ?? (i < FIRST ? free[0] : null);
    if (!best) return;
    names.push(best[1]);
    sides.set(found.place, best[0]);
  });
  return sides;
}

// Returns the boxes that a name can have around a figure.
function boxesOf({ x, y, radius }, width) {
  const [half, near, far] = [width / 2 + GAP, radius + GAP, radius + GAP + width];
  return {
    below: [x - half, y + near, x + half, y + near + SIZE],
    right: [x + near, y - SIZE / 2, x + far, y + SIZE / 2],
    left: [x - far, y - SIZE / 2, x - near, y + SIZE / 2],
    above: [x - half, y - near - SIZE, x + half, y - near],
  };
}

function widthOfName(place) {
  widths[place] ??= pen.measureText(nameOf(place)).width;
  return widths[place];
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
