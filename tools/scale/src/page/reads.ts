import { regions } from '#tools/load';
import { assumed } from '../figures/assumed.js';
import { measured } from '../figures/measured.js';
import { workersOf } from '../model/load.js';
import type { Simulated } from '../simulation/simulated.js';
import { percent, table } from './table.js';

/** Who answers, as users see it, when memory has room for all flights. */
export function ladder({ orders }: Simulated): string {
  return table(
    ['reads/s', 'browser', 'edge', 'query-api', 'query-apis are asked', 'of these searches'],
    orders.map(({ load: { reads } }) => {
      const { browser, edge } = reads.answered;
      const { flights, searches } = reads.toQueryApi;
      const asked = flights.total + searches.total;
      return [
        reads.perSecond,
        percent(browser / reads.perSecond),
        percent(edge / reads.perSecond),
        percent(1 - (browser + edge) / reads.perSecond),
        percent(asked / reads.perSecond),
        percent(searches.total / asked),
      ];
    }),
  );
}

/** Reads of flights, and searches, that memory does not answer; by the room that it has. */
export function misses({ orders, parts }: Simulated): string {
  return table(
    ['reads/s', ...parts.map((part) => `${part * 100} % of flights`), '100 %'],
    orders.map(({ load, misses: own }) => [
      load.reads.perSecond,
      ...own.map(({ flights, searches }) => `${percent(flights)}; ${percent(searches)}`),
      '0; 0',
    ]),
  );
}

/** What a small memory asks a second of Redis and of PostgreSQL, and the cores that query-apis need beside for what Redis answers. */
export function below({ orders, parts, refused }: Simulated): string {
  return table(
    ['reads/s', ...parts.map((part) => `${part * 100} % of flights`), '100 %'],
    orders.map(({ load, misses: own }) => {
      const { flights, searches } = load.reads.toQueryApi;
      return [
        load.reads.perSecond,
        ...own.map((each) => {
          const redis = flights.total * each.flights;
          const postgres = redis * refused + searches.total * each.searches;
          const more = measured.redisReadMicros.value - measured.hotReadMicros.value;
          const cores = (redis * more) / 1e6 / assumed.busy.value;
          const asked = [redis, postgres].map((count) => Math.round(count).toLocaleString('en'));
          return [...asked, cores.toFixed(1)].join('; ');
        }),
        '0; 0; 0',
      ];
    }),
  );
}

export function readSide({ orders }: Simulated): string {
  const busy = assumed.busy.value;
  return table(
    [
      'reads/s',
      'asked of edges/s',
      'edges: cores',
      'GB/s',
      'query-apis: reads/s',
      'cores',
      'by the twin',
      'streams',
      'GB of them',
    ],
    orders.map(({ load }) => {
      const { flights, searches } = load.reads.toQueryApi;
      return [
        load.reads.perSecond,
        load.reads.toEdges,
        load.edgeCores / busy,
        load.reads.bytes / 1e9,
        flights.total + searches.total,
        workersOf(load),
        workersOf(load) * measured.readsOfTheTwin.value,
        load.streams,
        (load.streams * measured.streamBytes.value) / 1e9,
      ];
    }),
  );
}

export function distances({ orders }: Simulated): string {
  const mean = (of: (region: (typeof regions)[number]) => number) =>
    regions.reduce((sum, region) => sum + region.share * of(region), 0);
  const [toEdge, toOrigin] = [mean((each) => each.toEdgeMs), mean((each) => each.toOriginMs)];
  return [
    table(
      ['region', 'users', 'the edge answers', 'a query-api answers', 'booked and paid'],
      regions.map(({ name, share, toEdgeMs, toOriginMs }) => [
        name,
        percent(share),
        `${toEdgeMs} ms`,
        `${toEdgeMs + toOriginMs} ms`,
        `${2 * (toEdgeMs + toOriginMs)} ms`,
      ]),
    ),
    table(
      ['reads/s', 'the mean read waits, ms', 'with query-apis in each region, ms'],
      orders.map(({ load: { reads } }) => {
        const browser = reads.answered.browser / reads.perSecond;
        const waits = 1 - browser - reads.answered.edge / reads.perSecond;
        const near = (1 - browser) * toEdge;
        return [reads.perSecond, near + waits * toOrigin, near];
      }),
    ),
  ].join('\n\n');
}
