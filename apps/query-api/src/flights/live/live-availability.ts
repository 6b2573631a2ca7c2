import { setImmediate as turn } from 'node:timers/promises';
import { Problem } from '#platform';
import { type AvailabilityState, renderAvailability, type Shown, type ViewRow } from '#views/folds';
import { compareAge, type PushedCopies, type RowAge } from '#views/stores';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { type AvailabilityEvent, EventStream } from './event-stream.js';

/** What one process has open at most; each takes some 20 kB. */
const defaultMaxOpen = 10_000;
/** So many clients are sent an event at once: requests have their turn in between. */
const atOnce = 200;

/** The clients of one flight, and the newest event that they were sent. */
interface Watched {
  clients: Set<EventStream>;
  newest?: AvailabilityEvent;
}

/**
 * Sends each new row of availability to whoever has a stream of its flight open. It is pushed to once,
 * beside the copies in this process, however many the clients are.
 */
export class LiveAvailability implements PushedCopies, BeforeApplicationShutdown {
  /** By stream id of the flight. */
  private readonly watched = new Map<string, Watched>();
  private isStopping = false;
  private opened = 0;
  private cutOff = 0;

  constructor(private readonly maxOpen = defaultMaxOpen) {}

  /** Streams that are open now. */
  get open(): number {
    return this.opened;
  }

  /** Clients that were too slow, since the start. */
  get dropped(): number {
    return this.cutOff;
  }

  /** The stream ids of the flights that somebody watches. */
  get flights(): string[] {
    return [...this.watched.keys()];
  }

  /**
   * Opens a client's stream of a flight. Rows that come while the present one is asked for are not missed.
   *
   * @param lastEventId what the client has already
   * @throws Problem `unavailable`; what `present` throws
   */
  async stream(
    streamId: string,
    lastEventId: string | undefined,
    present: () => Promise<Shown<AvailabilityState>>,
  ): Promise<EventStream> {
    if (this.isStopping) throw new Problem('unavailable', 'this process is stopping');
    if (this.opened >= this.maxOpen) {
      throw new Problem('unavailable', `${this.maxOpen} streams are open, which is the most`);
    }
    const { watched, client } = this.subscribe(streamId, lastEventId);
    try {
      const shown = await present();
      // A stop has ended it meanwhile.
      if (client.destroyed) throw new Problem('unavailable', 'this process is stopping');
      client.offer(newestEvent(watched, shown));
      return client;
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  async put(rows: readonly ViewRow<AvailabilityState>[]): Promise<void> {
    for (const { state, ...row } of rows) {
      const watched = this.watched.get(row.streamId);
      if (watched === undefined || state === null) continue;
      const event = newestEvent(watched, { ...row, state });
      let sent = 0;
      for (const client of [...watched.clients]) {
        client.offer(event);
        sent += 1;
        if (sent % atOnce === 0) await turn();
      }
    }
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
    for (const { clients } of this.watched.values()) for (const client of clients) client.finish();
  }

  private subscribe(streamId: string, lastEventId: string | undefined) {
    const watched = this.watched.get(streamId) ?? { clients: new Set() };
    this.watched.set(streamId, watched);
    const client = new EventStream(ageOf(lastEventId), () => (this.cutOff += 1));
    watched.clients.add(client);
    this.opened += 1;
    client.once('close', () => {
      this.opened -= 1;
      watched.clients.delete(client);
      if (watched.clients.size === 0) this.watched.delete(streamId);
    });
    return { watched, client };
  }
}

/** The row's event, or a newer one: made once for all clients. */
function newestEvent(watched: Watched, row: Shown<AvailabilityState>): AvailabilityEvent {
  if (watched.newest !== undefined && compareAge(row, watched.newest) <= 0) return watched.newest;
  const { generation, version } = row;
  const data = JSON.stringify(renderAvailability(row));
  const text = `event: availability\nid: ${generation}-${version}\ndata: ${data}\n\n`;
  return (watched.newest = { generation, version, bytes: Buffer.from(text) });
}

/** Undefined when it is none of ours: the present one is sent then. */
function ageOf(eventId: string | undefined): RowAge | undefined {
  const [, generation, version] = /^(\d{1,15})-(\d{1,10})$/.exec(eventId ?? '') ?? [];
  if (generation === undefined) return undefined;
  return { generation: Number(generation), version: Number(version) };
}
