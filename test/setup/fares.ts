import { flightStreamId } from '#contracts';
import type { EventStore } from '#event-store';
import type { Fares } from '#fares';
import request from 'supertest';
import { operatorKey } from './application.js';

/** As an operator: the fare of economy, in cents. */
export function setFare(url: string, flightId: string, amount: number) {
  return request(url)
    .put(`/v1/operations/fares/${flightId}/economy`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .send({ amount, currency: 'USD' });
}

/** What a flight's stream tells after its scheduling. */
export interface ToldFare {
  type: string;
  data: unknown;
}

/** Sets a fare in the table itself; answers what the flight is to tell of it. */
export async function fareSet(fares: Fares, flightId: string, amount: number): Promise<ToldFare> {
  const fare = { amount, currency: 'USD' } as const;
  const revision = await fares.set({ flightId, cabin: 'economy', ...fare });
  return { type: 'FareChanged', data: { cabin: 'economy', fare, revision } };
}

export async function faresToldOf(
  { eventStore }: { eventStore: EventStore },
  flightId: string,
): Promise<ToldFare[]> {
  const { events } = await eventStore.readStream(flightStreamId(flightId), {
    from: 2,
    limit: 10_000,
  });
  return events.map(({ type, data }) => ({ type, data }));
}
