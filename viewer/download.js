// Files to keep: the picture as SVG and PNG, the relations shown as JSON and CSV.

import { edgeId, edges, graph, nodes } from "./data.js";
import { spell } from "./dates.js";
import { element, save } from "./dom.js";
import { drawing } from "./drawing.js";

// The longest side of a picture of points, and how many points a unit has at most.
const LONGEST = 8000;
const SHARP = 2;

// Makes the buttons work; `view` returns what is shown, the edges that pass, and a note on it.
export function startDownloads(view) {
  const on = (id, make) => element(id).addEventListener("click", () => make(view()));
  on("save-svg", ({ chosen, note }) => save("graph.svg", svg(chosen, note)));
  on("save-png", async ({ chosen, note }) => save("graph.png", await png(svg(chosen, note))));
  on("save-json", ({ chosen, note }) => save("graph.json", new Blob([json(chosen, note)], { type: "application/json" })));
  on("save-csv", ({ chosen }) => save("relations.csv", new Blob([csv(chosen)], { type: "text/csv" })));
}

function svg(chosen, note) {
  const text = new XMLSerializer().serializeToString(drawing(chosen, note));
  return new Blob([text], { type: "image/svg+xml" });
}

// Returns a picture of points of a drawing.
async function png(blob) {
  const address = URL.createObjectURL(blob);
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(SHARP, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Returns what is shown as node-link JSON, as networkx and D3 read it.
function json({ nodes: places, edges: lines }, note) {
  const node = ({ id, name, kind, root, x, y }) => ({ id, label: name, kind, root, x, y });
  const edge = (found) => {
    const { source, target, relation, kind, times, told, ...rest } = found;
    return { source: nodes[source].id, target: nodes[target].id, key: relation, id: edgeId(found), family: kind.family, polarity: kind.polarity, ...rest };
  };
  const file = {
    directed: true,
    multigraph: true,
    graph: { ...graph.meta, view: note },
    nodes: places.map((place) => node(nodes[place])),
    edges: lines.map((place) => edge(edges[place])),
  };
  return JSON.stringify(file, null, 1);
}

// Returns what is shown as a table; no spreadsheet runs a cell of it.
function csv({ edges: lines }) {
  const head = ["source", "relation", "target", "family", "polarity", "standing", "when", "confidence", "sources", "first_seen", "last_seen"];
  const rows = lines.map((place) => {
    const edge = edges[place];
    const { family, polarity } = edge.kind;
    const when = edge.valid.map(spell).join("; ");
    return [nodes[edge.source].name, edge.relation, nodes[edge.target].name, family, polarity, edge.standing, when, edge.confidence, edge.sources, edge.first_seen, edge.last_seen];
  });
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value) {
  const text = String(value ?? "");
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
