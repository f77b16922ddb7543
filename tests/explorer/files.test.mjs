// Files: what is downloaded, and that the page itself needs nothing but itself.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { file, open, slide, store } from "./page.mjs";
import { small } from "./world.mjs";

const address = file(store("small", small()));

async function download(page, button) {
  await page.locator("details.menu").evaluate((menu) => (menu.open = true));
  const [got] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return readFileSync(await got.path());
}

test("the libraries are those that the list names", () => {
  const list = readFileSync("viewer/vendor/README.md", "utf8");
  for (const name of ["sigma.min.js", "graphology.min.js"]) {
    const sum = createHash("sha256").update(readFileSync(`viewer/vendor/${name}`)).digest("hex");
    assert.match(list, new RegExp(`${name}.*${sum}`));
  }
});

test("the page asks for nothing but itself", async () => {
  const page = await open(address);
  await page.goto(`${address}#edge=russia|arms|syria`);
  await page.locator("#panel .statements .origin").first().waitFor();
  assert.deepEqual([...new Set(page.requests.map((url) => url.split("#")[0]))], [address]);
});

test("the picture is kept as SVG that another reader understands, and as PNG", async () => {
  const page = await open(address);
  const svg = (await download(page, "#save-svg")).toString();
  const other = await parse(page, svg);
  assert.equal(other.broken, 0);
  for (const name of ["Russia", "Syria", "United States", "diplomacy"]) assert.ok(other.texts.includes(name), name);
  const png = await download(page, "#save-png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 1000 && png.length > 20_000);
});

// Reads a drawing in an empty page: the policy of ours forbids to parse.
async function parse(page, svg) {
  const blank = await page.context().newPage();
  await blank.goto("about:blank");
  return blank.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml");
    return { broken: root.querySelectorAll("parsererror").length, texts: [...root.querySelectorAll("text")].map((it) => it.textContent) };
  }, svg);
}

test("data is kept as JSON and CSV, as it is shown", async () => {
  const page = await open(address);
  await slide(page, "#min", 50);
  const json = JSON.parse(await download(page, "#save-json"));
  assert.equal(json.edges.length, 7);
  assert.equal(json.graph.view, "confidence from 50 %");
  const arms = json.edges.find((edge) => edge.key === "arms");
  assert.deepEqual([arms.source, arms.target, arms.sources, arms.valid], ["russia", "syria", 2, [["2015-09", "2015-09"]]]);
  const rows = (await download(page, "#save-csv")).toString().trim().split("\r\n");
  assert.equal(rows.length, 8);
  assert.match(rows[0], /^source,relation,target,/);
});
