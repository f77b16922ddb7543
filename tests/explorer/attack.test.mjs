// Hostile text: nothing that an article says can run, load or break the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { file, find, open, settle, store } from "./page.mjs";
import { statement } from "./world.mjs";

const ATTACKS = [
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(2)>",
  "<!--<script>",
  "javascript:alert(3)",
  "\u202egnorw eht yaw dnuor\u202c",
  "]]><svg onload=alert(4)>",
  "${alert(5)}{{evidence}}",
];

const evil = (text, i) => ({ id: `evil-${i}`, name: `${text} ${i}`, kind: "group", root: `${text} ${i}`, mention: text });
const lines = ATTACKS.map((text, i) =>
  statement(evil(text, i), "attacks", "Syria", { sentence: `${text} Syria ${text}`, attributed_to: text, document: text, frame: `x "${text}"` }),
);
const article = {
  id: "evil",
  title: "<b onclick=alert(6)>Bold</b>",
  url: "javascript:alert(7)",
  source: "<i>Outlet</i>",
  published: "2022-03-01",
  text: "Russia attacked Ukraine on 24 February 2022. Russia attacked Ukraine.",
};
const address = file(store("evil", lines.join("\n"), [article]), "--title", "</title><script>alert(8)</script>");

test("hostile names, sentences and titles stay text", async () => {
  const page = await open(address);
  const n = ATTACKS.length + 1;
  assert.ok((await page.evaluate(() => demarche.graph.edges.length)) >= n);
  const ids = await page.evaluate(() => demarche.graph.nodes.map((node) => node.id));
  let shown = "";
  for (const id of ids.filter((id) => /-\d$/.test(id))) {
    await page.evaluate((id) => (location.hash = `edge=${id}|attacks|syria`), id);
    await page.locator("#panel .statements .origin").waitFor();
    shown += await page.locator("#panel blockquote").innerText();
  }
  for (const text of ["</script><script>alert(1)</script>", "${alert(5)}{{evidence}}"]) assert.ok(shown.includes(text), shown);
  await find(page, "alert(2)");
  assert.match(await page.textContent("#panel h2"), /<img src=x onerror/);
  await page.click("#as-table");
  await settle(page);
  assert.equal(await page.locator("#panel img, #table img, #panel script, svg[onload], b[onclick]").count(), 0);
  assert.deepEqual(page.errors, []);
  assert.equal(new Set(page.requests.map((url) => url.split("#")[0])).size, 1);
});

test("an address that is no page of the web is no link", async () => {
  const page = await open(`${address}#edge=russia|attacks|ukraine`);
  const origin = page.locator("#panel .statements .origin").first();
  await origin.waitFor();
  assert.match(await origin.innerText(), /<b onclick=alert\(6\)>Bold<\/b> · <i>Outlet<\/i>/);
  assert.equal(await page.locator("#panel a").count(), 0);
});

test("the policy lets no other script run, load or talk", async () => {
  const page = await open(address);
  const refused = await page.evaluate(async () => {
    const tried = {};
    const script = document.createElement("script");
    try {
      script.text = "window.ran = true";
      document.body.append(script);
    } catch (error) {
      tried.script = error.name;
    }
    try {
      document.body.insertAdjacentHTML("beforeend", "<p>markup</p>");
    } catch (error) {
      tried.markup = error.name;
    }
    tried.fetch = await fetch("https://example.org/").then(() => "went", (error) => error.name);
    tried.ran = window.ran;
    return tried;
  });
  assert.deepEqual(refused, { script: "TypeError", markup: "TypeError", fetch: "TypeError", ran: undefined });
});

test("an address with nonsense in it opens the first view", async () => {
  const page = await open(`${address}#actor=<script>&edge=x|y|z&min=9e9&at=soon&open=,,&span=%00&pair=a`);
  assert.equal(await page.textContent("#panel h2"), "About");
  assert.deepEqual(page.errors, []);
});
