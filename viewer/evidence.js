// The evidence of an edge: what it says, how sure it is, what speaks against it, and every statement.

import { edges, evidenceOf, rivals } from "./data.js";
import { spell } from "./dates.js";
import { link, make, refill } from "./dom.js";
import { inkOf } from "./look.js";
import { quote } from "./quote.js";
import { chooseActor, chooseEdge, choosePair } from "./state.js";
import { count, nameOf, percent, plain, relationName, whenOf } from "./words.js";

const SAYS = { asserts: "says so", denies: "denies it", intended: "planned", requested: "asked for", possible: "possible" };

// Returns the panel of an edge; its statements follow when they are there.
export function edgePanel(place) {
  const edge = edges[place];
  const statements = make("ol", { class: "statements", "aria-busy": "true" }, make("li", { text: "Reading the evidence …" }));
  evidenceOf(place)
    .then((list) => refill(statements, list.length ? list.map(statement) : make("li", { text: "No statement came with this page." })))
    .catch((error) => refill(statements, make("li", { role: "alert", text: `The evidence cannot be read: ${error.message}` })))
    .finally(() => statements.removeAttribute("aria-busy"));
  return [
    make("h2", {}, actor(edge.source), " ", name(edge), " ", actor(edge.target)),
    edge.kind.definition && make("p", { class: "quiet", text: edge.kind.definition }),
    make("p", { text: facts(edge) }),
    make("button", { class: "plain", id: "to-pair", text: "All between the two, in time", onclick: () => choosePair(edge.source, edge.target) }),
    against(edge),
    make("h3", { text: "Evidence" }),
    statements,
  ];
}

// Returns an actor as a button that chooses it.
export function actor(place) {
  return make("button", { class: "actor", text: nameOf(place), onclick: () => chooseActor(place) });
}

function name(edge) {
  const word = make("em", { text: relationName(edge) });
  word.style.color = inkOf(edge.kind);
  return word;
}

function facts(edge) {
  const sources = `${percent(edge.confidence)} sure from ${count(edge.sources, "independent source")}`;
  return [whenOf(edge), sources].filter(Boolean).join(" · ");
}

// Returns what speaks against an edge.
function against(edge) {
  const others = rivals(edge).map(({ place, bearing }) => {
    const open = make("button", { class: "plain", text: relationName(edges[place]), onclick: () => chooseEdge(place) });
    return make("li", {}, open, ` ${[whenOf(edges[place]), bearing].filter(Boolean).join(", ")}`);
  });
  const denials = edge.denied && make("li", { text: `denied by ${count(edge.denied, "statement")}` });
  if (!edge.contradicted && !denials && !others.length) return null;
  const title = edge.contradicted ? "Contradicted" : "Bears on it";
  return make("section", { class: edge.contradicted ? "against strong" : "against" }, make("h3", { text: title }), make("ul", {}, denials || null, ...others));
}

function statement(found) {
  const { says, title, document, url, outlet, seen, speaker, start, end, confidence, frame, extractor } = found;
  const source = [link(url, plain(title) || document), outlet && plain(outlet), seen].filter(Boolean);
  const when = spell([start, end]);
  const details = [
    says === "asserts" ? null : make("span", { class: `tag ${says}`, text: SAYS[says] ?? says }),
    speaker && make("span", {}, "according to ", make("b", { text: plain(speaker) })),
    when && make("span", { text: when }),
    make("span", { text: `${percent(confidence)} sure` }),
    make("span", { class: "quiet", text: `${extractor}${frame ? ` · ${frame}` : ""}` }),
  ];
  return make(
    "li",
    { class: says },
    quote(found),
    make("p", { class: "origin" }, ...source.flatMap((part, i) => (i ? [" · ", part] : [part]))),
    make("p", { class: "details" }, ...details),
  );
}
