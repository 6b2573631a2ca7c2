/** Where a read was answered: the rungs of the read ladder, the nearest to the user first. */
export const rungs = ['browser', 'edge', 'memory', 'redis', 'postgres'] as const;
export type Rung = (typeof rungs)[number];

export interface Asked {
  /** With the query, without the host. */
  path: string;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string>>;
}

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Undefined where no rung answered: an error, or what is not cacheable. */
  rung: Rung | undefined;
}

/** As HTTP clients and caches tell them: what has several values is one text. */
export function headersOf(told: Readonly<Record<string, unknown>>): Record<string, string> {
  const some = Object.entries(told).filter(([, value]) => value !== undefined);
  return Object.fromEntries(some.map(([name, value]) => [name, String(value)]));
}

/** What answers reads: the origin, a cache in front of it, or either behind a distance. */
export interface Source {
  /** @throws when no answer came */
  get(asked: Asked): Promise<Answer>;
}
