// The search: a box in which an actor is found by any of its names.

import { nodes, onView } from "./data.js";
import { element, make, refill } from "./dom.js";
import { byStrength } from "./look.js";
import { chooseActor } from "./state.js";
import { nameOf, plain } from "./words.js";

const MOST = 12;
const box = element("search");
const list = element("found");

// What is searched: for each actor, the strongest first, its names as they are compared.
let index = [];
let current = -1;

onView(() => {
  index = byStrength().map((place) => {
    const { name, names } = nodes[place];
    return { place, names: [name, ...names].map((text) => ({ text, folded: fold(text) })) };
  });
});

// Returns the actors of whom a name matches, the best first, each with that name.
export function find(words) {
  const wanted = fold(words);
  if (!wanted) return [];
  const rank = ({ folded }) => {
    if (folded === wanted) return 0;
    if (folded.startsWith(wanted)) return 1;
    return folded.includes(` ${wanted}`) ? 2 : folded.includes(wanted) ? 3 : 4;
  };
  const found = index.map(({ place, names }, order) => {
    const best = names.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    return { place, name: best.text, rank: rank(best), order };
  });
  const matching = found.filter((hit) => hit.rank < 4);
  return matching.sort((a, b) => a.rank - b.rank || a.order - b.order).slice(0, MOST);
}

// Returns a name as it is compared: without case, accents and a leading article.
function fold(text) {
  const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^the /, "");
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function close() {
  list.hidden = true;
  current = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function pick(place, done) {
  box.value = nameOf(place);
  close();
  chooseActor(place);
  done(place);
}

function open(done) {
  const found = find(box.value);
  const hits = found.map(({ place, name }, i) => {
    const other = name === nodes[place].name ? null : make("small", { text: plain(name) });
    const choose = (event) => {
      event.preventDefault();
      pick(place, done);
    };
    const properties = { id: `hit-${i}`, role: "option", "aria-selected": "false", "data-place": place };
    return make("li", { ...properties, onmousedown: choose }, make("span", { text: nameOf(place) }), other);
  });
  const none = make("li", { class: "none", text: "Nobody here goes by that name." });
  refill(list, hits.length ? hits : none);
  list.hidden = !box.value.trim();
  box.setAttribute("aria-expanded", String(!list.hidden));
  current = -1;
}

function move(step) {
  const all = options();
  if (!all.length) return;
  current = (current + step + all.length) % all.length;
  all.forEach((option, i) => option.setAttribute("aria-selected", String(i === current)));
  all[current].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", all[current].id);
}

// Makes the box work; `done` is called with the actor that was found.
export function startSearch(done) {
  box.addEventListener("input", () => open(done));
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") list.hidden ? open(done) : move(1);
    else if (event.key === "ArrowUp") move(current < 0 ? 0 : -1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      const hit = options()[Math.max(0, current)];
      if (hit && !list.hidden) pick(Number(hit.dataset.place), done);
    } else return;
    event.preventDefault();
  });
}
