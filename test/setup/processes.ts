import { readdirSync, readFileSync } from 'node:fs';

/** The ids of a process and all below it, zombies aside; PostgreSQL's postmaster is another's child by then. Linux only. */
export function processesOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const [state, parent] = statOf(Number(name)) ?? [];
    if (state !== undefined && state !== 'Z') parents.set(Number(name), Number(parent));
  }
  const found = parents.has(root) ? [root] : [];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found;
}

/** Undefined when it has ended. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
