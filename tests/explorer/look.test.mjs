// Looking around: search, neighbours, filters, time, evidence, the address, the keyboard, the table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, file, find, open, settle, shot, slide, store } from "./page.mjs";
import { small } from "./world.mjs";

const address = file(store("small", small()), "--title", "A small world");

test("the picture shows the whole of a small graph, in light and in dark", async () => {
  for (const scheme of ["light", "dark"]) {
    const page = await open(address, { scheme });
    assert.deepEqual(await counts(page), { nodes: 6, edges: 8, passing: 8 });
    assert.equal(await page.textContent("#title"), "A small world");
    await settle(page);
    await shot(page, `small-${scheme}`);
    assert.deepEqual(page.errors, []);
  }
});

test("an actor is found by any of its names", async () => {
  const page = await open(address);
  for (const [name, actor] of [["kremlin", "Russia"], ["Putin", "Russia"], ["USA", "United States"], ["turk", "Turkey"]]) {
    await find(page, name);
    assert.equal(await page.textContent("#panel h2"), actor, name);
  }
  await page.fill("#search", "Atlantis");
  assert.equal(await page.textContent("#found"), "Nobody here goes by that name.");
});

test("a click on an actor and on an edge chooses it", async () => {
  const page = await open(address);
  const at = (id) => page.evaluate((id) => demarche.where(demarche.findNode(id)), id);
  const [russia, syria] = [await at("russia"), await at("syria")];
  await page.mouse.click(russia.x, russia.y);
  await page.waitForFunction(() => document.querySelector("#panel h2").textContent === "Russia");
  assert.match(page.url(), /actor=russia/);
  await page.mouse.click((russia.x + syria.x) / 2, (russia.y + syria.y) / 2);
  await page.waitForFunction(() => document.querySelector("#panel h2").textContent === "Russia arms Syria");
});

test("filters by relation, polarity and confidence leave out what does not pass", async () => {
  const page = await open(address);
  await page.click("#polarities-negative");
  assert.equal((await counts(page)).edges, 4);
  await page.click("#reset");
  await page.click("details.family:has(#family-force) summary .number");
  await page.click("#relation-attacks");
  assert.equal((await counts(page)).edges, 7);
  await slide(page, "#min", 50);
  assert.equal((await counts(page)).edges, 6);
  assert.match(await page.textContent("#status"), /2 do not pass the filters/);
  assert.match(page.url(), /hide=attacks/);
});

test("the slider shows what held at a date, and the play button moves it", async () => {
  const page = await open(address);
  const relations = () => page.evaluate(() => demarche.shown().edges.map((edge) => demarche.graph.edges[edge].relation).sort());
  const year = async (wanted) => slide(page, "#at", wanted - 1979);
  await year(1980);
  assert.deepEqual(await relations(), ["sanctions", "severed-ties"]);
  await year(2013);
  assert.deepEqual(await relations(), ["supports"]);
  await page.selectOption("#span", "all");
  assert.deepEqual(await relations(), ["sanctions", "severed-ties", "supports"]);
  await page.click("#play");
  await page.waitForFunction(() => !location.hash.includes("at=2013"));
  await page.click("#play");
  await page.click("#always");
  assert.equal((await counts(page)).edges, 8);
});

test("the evidence shows sentence, words, speaker, dates and what speaks against it", async () => {
  const page = await open(`${address}#edge=russia|arms|syria`);
  const panel = page.locator("#panel");
  await panel.locator(".statements .origin").nth(1).waitFor();
  assert.equal(await panel.locator(".statements > li").count(), 2);
  assert.match(await panel.innerText(), /96 % sure from 2 independent sources/);
  const marks = await panel.locator("li:first-child mark").allTextContents();
  assert.deepEqual(marks, ["Moscow", "armed", "Syria"]);
  assert.match(await panel.locator("li:first-child .details").innerText(), /according to a diplomat\s+since 2015-09/);
  await shot(page, "evidence");
  await page.goto(`${address}#edge=iran|supports|syria`);
  await panel.locator("li.denies").waitFor();
  assert.match(await panel.locator(".against").innerText(), /contradicted\s+denied by 1 statement/i);
  await shot(page, "contradiction");
});

test("two actors have a timeline, from which each edge opens", async () => {
  const page = await open(`${address}#pair=united-states,iran`);
  assert.equal(await page.locator(".timeline .bar").count(), 3);
  const list = await page.locator("#panel .list li").allTextContents();
  assert.match(list[0], /sanctions.*1979-11 – 1981-01/);
  await settle(page);
  await shot(page, "pair");
  await page.click("#panel .list li:nth-child(2) button");
  assert.match(page.url(), /edge=united-states\|severed-ties\|iran/);
});

test("an address leads to the same view, and back leads to the one before", async () => {
  const page = await open(address);
  await find(page, "Turkey");
  await slide(page, "#min", 50);
  await page.click("#only");
  const there = await counts(page);
  assert.deepEqual(there, { nodes: 4, edges: 3, passing: 7 });
  const other = await open(page.url());
  assert.deepEqual(await counts(other), there);
  assert.equal(await other.textContent("#panel h2"), "Turkey");
  await page.goBack();
  assert.equal((await counts(page)).edges, 8);
});

test("all is in reach of the keyboard, and the table has the same data", async () => {
  const page = await open(address);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("tbody tr").count(), 8);
  assert.match(await page.locator("tbody tr").first().innerText(), /Russia\s+arms\s+Syria\s+2015-09\s+96 %\s+2/);
  await page.locator("th button").first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("th >> nth=0", "aria-sort"), "ascending");
  assert.equal(await page.locator("tbody tr td").first().innerText(), "Iran");
  await page.locator("tbody tr button").nth(1).focus();
  await page.keyboard.press("Enter");
  await page.locator("#panel .statements .origin").first().waitFor();
  await shot(page, "table");
  await page.click("#as-picture");
  await page.focus("#picture");
  await page.keyboard.press("n");
  const first = await page.textContent("#panel h2");
  await page.keyboard.press("n");
  assert.notEqual(await page.textContent("#panel h2"), first);
});

test("whatever can be used has a name for those who hear the page", async () => {
  const page = await open(address);
  await find(page, "Iran");
  const nameless = await page.evaluate(() => {
    const isNamed = (it) => (it.textContent + (it.getAttribute("aria-label") ?? "")).trim() || it.labels?.[0]?.textContent.trim();
    return [...document.querySelectorAll("button, input, select, summary, [role=img]")].filter((it) => !isNamed(it)).map((it) => it.outerHTML);
  });
  assert.deepEqual(nameless, []);
  assert.equal(await page.getAttribute("#status", "role"), "status");
});

test("a narrow window shows the picture first and nothing beside the paper", async () => {
  const page = await open(address, { width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width}`);
  await settle(page);
  await shot(page, "narrow");
});
