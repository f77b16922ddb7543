// How edges between the same two actors are bent, so that they lie side by side.

import { edges } from "./data.js";

const SPREAD = 0.2;
const WIDEST = 0.5;

// Returns for each of some edges by which part of its length it is bent to its left; 0 is straight.
export function bends(places) {
  const bundles = new Map();
  for (const place of [...places].sort((a, b) => a - b)) {
    const { source, target } = edges[place];
    const key = Math.min(source, target) * edges.length + Math.max(source, target);
    bundles.has(key) ? bundles.get(key).push(place) : bundles.set(key, [place]);
  }
  const bent = new Map();
  for (const bundle of bundles.values()) {
    const middle = (bundle.length - 1) / 2;
    const spread = Math.min(SPREAD, WIDEST / Math.max(1, middle));
    bundle.forEach((place, i) => {
      const { source, target } = edges[place];
      bent.set(place, (i - middle) * spread * (source > target ? -1 : 1));
    });
  }
  return bent;
}
