// The served page: the same page, its evidence on request, from this machine to this machine.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { after, test } from "node:test";
import { counts, open, store } from "./page.mjs";
import { small } from "./world.mjs";

const db = store("served", small());
const server = spawn(process.env.DEMARCHE, ["serve", "--db", db], { stdio: ["ignore", "pipe", "pipe"] });
after(() => server.kill());
const [line] = await once(server.stdout, "data");
const address = String(line).trim();

function ask(path, headers = {}) {
  return new Promise((done, fail) => {
    const request = get(new URL(path, address), { headers }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() });
    });
    request.on("error", fail);
  });
}

test("the address is of this machine alone, on a free port", () => {
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test("the page shows the graph and asks for the evidence of an edge when it is opened", async () => {
  const page = await open(`${address}#edge=russia|arms|syria`);
  assert.equal((await counts(page)).edges, 8);
  await page.locator("#panel .statements .origin").nth(1).waitFor();
  assert.equal(await page.locator("#panel .statements > li").count(), 2);
  assert.ok(page.requests.every((url) => url.startsWith(address)), page.requests.join());
  assert.deepEqual(page.errors, []);
});

test("the evidence of the other view is asked for in it", async () => {
  const page = await open(`${address}#who=actor&edge=turkey|meets|vladimir-putin`);
  await page.locator("#panel .statements .origin").waitFor();
  assert.match(await page.textContent("#panel h2"), /^Turkey meets Vladimir Putin$/);
  assert.deepEqual(page.errors, []);
});

test("requests by another name are turned away", async () => {
  assert.equal((await ask("/", { host: "evil.example" })).status, 421);
  assert.equal((await ask("/evidence/root/0", { host: "evil.example:80" })).status, 421);
  const port = new URL(address).port;
  assert.equal((await ask("/", { host: `localhost:${port}` })).status, 200);
});

test("answers say what they are, and what there is not is not found", async () => {
  const page = await ask("/");
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.match(page.headers["content-security-policy"], /frame-ancestors 'none'/);
  assert.equal((await ask("/evidence/root/999")).status, 404);
  assert.equal((await ask("/evidence/root/x")).status, 400);
  assert.equal((await ask("/evidence/nowhere/0")).status, 404);
  assert.equal((await ask("/../Cargo.toml")).status, 404);
});
