import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { flightStreamId, withSchemaVersion } from '#contracts';
import type { FlightEvent } from '#domain';
import type { EventStore } from '#event-store';
import { openDatabase, openEventStore } from './bench-database.js';
import type { Benchmark, Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';
import { flightEvent, scheduleOf } from './flight-history.js';
import { type Started, startProcess } from './start-process.js';
import { StreamClients } from './stream-clients.js';

const clients = 5_000;
/** In a measure; its median is what counts. */
const updates = 10;
const betweenMs = 50;

const schedule = scheduleOf(1);
const streamId = flightStreamId(schedule.flightId);
const delayed: FlightEvent = {
  type: 'FlightDelayed',
  data: {
    departsAt: schedule.departsAt,
    arrivesAt: schedule.arrivesAt,
    cause: 'weather',
    occurredAt: '2026-12-05T09:00:00.000Z',
  },
};

function append(eventStore: EventStore, event: FlightEvent, version: number): Promise<unknown> {
  const metadata = { correlationId: randomUUID(), actor: 'bench' };
  return eventStore.append([
    {
      commandId: randomUUID(),
      streams: [{ streamId, expectedVersion: version - 1 }],
      events: [{ streamId, ...withSchemaVersion(event), metadata }],
    },
  ]);
}

async function untilServed(address: string, signal: AbortSignal): Promise<void> {
  while ((await fetch(address, { method: 'HEAD' })).status !== 200) {
    await pause(50, undefined, { signal });
  }
}

/** Kilobytes of memory that a process has. */
function residentKb(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' }));
}

/** Opens all streams of a server, and tells what they take. */
async function openAll(
  { progress, atEnd }: Run,
  name: string,
  { pid }: Started,
  address: string,
): Promise<StreamClients> {
  const all = new StreamClients();
  atEnd(() => {
    all.close();
    return Promise.resolve();
  });
  const before = residentKb(pid);
  await all.open(address, clients);
  const each = (residentKb(pid) - before) / clients;
  progress(`${name}: ${clients} streams are open, ${each.toFixed(1)} kB each`);
  return all;
}

/** The median, over some updates, of the time from the first client that is reached to the last. */
function measured(run: Run, name: string, all: StreamClients, update: () => Promise<unknown>) {
  return async (): Promise<number> => {
    const spreads: number[][] = [];
    for (let count = 0; count < updates; count += 1) {
      spreads.push(await all.spread(update));
      await pause(betweenMs, undefined, { signal: run.signal });
    }
    const at = (share: number) => {
      const times = spreads.map((times) => times[Math.ceil(clients * share) - 1] ?? NaN);
      return times.toSorted((a, b) => a - b)[updates / 2] ?? NaN;
    };
    run.progress(`${name}: p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms`);
    return at(1);
  };
}

export const streams: Benchmark = {
  name: 'streams',
  ours: `an update of a flight that ${clients} streams watch, from the first client that has it to the last`,
  baseline: 'the same bytes, written to as many clients of a bare node:http server',
  unit: 'ms',
  target: { atMost: 2 },
  async open(run) {
    const database = await openDatabase(run);
    const eventStore = openEventStore(run, database.url);
    const contrail = await startProcess(
      run,
      ['dist/apps/contrail/src/main.js', '--port', '0', '--days', '1'],
      {
        CONTRAIL_DATA: await makeDataFolder(run),
        DATABASE_URL: database.ownerUrl,
        CONTRAIL_SECRET: database.secret,
      },
    );
    let version = 1;
    await append(eventStore, flightEvent(1, version), version);
    const address = `${contrail.url}/v1/flights/${schedule.flightId}/availability/stream`;
    await untilServed(address, run.signal);
    const ours = await openAll(run, 'ours', contrail, address);

    const bare = await startProcess(run, [join(import.meta.dirname, 'bare-streams.js')]);
    const bares = await openAll(run, 'bare', bare, bare.url);
    const body = await (await fetch(address.replace('/stream', ''))).text();
    const bytes = `event: availability\nid: 1764000000000-2\ndata: ${body}\n\n`;
    return {
      ours: measured(run, 'ours', ours, () => append(eventStore, delayed, (version += 1))),
      baseline: measured(run, 'bare', bares, () =>
        fetch(bare.url, { method: 'POST', body: bytes }),
      ),
    };
  },
};
