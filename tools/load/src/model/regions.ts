/** Where users sit, with an edge of the network near them. Times are there and back, in milliseconds. */
export interface Region {
  name: string;
  /** Of all users. */
  share: number;
  toEdgeMs: number;
  /** From its edge to the one place where Contrail runs. */
  toOriginMs: number;
}

/** Contrail runs in North America; round trips as between large cities of the regions. */
export const regions: readonly [Region, ...Region[]] = [
  { name: 'north-america', share: 0.5, toEdgeMs: 10, toOriginMs: 20 },
  { name: 'europe', share: 0.3, toEdgeMs: 10, toOriginMs: 90 },
  { name: 'asia-pacific', share: 0.2, toEdgeMs: 15, toOriginMs: 180 },
];
