import { regions } from '#tools/load';
import type { BrowserShares, ReadKind } from '../simulation/browsers.js';
import type { EdgeByRate } from '../simulation/edge-by-rate.js';
import { Popularity, type Schedule, type Stratum } from './popularity.js';

/** What is above the query-api, as it was simulated. */
export interface Rungs {
  browsers: Record<ReadKind, BrowserShares>;
  /** In the order of the regions. */
  edges: readonly EdgeByRate[];
}

/** What becomes of reads on the rungs above the query-api; all are a second's. */
export interface Reads {
  perSecond: number;
  /** As users see it: the rest waits for a query-api. */
  answered: { browser: number; edge: number };
  toEdges: number;
  edgesAnswer: number;
  /** Bytes that edges send. */
  bytes: number;
  toQueryApi: { flights: Popularity; searches: Popularity; seats: number };
  /** Addresses that the busiest edge is asked for within the time for which it may answer by itself. */
  addressesAtEdge: number;
}

/** max-age and stale-while-revalidate, in seconds. */
const answersFor = 11;

/** @param bytes of an answer, with its headers */
export function readsAt(
  perSecond: number,
  schedule: Schedule,
  { browsers, edges }: Rungs,
  bytes: Record<ReadKind, number>,
): Reads {
  const kindAt = (kind: ReadKind, strata: readonly Stratum[], shares: readonly number[]) => {
    const { share, answered, passedOn } = browsers[kind];
    const asked = perSecond * share * passedOn;
    const strataAtEdges = strata.map(({ count }, index) => {
      const ofOne = asked * (shares[index] ?? 0);
      return atEdges(ofOne, count, edges);
    });
    const sum = (pick: (each: AtEdges) => number) =>
      strataAtEdges.reduce((all, each) => all + pick(each), 0);
    const answeredByEdge = sum((each) => each.answered);
    return {
      asked,
      answeredByEdge,
      browser: perSecond * share * answered,
      // Of what comes to the edge, some was answered by the browser before.
      edge: (answeredByEdge * (1 - answered)) / passedOn,
      bytes: asked * bytes[kind],
      addresses: sum((each) => each.addresses),
      perRank: strataAtEdges.map((each, index) => each.passedOn / (strata[index]?.count ?? 1)),
    };
  };
  const { flightStrata, searchStrata, flightShares, searchShares } = schedule;
  const availability = kindAt('availability', flightStrata, flightShares);
  const seats = kindAt('seats', flightStrata, flightShares);
  const search = kindAt('search', searchStrata, searchShares);
  const all = [availability, seats, search];
  const total = (pick: (each: typeof search) => number) =>
    all.reduce((sum, each) => sum + pick(each), 0);
  const ofFlights = availability.perRank.map((each, at) => each + (seats.perRank[at] ?? 0));
  return {
    perSecond,
    answered: { browser: total((each) => each.browser), edge: total((each) => each.edge) },
    toEdges: total((each) => each.asked),
    edgesAnswer: total((each) => each.answeredByEdge),
    bytes: total((each) => each.bytes),
    toQueryApi: {
      flights: new Popularity(flightStrata, ofFlights),
      searches: new Popularity(searchStrata, search.perRank),
      seats: new Popularity(flightStrata, seats.perRank).total,
    },
    addressesAtEdge: total((each) => each.addresses),
  };
}

interface AtEdges {
  answered: number;
  passedOn: number;
  addresses: number;
}

/** What the regions' edges do with so many addresses, each of them asked for so often by all together. */
function atEdges(perSecond: number, count: number, edges: readonly EdgeByRate[]): AtEdges {
  const all = { answered: 0, passedOn: 0, addresses: 0 };
  for (const [place, { share }] of regions.entries()) {
    const own = perSecond * share;
    const edge = edges[place]?.at(own);
    if (edge === undefined) throw new Error('a region was not simulated');
    all.answered += count * own * edge.answered;
    all.passedOn += count * own * edge.passedOn;
    if (place === 0) all.addresses += count * (1 - Math.exp(-own * answersFor));
  }
  return all;
}
