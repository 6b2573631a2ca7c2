import { randomUUID } from 'node:crypto';
import type { EventStore } from '#event-store';
import { importSchedule, scheduledDays, tomorrowInNewYork } from '#tools/import';

/** Sees to it that tomorrow's real flights are scheduled; answers the one that departs last. */
export async function scheduleTomorrow(
  eventStore: EventStore,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const from = tomorrowInNewYork(new Date().toISOString());
  const { scheduled, alreadyThere } = await importSchedule({
    eventStore,
    from,
    days: 1,
    progress: () => undefined,
    signal,
  });
  progress(`${from}: ${scheduled} flights scheduled, ${alreadyThere} were there already`);
  for await (const { flights } of scheduledDays(from, 1)) {
    const latest = flights.reduce((a, b) => (a.departsAt > b.departsAt ? a : b));
    return latest.flightId;
  }
  throw new Error(`the schedule has no flight on ${from}`);
}

/** What the start ends with: it works when it is pasted. */
export function welcome(address: string, flightId: string): string {
  const body = {
    segments: [{ flightId, cabin: 'economy' }],
    passengers: [{ givenName: 'Amelia', familyName: 'Earhart' }],
    contact: { email: 'amelia@example.com' },
  };
  return [
    '',
    `Contrail is ready: ${address}  (documentation: ${address}/docs)`,
    'Embedded profile: one process, without Kafka and Redis.',
    '',
    'A first booking to try:',
    '',
    `curl -i ${address}/v1/bookings -H 'Content-Type: application/json' \\`,
    `  -H 'Idempotency-Key: ${randomUUID()}' \\`,
    `  -d '${JSON.stringify(body)}'`,
    '',
    `curl -i ${address}/v1/flights/${flightId}/availability`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}
