// Reads one export with the library that people read it with, and prints nodes and edges as JSON.
// Usage: node read.cjs gexf|graphml|cyjs FILE, with NODE_PATH at the packages.

const fs = require("fs");

function ofGraphology(graph) {
  const label = (attributes) => attributes.label;
  const nodes = {};
  let placed = 0;
  graph.forEachNode((id, attributes) => {
    nodes[id] = label(attributes);
    const isNumber = (value) => Number.isFinite(value);
    placed += isNumber(attributes.x) && isNumber(attributes.y) ? 1 : 0;
  });
  const edges = graph.mapEdges((_, { relation, direction, valid }, source, target) => [source, relation, target, direction, valid ?? []]);
  return { nodes, edges, n_placed: placed };
}

const readers = {
  gexf(text) {
    const { MultiGraph } = require("graphology");
    return ofGraphology(require("graphology-gexf").parse(MultiGraph, text));
  },
  graphml(text) {
    const { MultiGraph } = require("graphology");
    const { JSDOM } = require("jsdom");
    global.DOMParser = new JSDOM().window.DOMParser;
    return ofGraphology(require("graphology-graphml").parse(MultiGraph, text));
  },
  cyjs(text) {
    const { elements } = JSON.parse(text);
    const graph = require("cytoscape")({ headless: true, elements });
    const nodes = Object.fromEntries(graph.nodes().map((node) => [node.id(), node.data("name")]));
    const edges = graph.edges().map((e) => [e.source().id(), e.data("interaction"), e.target().id(), e.data("direction"), e.data("valid")]);
    const isPlaced = (node) => Number.isFinite(node.position("x")) && Number.isFinite(node.position("y"));
    return { nodes, edges, n_placed: graph.nodes().filter(isPlaced).length };
  },
};

const [format, file] = process.argv.slice(2);
const found = readers[format](fs.readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(found));
