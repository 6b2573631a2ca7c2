import { describe, expect, it } from 'vitest';
import {
  anchorsOf,
  documents,
  isInCode,
  linksOf,
  manifest,
  pathsLike,
  quotedIn,
  tableOf,
} from './documents.js';

const everyone = documents.map((document) => [document.path, document] as const);

describe.each(everyone)('%s', (_, document) => {
  const quoted = quotedIn(document);

  it('leads to files and headings that are there', () => {
    const dead = linksOf(document).filter((link) => {
      const [path = '', anchor] = link.split('#');
      if (pathsLike(path).length === 0) return true;
      return anchor !== undefined && !anchorsOf(path).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const named = quoted.filter((text) => /^(apps|libs|tools|test|docs|data)\/\S*$/.test(text));
    expect(named.filter((path) => pathsLike(path).length === 0)).toEqual([]);
  });

  it('names functions, types, columns and settings that the code has', () => {
    const names = quoted.flatMap((text) => {
      const name = /^@?(\w+)(\(.*\))?$/.exec(text);
      const isOfCode = name?.[2] !== undefined || /[a-z][A-Z]|\w_\w/.test(text);
      return name?.[1] !== undefined && isOfCode ? [name[1]] : [];
    });
    const notOurs = ['AggregateRoot', 'add_job'];
    expect(names.filter((name) => !isInCode(name) && !notOurs.includes(name))).toEqual([]);
  });

  it('names commands that package.json has', () => {
    const code = document.text.match(/```[\s\S]*?```|`[^`\n]+`/g)?.join('\n') ?? '';
    const scripts = [...code.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !['ci', 'install'].includes(script));
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it('does not belittle what it explains', () => {
    expect(document.text).not.toMatch(/\b(just|simply|easy|easily|obviously)\b/i);
  });
});

describe('the README', () => {
  it.each([
    { heading: 'Dependencies and their reasons', packages: manifest.dependencies },
    { heading: 'Development dependencies and their reasons', packages: manifest.devDependencies },
  ])('gives a reason for each package, and for no other: $heading', ({ heading, packages }) => {
    const told = tableOf(heading);
    const names = Object.keys(packages);
    const reasonOf = (name: string) =>
      told.some((row) => row === name || (row.endsWith('/*') && name.startsWith(row.slice(0, -1))));
    expect(names.filter((name) => !reasonOf(name))).toEqual([]);
    expect(told.filter((row) => !row.endsWith('/*') && !names.includes(row))).toEqual([]);
  });

  it('tells what each folder is', () => {
    const folders = [...pathsLike('apps/*'), ...pathsLike('libs/*')];
    const told = tableOf('Where things are');
    expect(told.toSorted()).toEqual(
      [...folders, 'data', 'deploy', 'docs', 'test', 'tools'].toSorted(),
    );
  });
});
