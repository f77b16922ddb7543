// The picture: what is shown of the graph, drawn by sigma, and what is pointed at in it.

import { bends } from "./bend.js";
import { edges, nodes, onView, views } from "./data.js";
import { range } from "./dates.js";
import { element } from "./dom.js";
import { byStrength, fillOf, inkOf, lineNumber, lineOf, onPaper, paper, radiusOf, shapeOf, widthOf } from "./look.js";
import { roomy } from "./names.js";
import { programs } from "./programs.js";
import { chooseActor, chooseEdge, change, state } from "./state.js";
import { count, nameOf, relationName, sentenceOf, whenOf } from "./words.js";

// With more actors than this, figures are drawn smaller.
const CROWD = 200;
// With more edges than this, hidden ones are taken out.
const MUCH = 600;

const sigma = new Sigma(new graphology.MultiDirectedGraph(), element("picture"), {
  primitives: programs(views.some((view) => view.edges.some(({ source, target }) => source === target))),
  styles: styles(),
  settings: {
    itemSizesReference: "screen",
    enableEdgeEvents: true,
    edgePickingPadding: 3,
    pickingDownSizingRatio: 4,
    // The table hides the picture; it is drawn again when it is back.
    allowInvalidContainer: true,
    labelRenderedSizeThreshold: 0,
    // Room for names, and for the buttons in the corner.
    stagePadding: 64,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    inertiaDuration: 0,
    zoomDuration: 150,
  },
});

let shown = { nodes: [], edges: [] };
const present = { nodes: new Set(), edges: new Set() };
const camera = sigma.getCamera();
let ranks = [];
let wanted = [];
let scale = 1;
let nearBefore = null;
let named = new Map();
let isNaming = false;

// Another view begins with nothing on the paper.
onView(() => {
  if (present.nodes.size) sigma.setGraph(new graphology.MultiDirectedGraph());
  ranks = byStrength();
  shown = { nodes: new Set(), edges: new Set() };
  Object.assign(present, { nodes: new Set(), edges: new Set() });
  [wanted, named, nearBefore] = [[], new Map(), null];
  camera.setState({ x: 0.5, y: 0.5, ratio: 1 });
});

// Shows a choice. What was there before is kept, hidden, so that a small change stays one; of much, only what is
// shown is kept, since what is hidden costs time too.
export function show(chosen) {
  const isFirst = present.nodes.size === 0;
  shown = { nodes: new Set(chosen.nodes), edges: new Set(chosen.edges) };
  const isMuch = present.edges.size > MUCH && present.edges.size > 1.2 * shown.edges.size;
  const isNew = chosen.nodes.some((place) => !present.nodes.has(place)) || chosen.edges.some((place) => !present.edges.has(place));
  if (namesRelations() || isNew || isMuch) {
    if (isMuch) Object.assign(present, { nodes: new Set(), edges: new Set() });
    chosen.nodes.forEach((place) => present.nodes.add(place));
    chosen.edges.forEach((place) => present.edges.add(place));
    if (isFirst) sigma.setCustomBBox(frame(chosen.nodes));
    sigma.setGraph(build());
  } else {
    paint(sigma.getGraph());
  }
}

// Lets relations be named from the first choice on; until then the programs for it are not needed. Returns
// whether it did, since sigma has to be given its graph anew then.
function namesRelations() {
  const isFirst = neighbourhood() && !sigma.getSetting("renderEdgeLabels");
  if (isFirst) sigma.setSetting("renderEdgeLabels", true);
  return isFirst;
}

// Moves the camera to some actors, or to all that are shown.
export function fit(places = [...shown.nodes]) {
  const points = places.map((place) => sigma.getNodeDisplayData(`n${place}`)).filter(Boolean);
  if (!points.length) return;
  const [left, right] = range(points.map((point) => point.x));
  const [low, high] = range(points.map((point) => point.y));
  const ratio = Math.min(1.4, Math.max(0.18, Math.max(right - left, high - low) * 1.15));
  camera.animate({ x: (left + right) / 2, y: (low + high) / 2, ratio }, { duration: 250 });
}

// Makes the picture nearer or farther.
export function zoom(factor) {
  camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, { duration: 120 });
}

// Moves the picture by parts of its width.
export function pan(x, y) {
  camera.setState({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio });
}

// Returns where an actor stands in the window.
export function where(place) {
  const box = element("picture").getBoundingClientRect();
  const at = sigma.graphToViewport(pointOf(place));
  return { x: box.left + at.x, y: box.top + at.y };
}

// Calls a listener when the picture has been drawn for the first time.
export function onFirst(listener) {
  sigma.once("afterRender", listener);
}

function build() {
  const built = new graphology.MultiDirectedGraph();
  for (const place of present.nodes) built.addNode(`n${place}`, { place, ...pointOf(place) });
  const order = [...present.edges].sort((a, b) => a - b);
  for (const place of order) {
    const { source, target } = edges[place];
    built.addEdgeWithKey(`e${place}`, `n${source}`, `n${target}`, { place });
  }
  paint(built);
  return built;
}

// Gives every node and edge its look, those that are not shown hidden; sigma hears only of what is other than it was.
function paint(built) {
  const near = neighbourhood();
  const paints = paper();
  const first = near ? [...near.nodes] : [];
  wanted = [...new Set([...first, ...ranks])].filter((place) => shown.nodes.has(place) && (!near || near.nodes.has(place)));
  scale = Math.min(1, Math.max(0.3, Math.sqrt(CROWD / shown.nodes.size)));
  const bent = bends(shown.edges);
  const changed = { nodes: [], edges: [] };
  if (sigma.getGraph().order) named = fitting();
  else nameLater();
  built.forEachNode((key, own) => put(own, nodeLook(own.place, near, paints)) && changed.nodes.push(key));
  built.forEachEdge((key, own) => put(own, edgeLook(own.place, near, bent)) && changed.edges.push(key));
  if (built === sigma.getGraph()) sigma.refresh({ partialGraph: changed, skipIndexation: near === nearBefore, schedule: true });
  nearBefore = near;
}

function nodeLook(place, near, { text, quiet }) {
  const isNear = !near || near.nodes.has(place);
  return {
    visibility: shown.nodes.has(place) ? "visible" : "hidden",
    shape: shapeOf(nodes[place].kind),
    color: fillOf(nodes[place]),
    size: radiusOf(place) * scale,
    label: nameOf(place),
    labelColor: isNear ? text : quiet,
    opacity: isNear ? 1 : 0.25,
    depth: near && isNear ? "topNodes" : "nodes",
    side: named.get(place) ?? "none",
    ring: state.actor === place ? "visible" : "hidden",
    ringColor: text,
  };
}

function edgeLook(place, near, bent) {
  const edge = edges[place];
  const isNear = !near || near.edges.has(place);
  return {
    visibility: shown.edges.has(place) ? "visible" : "hidden",
    color: inkOf(edge.kind),
    line: lineNumber(lineOf(edge.kind)),
    size: widthOf(edge) * (state.edge === place ? 2.4 : 1.4) * Math.max(0.6, scale),
    curvature: bent.get(place) ?? 0,
    head: edge.kind.symmetric ? "none" : "arrow",
    opacity: (isNear ? 0.85 : 0.1) * (edge.standing === "asserted" ? 1 : 0.6),
    label: near && isNear && near.edges.size < 30 ? relationName(edge) : "",
    depth: near && isNear ? "topEdges" : "edges",
  };
}

// Puts values into attributes and returns whether one was another.
function put(own, values) {
  let isOther = false;
  for (const key in values) {
    if (own[key] === values[key]) continue;
    own[key] = values[key];
    isOther = true;
  }
  return isOther;
}

// Chooses the names anew in the next frame.
function nameLater() {
  if (isNaming) return;
  isNaming = true;
  requestAnimationFrame(() => {
    isNaming = false;
    const built = sigma.getGraph();
    const before = named;
    named = fitting();
    const places = [...before.keys(), ...named.keys()].filter((place) => built.hasNode(`n${place}`));
    const changed = places.filter((place) => put(built.getNodeAttributes(`n${place}`), { side: named.get(place) ?? "none" }));
    if (changed.length) sigma.refresh({ partialGraph: { nodes: changed.map((place) => `n${place}`) }, skipIndexation: true, schedule: true });
  });
}

// Returns the names that the picture has room for.
function fitting() {
  const at = (place) => ({ ...sigma.graphToViewport(pointOf(place)), radius: (radiusOf(place) * scale) / Math.sqrt(camera.ratio) });
  return roomy(wanted, at, sigma.getDimensions());
}

// Returns what belongs to the actor, edge or pair chosen; null where none is.
function neighbourhood() {
  if (state.edge !== null) {
    const { source, target } = edges[state.edge];
    return { nodes: new Set([source, target]), edges: new Set([state.edge]) };
  }
  if (state.actor === null && !state.pair) return null;
  const isOf = state.pair
    ? ({ source, target }) => state.pair.includes(source) && state.pair.includes(target)
    : ({ source, target }) => source === state.actor || target === state.actor;
  const near = { nodes: new Set(state.pair ?? [state.actor]), edges: new Set() };
  for (const place of shown.edges) {
    if (!isOf(edges[place])) continue;
    near.edges.add(place);
    near.nodes.add(edges[place].source).add(edges[place].target);
  }
  return near;
}

function pointOf(place) {
  return { x: nodes[place].x, y: -nodes[place].y };
}

function frame(places) {
  const points = places.map(pointOf);
  if (!points.length) return null;
  return { x: range(points.map((p) => p.x)), y: range(points.map((p) => p.y)) };
}

function styles() {
  const own = (...names) => Object.fromEntries(names.map((name) => [name, { attribute: name }]));
  return {
    nodes: {
      ...own("x", "y", "size", "color", "shape", "label", "labelColor", "opacity", "visibility", "depth"),
      labelPosition: ({ side }) => (side === "none" ? "below" : side),
      labelVisibility: ({ side }) => (side === "none" ? "hidden" : "visible"),
      labelBackgroundColor: () => paper().veil,
      labelBackgroundPadding: 1,
      cursor: "pointer",
      backdropVisibility: { attribute: "ring" },
      backdropArea: "node",
      backdropColor: "transparent",
      backdropBorderColor: { attribute: "ringColor" },
      backdropBorderWidth: 2,
      backdropPadding: 3,
    },
    edges: {
      ...own("size", "color", "label", "opacity", "visibility", "depth", "head", "line", "curvature"),
      path: "curved",
      selfLoopPath: "loop",
      labelColor: { attribute: "color" },
      labelBackgroundColor: () => paper().halo,
      labelBackgroundPadding: 2,
      cursor: "pointer",
    },
  };
}

function hint(text, event) {
  const box = element("hint");
  box.hidden = !text;
  if (!text) return;
  box.textContent = text;
  box.style.translate = `${event.x + 14}px ${event.y + 14}px`;
}

const placeIn = (key) => Number(key.slice(1));
sigma.on("clickNode", ({ node }) => chooseActor(placeIn(node)));
sigma.on("clickEdge", ({ edge }) => chooseEdge(placeIn(edge)));
sigma.on("clickStage", () => {
  if (state.actor !== null || state.edge !== null || state.pair) change({ actor: null, edge: null, pair: null });
});
sigma.on("enterNode", ({ node, event }) => {
  const place = placeIn(node);
  const n = [...shown.edges].filter((edge) => edges[edge].source === place || edges[edge].target === place).length;
  hint(`${nameOf(place)}\n${count(n, "relation")} shown`, event);
});
sigma.on("enterEdge", ({ edge, event }) => {
  const place = placeIn(edge);
  hint([sentenceOf(place), whenOf(edges[place]), count(edges[place].sources, "source")].filter(Boolean).join("\n"), event);
});
sigma.on("leaveNode", () => hint(null));
sigma.on("leaveEdge", () => hint(null));
camera.on("updated", nameLater);
sigma.on("resize", nameLater);
onPaper(() => paint(sigma.getGraph()));
