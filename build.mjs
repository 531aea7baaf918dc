// Bundles static/src into static/dist with stable names; hashing is the server's work.
// Usage: node build.mjs [--watch]
import { readdir, readFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const dist = path.join(root, "static/dist");
const watch = process.argv.includes("--watch");

/** One JSON of all outline icons, read by the template tag `{% icon %}` and never sent to a browser. */
async function writeIcons() {
  const folder = path.join(root, "node_modules/@tabler/icons/icons/outline");
  const icons = {};
  for (const file of (await readdir(folder)).sort()) {
    const svg = await readFile(path.join(folder, file), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    icons[path.basename(file, ".svg")] = inner
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
      .replace(/\s+/g, " ")
      .replace(/> </g, "><")
      .trim();
  }
  await writeFile(path.join(root, "static/icons.json"), JSON.stringify(icons));
}

const options = {
  absWorkingDir: root,
  entryPoints: ["static/src/app.js", "static/src/theme.js", "static/src/app.css"],
  outdir: "static/dist",
  bundle: true,
  minify: !watch,
  format: "iife",
  entryNames: "[name]",
  assetNames: "[name]",
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "warning",
};

if (!watch) await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await writeIcons();
if (watch) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
