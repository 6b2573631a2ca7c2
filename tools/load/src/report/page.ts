import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dataFolder } from '#reference-data';
import type { Report } from './report.js';

const { resolve } = createRequire(import.meta.url);

/** One page without a network: what it shows, and all that it shows it with. Two runs stand side by side. */
export async function page(reports: readonly Report[]): Promise<string> {
  const uplot = join(dirname(resolve('uplot/package.json')), 'dist');
  const own = join(dirname(dataFolder()), 'tools', 'load', 'page');
  const [plots, plotStyle, script, style] = await Promise.all([
    readFile(join(uplot, 'uPlot.iife.min.js'), 'utf8'),
    readFile(join(uplot, 'uPlot.min.css'), 'utf8'),
    readFile(join(own, 'page.js'), 'utf8'),
    readFile(join(own, 'page.css'), 'utf8'),
  ]);
  const title = `Contrail under load: ${reports.map(({ run }) => run.name).join(' and ')}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${plotStyle}${style}</style>
<h1>${escaped(title)}</h1>
<main></main>
<script type="application/json" id="reports">${inScript(JSON.stringify(reports))}</script>
<script>${inScript(plots)}</script>
<script>${inScript(script)}</script>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Nothing in it ends the element. */
function inScript(text: string): string {
  return text.replaceAll('</', '<\\/');
}
