import type { AvailabilityState, ViewRow } from '#views/folds';
import { PostgresViewStore, type PushedCopies, type Route } from '#views/stores';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

const readAtOnce = 10_000;

/**
 * Which flights there are of each route and day: those that the view has at the start, and each that is pushed. None
 * ever goes. Measured with a year's flights: 120 bytes each.
 */
@Injectable()
export class RouteIndex implements PushedCopies, OnApplicationBootstrap {
  private readonly streams = new Map<string, string[]>();

  constructor(private readonly views: PostgresViewStore) {}

  async onApplicationBootstrap(): Promise<void> {
    for (let last: string | undefined = ''; last !== undefined;) {
      const flights = await this.views.routesAfter(last, readAtOnce);
      for (const { streamId, ...route } of flights) this.note(streamId, route);
      last = flights.at(-1)?.streamId;
    }
  }

  put(rows: readonly ViewRow<AvailabilityState>[]): Promise<void> {
    for (const { streamId, state } of rows) if (state !== null) this.note(streamId, routeOf(state));
    return Promise.resolve();
  }

  streamsOf(route: Route): readonly string[] {
    return this.streams.get(keyOf(route)) ?? [];
  }

  private note(streamId: string, route: Route): void {
    const key = keyOf(route);
    const known = this.streams.get(key);
    if (known === undefined) this.streams.set(key, [streamId]);
    else if (!known.includes(streamId)) known.push(streamId);
  }
}

/** The id of a flight ends with its date. */
function routeOf({ origin, destination, flightId }: AvailabilityState): Route {
  return { origin, destination, date: flightId.slice(-'2026-12-05'.length) };
}

function keyOf({ origin, destination, date }: Route): string {
  return `${origin}${destination}${date}`;
}
