import { randomUUID } from 'node:crypto';
import { withSchemaVersion } from '#contracts';
import type { FlightSchedule } from '#domain';
import { flightStreamId, initialFlight, scheduleFlight } from '#domain';
import type { CommandToAppend, EventStore } from '#event-store';
import { maxStreamsAnAppend } from '#event-store';
import { scheduledDays } from './schedule.js';

export interface ScheduleImport {
  eventStore: ScheduleStore;
  /** The first local date of departure, `YYYY-MM-DD`. */
  from: string;
  days: number;
  /** Called after each append; the next one waits for what it answers. */
  progress: (progress: ImportProgress) => Promise<void> | void;
  /** When it is aborted the import rejects with its reason; what was appended stays. */
  signal?: AbortSignal;
}

export interface ImportResult {
  /** Flights that this import has scheduled. */
  scheduled: number;
  /** Flights that were scheduled before, or by another import at the same time. */
  alreadyThere: number;
}

/** What has been done so far. */
export interface ImportProgress extends ImportResult {
  /** Dates of which every flight is scheduled, out of `days`. */
  daysDone: number;
  days: number;
}

/** What the import needs of the event store. */
export type ScheduleStore = Pick<EventStore, 'append' | 'existing'>;

/**
 * Schedules the real flights of `days` dates from `from` on. What is there already stays as it is: a
 * second run adds nothing, and one after a kill completes the first.
 */
export async function importSchedule(schedule: ScheduleImport): Promise<ImportResult> {
  const { eventStore, from, days, progress, signal } = schedule;
  const correlationId = randomUUID();
  const result: ImportResult = { scheduled: 0, alreadyThere: 0 };
  let daysDone = 0;
  for await (const { flights } of scheduledDays(from, days)) {
    for (let start = 0; start < flights.length; start += maxStreamsAnAppend) {
      signal?.throwIfAborted();
      const batch = flights.slice(start, start + maxStreamsAnAppend);
      const scheduled = await scheduleMissing(eventStore, batch, correlationId);
      result.scheduled += scheduled;
      result.alreadyThere += batch.length - scheduled;
      if (start + batch.length === flights.length) daysDone += 1;
      await progress({ ...result, daysDone, days });
    }
  }
  return result;
}

/** Answers how many of the flights were missing. */
async function scheduleMissing(
  eventStore: ScheduleStore,
  flights: FlightSchedule[],
  correlationId: string,
): Promise<number> {
  let missing = await findMissing(eventStore, flights);
  while (missing.length > 0) {
    const { outcome } = await eventStore.append([commandFor(missing, correlationId)]);
    if (outcome !== 'conflict') return missing.length;
    const stillMissing = await findMissing(eventStore, missing);
    if (stillMissing.length === missing.length) {
      throw new Error('the append met a conflict, but none of its flights has been scheduled');
    }
    missing = stillMissing;
  }
  return 0;
}

async function findMissing(
  eventStore: ScheduleStore,
  flights: FlightSchedule[],
): Promise<FlightSchedule[]> {
  const existing = await eventStore.existing(flights.map((of) => flightStreamId(of.flightId)));
  return flights.filter(({ flightId }) => !existing.has(flightStreamId(flightId)));
}

function commandFor(flights: FlightSchedule[], correlationId: string): CommandToAppend {
  return {
    commandId: randomUUID(),
    streams: flights.map(({ flightId }) => ({
      streamId: flightStreamId(flightId),
      expectedVersion: 0,
    })),
    events: flights.flatMap((flight) => {
      const decision = scheduleFlight(flight, initialFlight);
      if (!decision.accepted) throw new Error(`${flight.flightId}: ${decision.refusal.name}`);
      return decision.events.map((event) => ({
        ...withSchemaVersion(event),
        streamId: flightStreamId(flight.flightId),
        metadata: { correlationId, actor: 'import' },
      }));
    }),
  };
}
