// Draws a Mermaid file in Chromium and prints how many edges are in the picture.
// Usage: node mermaid.cjs CHROMIUM FILE, with NODE_PATH at the packages.

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

async function main([executablePath, file]) {
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.setContent("<!doctype html><div id=here></div>");
    const script = path.join(process.env.NODE_PATH, "mermaid", "dist", "mermaid.min.js");
    await page.addScriptTag({ path: script });
    const found = await page.evaluate(async (text) => {
      window.mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      await window.mermaid.parse(text);
      const { svg } = await window.mermaid.render("picture", text);
      document.getElementById("here").innerHTML = svg;
      const picture = document.getElementById("here");
      return {
        edges: picture.querySelectorAll("path.flowchart-link").length,
        scripts: picture.querySelectorAll("script, [onerror], [onload]").length,
      };
    }, fs.readFileSync(file, "utf8"));
    process.stdout.write(JSON.stringify(found));
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
