import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { withSchemaVersion } from '#contracts';
import {
  type PlaceBookingRefusal,
  plusSeconds,
  refusalsStreamId,
  refusedRequests,
  type RequestsRefused,
  type WantedSegment,
} from '#domain';
import { EventStore } from '#event-store';
import { Metrics } from '#platform';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { RefusalCounts } from './refusal-counts.js';

const lookEveryMs = 1_000;
const pauseAfterFailureMs = 5_000;
/** A request that was decided in a minute is counted well before this much of the next has gone by. */
const minuteAndSlackSeconds = 62;

/**
 * Counts requests that are refused, and writes each minute's counts of a flight as one event when it is over: whoever sends
 * refused requests, however many, has the log grow by an event a flight and minute, of so many flights at most. Commands
 * wait for none of it, and a crash loses a minute's counts.
 */
@Injectable()
export class Refusals implements OnApplicationShutdown {
  private readonly logger = new Logger(Refusals.name);
  /** Of this process: with the flight and the minute it names the command, so that what is written twice is there once. */
  private readonly instance = randomUUID();
  private readonly stopping = new AbortController();
  private readonly counts: RefusalCounts;
  private working: Promise<void> | undefined;

  constructor(
    @Inject(EventStore) private readonly log: Pick<EventStore, 'append' | 'clock'>,
    metrics: Metrics,
  ) {
    const dropped = metrics.counter({
      name: 'contrail_refusals_dropped_total',
      help: 'Refused requests that are in no count: of too many flights in a minute, or while the log was out of reach.',
    });
    this.counts = new RefusalCounts((count) => dropped.inc(count));
  }

  /** @param now the decision's time */
  note(refusal: PlaceBookingRefusal, segments: readonly WantedSegment[], now: string): void {
    for (const refused of refusedRequests(refusal, segments)) this.counts.add(refused, now);
    if (!this.counts.isEmpty) this.working ??= this.work();
  }

  /** Writes the minutes that are over. */
  async writeWhatIsOver(): Promise<void> {
    await this.write(plusSeconds(await this.log.clock(), -minuteAndSlackSeconds));
  }

  /** All requests have been answered: the present minute is written, too. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
    if (this.counts.isEmpty) return;
    try {
      await this.write('9999');
    } catch (error) {
      this.logger.warn(`counts of refused requests are lost: ${String(error)}`);
    }
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = lookEveryMs;
    while (!this.counts.isEmpty) {
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      try {
        await this.writeWhatIsOver();
        pauseMs = lookEveryMs;
      } catch (error) {
        this.logger.warn(`counts of refused requests wait to be written: ${String(error)}`);
        pauseMs = pauseAfterFailureMs;
      }
    }
    this.working = undefined;
  }

  private async write(before: string): Promise<void> {
    for (const data of this.counts.before(before)) {
      await this.append({ type: 'RequestsRefused', data });
      this.counts.remove(data);
    }
  }

  private async append(event: RequestsRefused): Promise<void> {
    const { flightId, minute } = event.data;
    const streamId = refusalsStreamId(flightId);
    const commandId = `${this.instance} refusals ${flightId} ${minute}`;
    const metadata = { correlationId: commandId, actor: 'booking-api' };
    const events = [{ streamId, ...withSchemaVersion(event), metadata }];
    // What stands in the way of a first event says where the stream stands: nothing else has to be read.
    for (let expectedVersion = 0; ;) {
      const streams = [{ streamId, expectedVersion }];
      const appended = await this.log.append([{ commandId, streams, events }]);
      if (appended.outcome !== 'conflict') return;
      expectedVersion = appended.version;
    }
  }
}
