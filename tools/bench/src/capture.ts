import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { faresTopic, flightStreamId, withSchemaVersion } from '#contracts';
import type { EventStore } from '#event-store';
import { type Capture, FareCapture, Fares, Outbox } from '#fares';
import type { Kafka } from '#streaming';
import { captureFares } from '#tools/capture';
import { type Connect, startConnect } from '#tools/services';
import { z } from 'zod';
import { atTheRate, p99, untilArrived } from './at-the-rate.js';
import { openDatabase, openEventStore } from './bench-database.js';
import { openKafka } from './bench-kafka.js';
import type { Benchmark, Contest, Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';
import { flightEvent, scheduleOf } from './flight-history.js';
import { type Started, startPart } from './start-process.js';

const changedFare = z.object({ revision: z.number() });

const flights = 100;
const rate = { perSecond: 50, total: 500 };
/** When the one that captures is killed, in changes: with four fifths still to come. */
const killedAt = 100;

/** What came of changes of fares. */
interface Told {
  /** Milliseconds from each change to its event in the log, by PostgreSQL's clock. */
  times: number[];
  /** Messages beyond one for each change. */
  deliveredAgain: number;
  /** Events beyond one for each change. */
  toldAgain: number;
}

/** Contrail's parts from the table to the log, and what can be killed of them. */
class CaptureRig {
  private readonly versions = new Map<string, number>();
  private amount = 10_000;

  private constructor(
    private readonly run: Run,
    private readonly ownerUrl: string,
    private readonly eventStore: EventStore,
    private readonly fares: Fares,
    private readonly outbox: Outbox,
    private readonly kafka: Kafka,
    private readonly choose: (way: Capture) => Promise<unknown>,
    private readonly restart: Record<'relay' | 'connect', () => Promise<void>>,
  ) {}

  static async open(run: Run): Promise<CaptureRig> {
    const { ownerUrl, url, secret } = await openDatabase(run);
    const { kafka, brokers, prefix } = await openKafka(run);
    const folder = await makeDataFolder(run);
    const eventStore = openEventStore(run, url);
    for (let number = 1; number <= flights; number += 1) await schedule(eventStore, number);
    const env = {
      DATABASE_URL: url,
      CONTRAIL_SECRET: secret,
      CONTRAIL_DATA: folder,
      KAFKA_BROKERS: brokers,
      KAFKA_PREFIX: prefix,
    };
    const { progress, signal, atEnd } = run;
    const worker = { directory: join(folder, 'connect'), brokers, prefix, progress };
    let connect: Connect = await startConnect(worker);
    atEnd(() => connect.stop());
    let relay: Started = await startPart(run, 'relay', env);
    await startPart(run, 'process-manager', env);
    const connection = { url, onConnectionLost: ({ message }: Error) => progress(message) };
    const fares = new Fares(connection);
    const outbox = new Outbox(connection);
    atEnd(() => Promise.all([fares.close(), outbox.close()]));
    const log = await eventStore.logId();
    const choose = (way: Capture) =>
      captureFares(
        {
          ...{ way, ownerUrl, secret, log, kafka, progress },
          connect: () => Promise.resolve(connect.url),
          secretsFolder: worker.directory,
        },
        signal,
      );
    return new CaptureRig(run, ownerUrl, eventStore, fares, outbox, kafka, choose, {
      relay: async () => {
        process.kill(relay.pid, 'SIGKILL');
        relay = await startPart(run, 'relay', env);
      },
      connect: async () => {
        const { pid, port, ended } = connect;
        process.kill(pid, 'SIGKILL');
        await ended;
        connect = await startConnect({ ...worker, port });
      },
    });
  }

  /**
   * Sets fares at the rate, and waits until each is an event.
   *
   * @throws Error telling how many never arrived
   */
  async change(way: Capture, isKilled = false): Promise<Told> {
    const { signal } = this.run;
    await this.choose(way);
    await this.untilStandingAreHandedOn();
    await this.noteVersions();
    const before = await this.messages();
    const set = new Set<string>();
    await atTheRate(
      rate,
      async (index) => {
        if (isKilled && index === killedAt) await this.kill(way);
        this.amount += 1;
        const { flightId } = scheduleOf((index % flights) + 1);
        const fare = { cabin: 'economy', amount: this.amount, currency: 'USD' } as const;
        set.add(changeOf(flightStreamId(flightId), await this.fares.set({ flightId, ...fare })));
      },
      signal,
    );
    const arrived = async () => {
      const told = new Set((await this.told()).map(({ change }) => change));
      return [...set].filter((change) => told.has(change)).length;
    };
    await untilArrived(rate.total, arrived, signal);
    const times = (await this.told()).map(({ tookMs }) => tookMs);
    const deliveredAgain = (await this.messages()) - before - rate.total;
    return { times, deliveredAgain, toldAgain: times.length - rate.total };
  }

  /** The fares that stand, told once more where the way changes, are none of the changes. */
  private untilStandingAreHandedOn(): Promise<void> {
    const { signal } = this.run;
    return FareCapture.with(
      this.ownerUrl,
      async ({ slot }) => {
        const end = await slot.end();
        const isRead = async () => {
          const state = await slot.state();
          if (state?.isLost === true) throw new Error('the place in the write-ahead log is lost');
          return state === undefined || slot.hasReached(end);
        };
        while ((await this.outbox.waiting()).lag > 0 || !(await isRead()))
          await pause(20, undefined, { signal });
      },
      signal,
    );
  }

  private kill(way: Capture): Promise<void> {
    return this.restart[way === 'wal' ? 'connect' : 'relay']();
  }

  /** From where the events of the next changes are read. */
  private async noteVersions(): Promise<void> {
    for (let number = 1; number <= flights; number += 1) {
      const streamId = flightStreamId(scheduleOf(number).flightId);
      const { events } = await this.eventStore.readStream(streamId, { from: 1, limit: 10_000 });
      this.versions.set(streamId, events.length);
    }
  }

  private async told(): Promise<{ change: string; tookMs: number }[]> {
    const told: { change: string; tookMs: number }[] = [];
    for (const [streamId, version] of this.versions) {
      const page = { from: version + 1, limit: 10_000 };
      const { events } = await this.eventStore.readStream(streamId, page);
      told.push(
        ...events.map(({ recordedAt, data }) => {
          // A revision is the clock's at the change.
          const { revision } = changedFare.parse(data);
          return {
            change: changeOf(streamId, revision),
            tookMs: Date.parse(recordedAt) - revision,
          };
        }),
      );
    }
    return told;
  }

  /** Of the topic, so far. */
  private async messages(): Promise<number> {
    const admin = this.kafka.client.admin();
    await admin.connect();
    try {
      const offsets = await admin.fetchTopicOffsets(this.kafka.topic(faresTopic));
      return offsets.reduce((sum, { high }) => sum + Number(high), 0);
    } finally {
      await admin.disconnect();
    }
  }
}

function changeOf(streamId: string, revision: number): string {
  return `${streamId}@${revision}`;
}

async function schedule(eventStore: EventStore, number: number): Promise<void> {
  const streamId = flightStreamId(scheduleOf(number).flightId);
  const metadata = { correlationId: randomUUID(), actor: 'bench' };
  await eventStore.append([
    {
      commandId: randomUUID(),
      streams: [{ streamId, expectedVersion: 0 }],
      events: [{ streamId, ...withSchemaVersion(flightEvent(number, 1)), metadata }],
    },
  ]);
}

async function acrossKills(rig: CaptureRig): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (const way of ['application', 'trigger', 'wal'] as const) {
    const { times, deliveredAgain, toldAgain } = await rig.change(way, true);
    told[way] = { p99: p99(times), deliveredAgain, toldAgain };
  }
  return told;
}

async function open(run: Run, way: Capture): Promise<Contest & { rig: CaptureRig }> {
  const rig = await CaptureRig.open(run);
  return {
    rig,
    ours: async () => p99((await rig.change(way)).times),
    baseline: async () => p99((await rig.change('trigger')).times),
  };
}

const change = `p99 from a change of a fare to its event in the log, ${rate.perSecond} changes/s`;

export const capture: Benchmark = {
  name: 'capture',
  ours: `${change}, from the write-ahead log by Debezium`,
  baseline: 'the same by a trigger and the outbox',
  unit: 'ms',
  target: undefined,
  async open(run) {
    const { rig, ...contest } = await open(run, 'wal');
    return { ...contest, facts: async () => ({ acrossAKill: await acrossKills(rig) }) };
  },
  also: {
    name: 'application',
    ours: `${change}, by the application and the outbox`,
    baseline: 'the same by a trigger and the outbox',
    unit: 'ms',
    target: undefined,
    async open(run) {
      const { ours, baseline } = await open(run, 'application');
      return { ours, baseline };
    },
  },
};
