/** The requests that `follow` tells, each by its hops: who did what. */
export function requestsIn(out: string): string[][] {
  return out
    .split(/^request \S+\n/m)
    .slice(1)
    .map((told) =>
      [...told.matchAll(/^ {2}\S+Z +\+\d+ ms {2}(\S+) +(.+)$/gm)].map(
        ([, part = '', what = '']) => `${part}: ${what}`,
      ),
    );
}
