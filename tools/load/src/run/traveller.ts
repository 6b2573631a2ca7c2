import { setTimeout as pause } from 'node:timers/promises';
import { availabilityAnswer } from '#contracts';
import type { Answer, Source } from '../client/source.js';
import type { PlannedRead, ReadKind, Session } from '../model/session.js';
import type { Acknowledged, BookingDesk } from './booking-desk.js';
import type { KnownFlight } from './catalogue.js';
import type { Recording } from './recording.js';
import type { Staleness } from './staleness.js';

export interface Surroundings {
  recording: Recording;
  staleness: Staleness;
  desk: BookingDesk;
  /** Bookings that were acknowledged, by all. */
  acknowledged: Acknowledged[];
  /** Milliseconds since the start. */
  now: () => number;
  /** Aborted when nothing more is to begin. */
  over: AbortSignal;
}

const paths: Record<ReadKind, (flight: KnownFlight) => string> = {
  search: ({ origin, destination, date }) =>
    `/v1/flights?origin=${origin}&destination=${destination}&date=${date}`,
  availability: ({ flightId }) => `/v1/flights/${flightId}/availability`,
  seats: ({ flightId }) => `/v1/flights/${flightId}/seats`,
};

/** One user's session: each step is due at its time, however long the ones before it take. */
export class Traveller {
  constructor(
    private readonly region: string,
    private readonly browser: Source,
    private readonly around: Surroundings,
  ) {}

  /** @param beganAt when the session was to begin, in milliseconds since the start */
  async travel({ reads, booksAt }: Session, flight: KnownFlight, beganAt: number): Promise<void> {
    for (const read of reads) {
      if (!(await this.isDue(beganAt + read.at))) return;
      await this.read(read, flight, beganAt + read.at);
    }
    if (booksAt !== undefined && (await this.isDue(beganAt + booksAt))) await this.book(flight);
  }

  /** Waits for a step's time; false when the run is over before. */
  private async isDue(at: number): Promise<boolean> {
    const { now, over } = this.around;
    const left = at - now();
    if (left > 0) await pause(left, undefined, { signal: over }).catch(() => undefined);
    return !over.aborted;
  }

  private async read({ kind }: PlannedRead, flight: KnownFlight, intendedAt: number) {
    const { recording, now } = this.around;
    const answer = await this.answerTo(kind, flight);
    recording.read({
      region: this.region,
      intendedAt,
      tookMs: now() - intendedAt,
      rung: answer?.rung,
      failed: answer === undefined,
    });
  }

  /** Undefined when the read failed. */
  private async answerTo(kind: ReadKind, flight: KnownFlight): Promise<Answer | undefined> {
    try {
      const answer = await this.browser.get({ path: paths[kind](flight), headers: {} });
      if (answer.status !== 200) throw new Error(String(answer.status));
      if (kind === 'availability') {
        this.around.staleness.answered(
          availabilityAnswer.parse(JSON.parse(answer.body)),
          Date.now(),
        );
      }
      return answer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.around.recording.failure(`GET ${kind}: ${reason}`);
      return undefined;
    }
  }

  private async book({ flightId }: KnownFlight): Promise<void> {
    const { desk, recording, acknowledged, now } = this.around;
    const booked = await desk.book(flightId);
    recording.booking(now(), booked.outcome);
    if (booked.acknowledged === undefined) return;
    acknowledged.push(booked.acknowledged);
    if (booked.acknowledged.paid) recording.bookings.paid += 1;
  }
}
