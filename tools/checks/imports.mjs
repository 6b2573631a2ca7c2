import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { cruise, format } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const folders = ['apps', 'libs', 'tools', 'test'];

const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => join(folder, path).replaceAll(sep, '/'))
    .filter((path) => /\.(ts|mjs)$/.test(path)),
);
const rules = join(import.meta.dirname, '..', '..', '.dependency-cruiser.mjs');
const options = await extractDepcruiseOptions(rules);
const { output: result } = await cruise(folders, options);
const { output, exitCode } = await format(result, { outputType: 'err' });
process.stdout.write(output);

const seen = new Set(result.modules.map(({ source }) => source));
const unseen = sources.filter((path) => !seen.has(path));
for (const path of unseen) console.log(`not looked at: ${path}`);
if (sources.length === 0) console.log('there are no modules to look at');
if (exitCode !== 0 || unseen.length > 0 || sources.length === 0) process.exitCode = 1;
