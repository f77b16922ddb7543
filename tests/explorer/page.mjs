// A page of the explorer in Chromium, made by the program from statements.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { DEMARCHE, CHROMIUM, SHOTS } = process.env;

export const folder = mkdtempSync(join(tmpdir(), "explorer-"));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

// Runs the program and returns what it printed.
export function demarche(...args) {
  return execFileSync(DEMARCHE, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

// Makes a store of statements and, where there are some, of articles (JSON); returns its path.
export function store(name, statements, articles = []) {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, statements);
  const paths = articles.map((article, i) => {
    const path = join(folder, `${name}-${i}.json`);
    writeFileSync(path, JSON.stringify(article));
    return path;
  });
  demarche("ingest", "--statements", file, "--db", `${name}.db`, "--quiet", ...paths);
  return join(folder, `${name}.db`);
}

// Makes the page of a store as a file and returns its address.
export function file(db, ...args) {
  const path = `${db}.html`;
  demarche("export", "--db", db, "-o", path, "--quiet", ...args);
  return pathToFileURL(path).href;
}

// Opens an address; what goes wrong and what is asked for is kept in `page.errors` and `page.requests`.
export async function open(address, { scheme = "light", width = 1400, height = 860 } = {}) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, acceptDownloads: true });
  const page = await context.newPage();
  page.errors = [];
  page.requests = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  page.on("dialog", (dialog) => {
    page.errors.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => page.requests.push(request.url()));
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName("first picture").length > 0 || location.hash.includes("view=table"));
  return page;
}

// Returns how many actors and relations are shown, and how many relations pass the filters.
export async function counts(page) {
  const { nodes, edges, passing } = await page.locator("#status").evaluate((status) => ({ ...status.dataset }));
  return { nodes: Number(nodes), edges: Number(edges), passing: Number(passing) };
}

// Finds an actor by one of its names.
export async function find(page, name) {
  await page.fill("#search", name);
  await page.keyboard.press("Enter");
}

// Waits until the camera stands still.
export function settle(page) {
  return page.waitForTimeout(500);
}

// Sets a slider as a hand would.
export function slide(page, id, value) {
  return page.locator(id).evaluate((slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(value));
}

// Takes a picture of the page where pictures are wanted.
export async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
