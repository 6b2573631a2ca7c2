import { readRefusalEvents } from '#contracts';
import type { RefusalCount, RequestsRefused } from '#domain';
import type { View } from './view.js';

/** Requests for a flight that were refused in a minute, for one reason. */
export interface LostSales extends RefusalCount {
  /** Its beginning: RFC 3339 UTC with milliseconds. */
  minute: string;
}

export interface LostSalesState {
  flightId: string;
  /** The newest minute first. */
  counts: LostSales[];
}

/** A row is written whole with each minute's event: its older counts are in the log alone. */
export const keptCounts = 300;

export const lostSalesView: View<LostSalesState> = {
  name: 'lost_sales',
  streams: 'refusals-',
  evolve: (state, recorded) => readRefusalEvents(recorded).reduce(after, state),
};

/** Several processes count the same minute, and one that could not write it tells it later. */
function after(state: LostSalesState | null, { data }: RequestsRefused): LostSalesState {
  const { flightId, minute } = data;
  const counts = new Map((state?.counts ?? []).map((each) => [keyOf(each), each]));
  for (const refused of data.counts) {
    const key = keyOf({ ...refused, minute });
    const count = refused.count + (counts.get(key)?.count ?? 0);
    counts.set(key, { ...refused, minute, count });
  }
  const newestFirst = [...counts.entries()].toSorted(([a], [b]) => (a < b ? 1 : -1));
  return { flightId, counts: newestFirst.slice(0, keptCounts).map(([, each]) => each) };
}

function keyOf({ minute, cabin, reason }: LostSales): string {
  return `${minute} ${cabin} ${reason}`;
}
