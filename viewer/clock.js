// The clock: a slider over the time of the graph, how much there was at each step, and a play button.

import { edges, onView } from "./data.js";
import { firstDay, monthOf, range, yearOf } from "./dates.js";
import { draw, element, make, refill } from "./dom.js";
import { change, state } from "./state.js";

// More years than this are gone through by years, fewer by months.
const BY_MONTH = 6;
// A step of the play, in milliseconds.
const PACE = 800;
const SPANS = { 0: "then", 4: "then or in the 4 years before", 9: "then or in the 9 years before", all: "at any time up to then" };

let steps = [];
let timer = null;

const slider = make("input", { type: "range", id: "at", min: 0, "aria-label": "Date" });
const always = make("input", { type: "checkbox", id: "always" });
const play = make("button", { id: "play", text: "Play" });
const now = make("output", { for: "at" });
const span = make("select", { id: "span", "aria-label": "What held" }, ...Object.entries(SPANS).map(([value, text]) => make("option", { value, text })));

// Builds the clock, and its scale again for another view; without dates there is none.
export function startClock() {
  onView(buildClock);
  slider.addEventListener("input", () => change({ at: steps[slider.value] }));
  always.addEventListener("change", () => change({ at: always.checked ? null : steps[slider.value] }));
  span.addEventListener("change", () => change({ span: span.value }));
  play.addEventListener("click", () => (timer ? halt() : run()));
}

function buildClock() {
  steps = allSteps();
  slider.max = Math.max(0, steps.length - 1);
  element("clock").hidden = steps.length < 2;
  refill(
    element("clock"),
    make("div", { class: "hands" }, play, make("label", {}, always, "all times"), now, span),
    make("div", { class: "scale" }, histogram(), slider),
    make("div", { class: "row ends" }, make("span", { text: steps[0] }), make("span", { class: "quiet", text: "what no text dates counts from the date of its article" }), make("span", { text: steps.at(-1) })),
  );
}

// Shows the date.
export function showClock() {
  const isAlways = state.at === null;
  const step = steps.findIndex((date) => date >= (state.at ?? steps.at(-1)));
  slider.value = step < 0 ? steps.length - 1 : step;
  slider.setAttribute("aria-valuetext", isAlways ? "all times" : state.at);
  always.checked = isAlways;
  span.disabled = isAlways;
  span.value = state.span in SPANS ? state.span : "0";
  now.textContent = isAlways ? "" : state.at;
  element("clock").classList.toggle("idle", isAlways);
}

function run() {
  const next = () => {
    const at = state.at === null ? 0 : Number(slider.value) + 1;
    if (at >= steps.length) halt();
    else change({ at: steps[at] });
  };
  if (state.at === steps.at(-1)) change({ at: steps[0] });
  else next();
  timer = setInterval(next, PACE);
  play.textContent = "Stop";
}

function halt() {
  clearInterval(timer);
  timer = null;
  play.textContent = "Play";
}

// Returns the dates of the slider: every year or month from the first to the last.
function allSteps() {
  const days = edges.flatMap((edge) => edge.times.flat()).filter(Number.isFinite);
  if (!days.length) return [];
  const [first, last] = range(days);
  const all = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const pad = (n, width) => String(n).padStart(width, "0");
  if (yearOf(last) - yearOf(first) >= BY_MONTH) {
    return all(yearOf(first), yearOf(last)).map((year) => pad(year, 4));
  }
  const month = (n) => `${pad(Math.floor(n / 12), 4)}-${pad((n % 12) + 1, 2)}`;
  return all(monthOf(first), monthOf(last)).map(month);
}

// Returns how many relations begin at each step, as bars.
function histogram() {
  const isYears = steps[0]?.length === 4;
  const unit = isYears ? yearOf : monthOf;
  const begins = edges.flatMap((edge) => edge.times.map(([start]) => start)).filter(Number.isFinite).map(unit);
  const zero = steps.length ? unit(firstDay(steps[0])) : 0;
  const bars = new Float64Array(steps.length);
  for (const begin of begins) bars[Math.max(0, begin - zero)] += 1;
  const most = Math.max(1, range(bars)[1]);
  const rects = [...bars].map((n, i) => n && draw("rect", { x: i + 0.1, width: 0.8, y: 1 - Math.sqrt(n / most), height: Math.sqrt(n / most) }));
  const box = { class: "bars", viewBox: `0 0 ${steps.length || 1} 1`, preserveAspectRatio: "none", "aria-hidden": "true" };
  return draw("svg", box, ...rects.filter(Boolean));
}
