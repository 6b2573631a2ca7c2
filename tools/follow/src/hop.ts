/** Something that was done for a request. */
export interface Hop {
  correlationId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Who did it. */
  part: string;
  what: string;
}

/** A request from outside, and all that followed from it. */
export interface FollowedRequest {
  correlationId: string;
  /** In time order. */
  hops: Hop[];
}

/** The requests in the order in which they came, each with its hops. */
export function byRequest(hops: readonly Hop[]): FollowedRequest[] {
  const requests = new Map<string, Hop[]>();
  // What happened in one millisecond stays in the order in which it is given.
  for (const hop of [...hops].sort((a, b) => a.at - b.at)) {
    const itsOwn = requests.get(hop.correlationId);
    if (itsOwn === undefined) requests.set(hop.correlationId, [hop]);
    else itsOwn.push(hop);
  }
  return [...requests].map(([correlationId, itsOwn]) => ({ correlationId, hops: itsOwn }));
}

/** A line a hop: when, milliseconds after the request came, who, what. */
export function hopLines({ hops }: FollowedRequest): string[] {
  const begun = hops[0]?.at ?? 0;
  const width = Math.max(...hops.map(({ part }) => part.length));
  return hops.map(({ at, part, what }) => {
    const after = `+${Math.round(at - begun)}`.padStart(8);
    return `${new Date(at).toISOString()} ${after} ms  ${part.padEnd(width)}  ${what}`;
  });
}
