// What was between two actors, in time: a chart of intervals and days, and the same as a list.

import { between, edges } from "./data.js";
import { range, yearOf } from "./dates.js";
import { draw, make } from "./dom.js";
import { actor } from "./evidence.js";
import { inkOf } from "./look.js";
import { chooseEdge } from "./state.js";
import { count, nameOf, relationName, sentenceOf, whenOf } from "./words.js";

const WIDTH = 340;
const ROW = 26;
const TEXT = 15;

// Returns the panel of a pair of actors.
export function pairPanel([a, b]) {
  const rows = between(a, b).map((place) => ({ place, edge: edges[place] }));
  const begin = ({ edge }) => Math.min(...edge.times.map(([start, end]) => (Number.isFinite(start) ? start : end)), Infinity);
  rows.sort((one, two) => begin(one) - begin(two) || one.place - two.place);
  const items = rows.map(({ place, edge }) => {
    const open = make("button", { class: "plain", text: sentenceOf(place), onclick: () => chooseEdge(place) });
    return make("li", {}, open, make("span", { class: "quiet", text: ` ${whenOf(edge)}` }));
  });
  return [
    make("h2", {}, actor(a), " and ", actor(b)),
    make("p", { class: "quiet", text: `${count(rows.length, "relation")} between the two, the earliest first` }),
    chart(rows, a),
    make("ol", { class: "list" }, ...items),
  ];
}

function chart(rows, left) {
  const days = rows.flatMap(({ edge }) => edge.times.flat()).filter(Number.isFinite);
  if (!days.length) return null;
  const [low, high] = range(days);
  const pad = Math.max(30, (high - low) * 0.05);
  const at = (day) => ((Math.min(high + pad, Math.max(low - pad, day)) - low + pad) / (high - low + 2 * pad)) * WIDTH;
  const height = rows.length * ROW + 20;
  const bars = rows.map(({ place, edge }, i) => {
    const y = i * ROW;
    const way = edge.kind.symmetric ? "" : edge.source === left ? " →" : " ←";
    const marks = edge.times.map(([start, end]) => stretch(at(start), at(end), y + TEXT + 5, inkOf(edge.kind)));
    const first = Math.min(...edge.times.map(([start]) => at(start)), WIDTH);
    const isLate = first > WIDTH * 0.6;
    const label = { x: isLate ? WIDTH : first, y: y + TEXT - 3, "text-anchor": isLate ? "end" : "start" };
    const row = draw("g", { class: "bar", onclick: () => chooseEdge(place) }, ...marks);
    row.append(draw("text", { ...label, text: relationName(edge) + way }));
    return row;
  });
  const ticks = years(low, high).map(([year, day]) =>
    draw("g", { class: "tick" }, draw("line", { x1: at(day), x2: at(day), y1: 0, y2: height - 16 }), draw("text", { x: at(day), y: height - 3, "text-anchor": "middle", text: year })),
  );
  const name = `Timeline of ${nameOf(left)} with the other; the list below says the same`;
  return draw("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": name }, ...ticks, ...bars);
}

// A day is a dot, anything longer a bar.
function stretch(from, to, y, color) {
  if (to - from < 8) return draw("circle", { cx: (from + to) / 2, cy: y, r: 4, fill: color });
  return draw("rect", { x: from, y: y - 3, width: to - from, height: 6, rx: 3, fill: color });
}

// Returns at most five years of a span, with their first days.
function years(low, high) {
  const [first, last] = [yearOf(low), yearOf(high)];
  const step = Math.max(1, Math.ceil((last - first + 1) / 5));
  const list = [];
  for (let year = first; year <= last; year += step) list.push([year, Math.max(low, Date.UTC(year, 0, 1) / 86_400_000)]);
  return list;
}
