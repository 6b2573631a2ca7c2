import { isDeepStrictEqual } from 'node:util';

/** What stands at one place in two values of JSON. */
export interface Unlike {
  /** Begins with the place, a JSON Pointer. */
  expected: string;
  found: string;
}

/** The first place where two values of JSON differ; undefined when they are equal. */
export function firstUnlike(expected: unknown, found: unknown, path = ''): Unlike | undefined {
  if (isDeepStrictEqual(expected, found)) return undefined;
  if (isComposite(expected) && isComposite(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const within = firstUnlike(expected[key], found[key], `${path}/${key}`);
      if (within !== undefined) return within;
    }
  }
  return { expected: `${path} ${shown(expected)}`, found: shown(found) };
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const longest = 200;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
