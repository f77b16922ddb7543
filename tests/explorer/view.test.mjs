// The two views: everybody apart, or people and organs as the state or organisation they act for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, demarche, file, find, open, settle, shot, store } from "./page.mjs";
import { offices, small } from "./world.mjs";

const db = store("offices", offices());
const address = file(db, "--title", "Who acts for whom");

// Returns what the program says of a view.
function exported(db, view) {
  const graph = JSON.parse(demarche("export", "--db", db, "--format", "json", "--view", view, "--quiet"));
  const edge = (it) => [it.source, it.key, it.target, it.confidence, it.n_sources, it.n_denied, it.contradicted, it.valid];
  return { nodes: graph.nodes.map((node) => [node.id, node.label, node.kind, node.root]), edges: graph.edges.map(edge) };
}

// Returns the same of the page.
function shown(page) {
  return page.evaluate(() => {
    const { nodes, edges } = demarche.graph;
    const spell = ([start, end]) => `${start ?? ".."}/${end ?? ".."}`;
    const edge = (it) => [nodes[it.source].id, it.relation, nodes[it.target].id, it.confidence, it.sources, it.denied, it.contradicted, it.valid.map(spell)];
    return { nodes: nodes.map((node) => [node.id, node.name, node.kind, node.root]), edges: edges.map(edge) };
  });
}

test("each view has the actors and relations that the program exports in it", async () => {
  for (const db of [store("both", offices()), store("both-small", small())]) {
    const page = await open(file(db));
    assert.deepEqual(await shown(page), exported(db, "root"));
    await page.click("#apart");
    assert.deepEqual(await shown(page), exported(db, "actor"));
    await page.click("#folded");
    assert.deepEqual(await shown(page), exported(db, "root"));
    assert.deepEqual(page.errors, []);
  }
});

test("the switch shows everybody apart, in light and in dark", async () => {
  for (const scheme of ["light", "dark"]) {
    const page = await open(address, { scheme });
    const folded = await counts(page);
    assert.equal(await page.getAttribute("#folded", "aria-pressed"), "true");
    await shot(page, `view-root-${scheme}`);
    await page.click("#apart");
    const apart = await counts(page);
    assert.ok(apart.nodes > folded.nodes && apart.edges > folded.edges, JSON.stringify([folded, apart]));
    assert.equal(await page.getAttribute("#apart", "aria-pressed"), "true");
    assert.match(await page.textContent("#panel"), /everybody apart/);
    await settle(page);
    await shot(page, `view-actor-${scheme}`);
    assert.deepEqual(page.errors, []);
  }
});

test("who was chosen stays chosen: a person becomes its state, a state itself", async () => {
  const page = await open(address);
  await page.click("#apart");
  await find(page, "Putin");
  assert.equal(await page.textContent("#panel h2"), "Vladimir Putin");
  assert.match(await page.textContent("#panel .quiet"), /person of Russia/i);
  await page.click("#folded");
  assert.equal(await page.textContent("#panel h2"), "Russia");
  await page.goBack();
  assert.equal(await page.textContent("#panel h2"), "Vladimir Putin");
  assert.equal(await page.getAttribute("#apart", "aria-pressed"), "true");
  await page.goForward();
  assert.equal(await page.textContent("#panel h2"), "Russia");
  assert.deepEqual(page.errors, []);
});

test("the address has the view, with the evidence of its edges", async () => {
  const page = await open(`${address}#who=actor&edge=vladimir-putin|leads|russia`);
  await page.locator("#panel .statements .origin").waitFor();
  assert.equal(await page.textContent("#panel h2"), "Vladimir Putin leads Russia");
  const other = await open(page.url());
  assert.deepEqual(await counts(other), await counts(page));
  await page.goto(`${address}#edge=russia|condemns|turkey`);
  await page.locator("#panel .statements .origin").nth(2).waitFor();
  const says = await page.locator("#panel .statements > li").evaluateAll((list) => list.map((it) => it.className));
  assert.deepEqual(says, ["asserts", "asserts", "denies"]);
  assert.match(await page.locator("#panel .statements > li").first().innerText(), /70 % sure/);
});

test("the switch is in reach of the keyboard, and the table shows the view too", async () => {
  const page = await open(address);
  const rows = (await counts(page)).passing;
  await page.focus("#search");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /who=actor/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "apart");
  await page.click("#as-table");
  assert.ok((await page.locator("tbody tr").count()) > rows);
  await page.click("#folded");
  assert.equal(await page.locator("tbody tr").count(), rows);
  await page.click("#as-picture");
  await page.focus("#picture");
  await page.keyboard.press("v");
  assert.match(page.url(), /who=actor/);
  assert.deepEqual(page.errors, []);
});

test("a page made with everybody apart begins so", async () => {
  const page = await open(file(store("apart", offices()), "--view", "actor"));
  assert.equal(await page.getAttribute("#apart", "aria-pressed"), "true");
  await page.click("#folded");
  assert.match(page.url(), /who=root/);
});
