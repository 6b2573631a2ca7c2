import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumers, followedTopicOf, startOfLog } from '#contracts';
import { flightStreamId } from '#domain';
import { EventStore, headOfNothing, SignedHeads } from '#event-store';
import { Checkpoints, Delivery, ParkedMessages } from '#streaming';
import { views } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { expect, vi } from 'vitest';
import { placeInLog } from '../../../test/setup/booked-in-log.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';
import { type Difference, type Report, verify } from '../src/index.js';
import { Superuser } from './superuser.js';
import { ticket } from './ticket.js';

/** A log of two flights and two bookings, of which one is ticketed, with its views. */
export class BookedLog {
  /** Stream ids. */
  readonly ticketed = 'booking-TCKTED';
  readonly held = 'booking-HELD22';
  readonly heads: SignedHeads;

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: string,
    readonly eventStore: EventStore,
    readonly superuser: Superuser,
    /** Flight ids. */
    private readonly flightIds: [string, string],
  ) {
    this.heads = new SignedHeads(folder, database.secret);
  }

  static async open(): Promise<BookedLog> {
    const database = await createDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'verify-'));
    const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
    const superuser = await Superuser.connect(database.ownerUrl);
    const out = await scheduleSmallFlight(eventStore, 1, 8);
    const back = await scheduleSmallFlight(eventStore, 2, 8);
    const log = new BookedLog(database, folder, eventStore, superuser, [out, back]);
    await log.place('TCKTED', [out, back]);
    await ticket(eventStore, 'TCKTED');
    await log.place('HELD22');
    await log.project();
    return log;
  }

  /** As the application's role. */
  get url(): string {
    return this.database.url;
  }

  /** Stream ids. */
  get flights(): [string, string] {
    const [out, back] = this.flightIds;
    return [flightStreamId(out), flightStreamId(back)];
  }

  /** Places a booking, by default on the first flight alone. */
  place(recordLocator: string, flightIds: string[] = [this.flightIds[0]]): Promise<void> {
    return placeInLog(this.eventStore, recordLocator, flightIds);
  }

  /** Folds what the log holds into the views, as the projector does. */
  async project(): Promise<void> {
    const connection = { url: this.url, onConnectionLost: () => undefined };
    const store = new PostgresViewStore(connection);
    const checkpoints = new Checkpoints(connection);
    const parked = new ParkedMessages(connection);
    const projector = consumers.projector.description ?? '';
    const delivery = new Delivery(
      {
        name: projector,
        log: await this.eventStore.logId(),
        handle: async (events) => {
          for (const view of Object.values(views)) await store.folding<unknown>(view).fold(events);
        },
        isOutOfReach: () => false,
        messageOf: (event) => JSON.stringify(event),
        topicOf: followedTopicOf,
        probe: () => Promise.resolve(),
        giveUp: () => Promise.resolve(),
      },
      parked,
    );
    // A transaction of any other test holds back who follows.
    for (let after = startOfLog; (await this.eventStore.distance(after)) > 0;) {
      const { events, next } = await this.eventStore.follow(after, 500);
      await delivery.deliver(events);
      await checkpoints.write(projector, next);
      after = next;
    }
    await Promise.all([store.close(), checkpoints.close(), parked.close()]);
  }

  /** Signs the log's head when it is of that many events. */
  async signHead(events: number): Promise<void> {
    const head = await vi.waitUntil(async () => {
      const newest = await this.eventStore.headAfter(headOfNothing);
      return newest.events === events && newest;
    }, 60_000);
    await this.heads.keep(await this.eventStore.logId(), head, new Date().toISOString());
  }

  /** Has the database know that a head was signed, as who signs now and then does. */
  async noteSigned(events: number): Promise<void> {
    await this.eventStore.noteSigned(await this.eventStore.logId(), events);
  }

  async verify(): Promise<{ report: Report; differences: Difference[] }> {
    const { url, heads } = this;
    const differences: Difference[] = [];
    const difference = (found: Difference) => differences.push(found);
    const report = await verify({ url, heads, difference, progress: () => undefined });
    return { report, differences };
  }

  /** Verifies, and expects these differences in this order, and that no head is signed. */
  async expectFound(...expected: Partial<Record<keyof Difference, unknown>>[]): Promise<void> {
    const { report, differences } = await this.verify();
    expect(differences).toEqual(expected.map((each): unknown => expect.objectContaining(each)));
    expect(report.differences).toBe(expected.length);
    expect(report.heads?.signed).toBeUndefined();
  }

  async close(): Promise<void> {
    await Promise.all([this.eventStore.close(), this.superuser.close()]);
    await rm(this.folder, { recursive: true });
    await this.database.drop();
  }
}
