// Large graphs: the first picture, the slider, and that the page stays usable. The figures are printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, file, find, open, settle, shot, slide, store } from "./page.mjs";
import { large, small } from "./world.mjs";

// A machine of the continuous integration may be several times slower than what the figures are for.
const PATIENCE = Number(process.env.PATIENCE ?? 4);

const first = (page) => page.evaluate(() => performance.getEntriesByName("first picture")[0].startTime);

// Returns how long the page takes from a change of the slider until the picture is there, the median of several.
async function step(page) {
  const times = [];
  for (const at of [10, 25, 40, 55, 70]) {
    times.push(
      await page.evaluate(async (at) => {
        const slider = document.getElementById("at");
        const start = performance.now();
        slider.value = at;
        slider.dispatchEvent(new Event("input"));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return performance.now() - start;
      }, at),
    );
  }
  return times.sort((a, b) => a - b)[2];
}

function tell(t, what, time, aim) {
  t.diagnostic(`${what}: ${Math.round(time)} ms (aim ${aim})`);
  assert.ok(time < aim * PATIENCE, `${what}: ${time} ms`);
}

test("a small graph is there at once", async (t) => {
  const page = await open(file(store("small", small())));
  tell(t, "first picture, 6 actors", await first(page), 1000);
});

test("10,000 actors stay usable", async (t) => {
  const address = file(store("large", large(10_000, 20_000)));
  const page = await open(address);
  tell(t, "first picture, 10,000 actors", await first(page), 3000);
  const shown = await counts(page);
  assert.ok(shown.nodes <= 120 && shown.edges <= 320 && shown.passing > 15_000, JSON.stringify(shown));
  assert.match(await page.textContent("#status"), /^The strongest: .* of 10,000 actors/);
  await settle(page);
  await shot(page, "large");
  await find(page, "Actor 9000");
  assert.equal(await page.textContent("#panel h2"), "Actor 9000");
  const more = await counts(page);
  assert.ok(more.nodes > shown.nodes && more.nodes < shown.nodes + 70, JSON.stringify(more));
  await settle(page);
  await shot(page, "large-opened");
  await slide(page, "#at", 30);
  assert.ok((await counts(page)).passing < shown.passing);
  await page.click("#always");
  const start = Date.now();
  await page.click("#more");
  assert.equal((await counts(page)).edges, shown.passing);
  await settle(page);
  t.diagnostic(`all ${shown.passing} relations: ${Date.now() - start} ms`);
  await shot(page, "large-all");
  await page.click("#as-table");
  assert.equal(await page.locator("tbody tr").count(), 200);
  assert.deepEqual(page.errors, []);
});

test("the slider moves over 5,000 relations", async (t) => {
  const page = await open(file(store("medium", large(1_000, 5_000))));
  tell(t, "a step of the slider, the strongest of 5,000 relations", await step(page), 300);
  await page.click("#always");
  await page.click("#more");
  await settle(page);
  tell(t, "a step of the slider, all of 5,000 relations", await step(page), 300);
  await shot(page, "medium-all");
});
