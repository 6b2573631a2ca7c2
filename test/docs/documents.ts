import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');

export interface Document {
  /** From the root of the project. */
  path: string;
  text: string;
}

function read(path: string): Document {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

const folders = ['apps', 'libs', 'tools', 'deploy', 'test', 'docs', 'data'];

/** The project's files and folders, from its root. */
const paths = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path).split(sep).join('/'),
    ),
  ),
];

/** The paths that a pattern names: `*` stands for a part of a name, `**` for folders. */
export function pathsLike(pattern: string): string[] {
  const source = pattern
    .replace(/\/$/, '')
    .replaceAll(/[.+()[\]]/g, '\\$&')
    .replaceAll('**/', '(.+/)?')
    .replaceAll(/(?<!\.)\*/g, '[^/]*');
  return paths.filter((path) => new RegExp(`^${source}$`).test(path));
}

/** Every document of the project; the changelog tells of what is gone, too. */
export const documents = ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'data/*.md']
  .flatMap(pathsLike)
  .map(read);

/** All that a name in a document may stand in. */
const sources = paths
  .filter((path) =>
    /^(apps|libs|tools|deploy)\/.*\.(ts|mjs|sql|json)$|^[\w-]+\.json$|\.csv$/.test(path),
  )
  .map(read);

const words = new Set(
  sources.flatMap(({ path, text }) => [...path.split(/[^\w-]/), ...text.split(/\W/)]),
);

/** Whether the code has the name, whole. */
export function isInCode(name: string): boolean {
  return words.has(name);
}

/** What stands between backticks in running text. */
export function quotedIn({ text }: Document): string[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, quoted = '']) => quoted);
}

/** Where the links of a document lead to in the project, from its root, with their anchors. */
export function linksOf({ path, text }: Document): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)|^\[\w+\]: (\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^https?:/.test(target))
    .map((target) =>
      target.startsWith('#') ? `${path}${target}` : relative('', join(dirname(path), target)),
    );
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(path: string): string[] {
  return [...read(path).text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The first cells of the table under a heading of the README, without their backticks. */
export function tableOf(heading: string): string[] {
  const [, section = ''] =
    new RegExp(`\\n## ${heading}\\n([\\s\\S]*?)(\\n## |$)`).exec(read('README.md').text) ?? [];
  const [, , ...rows] = section.match(/^\|.*$/gm) ?? [];
  return rows.flatMap((row) => quotedIn({ path: '', text: row.split('|')[1] ?? '' }));
}

export { manifest };
