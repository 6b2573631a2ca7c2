import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowed } from './allowed.js';
import { forbidden } from './forbidden.js';
import { fellTree, type Imports, plantTree, surroundings } from './tree.js';

const config = join(import.meta.dirname, '..', '..', '.dependency-cruiser.mjs');
const options = await extractDepcruiseOptions(config);

async function lookAt(imports: Imports): Promise<ICruiseResult> {
  const baseDir = await plantTree({ ...surroundings, ...imports });
  try {
    const { output } = await cruise(['apps', 'libs', 'tools', 'test'], { ...options, baseDir });
    if (typeof output === 'string') throw new Error(output);
    return output;
  } finally {
    await fellTree(baseDir);
  }
}

/** The rules that a file breaks; a cycle is told once, of all its files. */
function broken({ summary }: ICruiseResult, file: string): string[] {
  return summary.violations
    .filter(({ from, cycle = [] }) => [from, ...cycle.map(({ name }) => name)].includes(file))
    .map(({ rule }) => rule.name);
}

describe('the import rules', () => {
  const fixtures = Object.entries(forbidden).flatMap(([rule, imports]) =>
    Object.entries(imports).flatMap(([file, modules]) =>
      modules.map((module) => ({ rule, file, module })),
    ),
  );
  let result: ICruiseResult;

  beforeAll(async () => {
    const all = Object.values(forbidden).flatMap((imports) => Object.entries(imports));
    result = await lookAt(Object.fromEntries(all));
  });

  it.each(fixtures)('$rule: $file may not import $module', ({ rule, file }) => {
    expect(broken(result, file)).toEqual([rule]);
  });

  it('are each shown to refuse something', () => {
    const rules = options.ruleSet?.forbidden?.map(({ name }) => name);
    expect(Object.keys(forbidden).sort()).toEqual(rules?.sort());
  });
});

describe('what the table allows', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    result = await lookAt(allowed);
  });

  it('breaks no rule', () => {
    expect(result.summary.violations).toEqual([]);
  });

  it('is followed to the sources, also where the built code stands beside them', () => {
    const file = 'apps/projector/src/rebuild.ts';
    const projector = result.modules.find(({ source }) => source === file);
    expect(projector?.dependencies.map(({ resolved }) => resolved)).toEqual([
      'libs/event-store/src/reader.ts',
      'libs/streaming/src/index.ts',
      'libs/views/src/stores/index.ts',
    ]);
  });
});
