import { join } from 'node:path';
import { EventStore } from '#event-store';
import { aborted, endAll, stopSignal } from '#platform/process';
import { Kafka } from '#streaming';
import { captureFares } from '#tools/capture';
import { assertPortIsFree, forgetAddress, keepAddress } from '#tools/instance';
import { migrate } from '#tools/migrate';
import { flightForSale, UpcomingFlights, welcome } from '#tools/opening';
import { bringPrograms } from '#tools/services';
import { PostgresViewStore } from '#views/stores';
import { type DistributedConfiguration, readDistributed } from './configuration.js';
import { House } from './house.js';
import type { Copies } from './parts.js';
import { profileLines } from './profile.js';
import { ReadinessWatch } from './readiness-watch.js';
import { untilFolded } from './until-folded.js';

export interface Wanted {
  copies: Copies;
  /** Days of the real schedule, from tomorrow on. */
  days: number;
}

const progress = (line: string) => console.log(line);
/** What the views may be behind while the coming days are scheduled. */
const behindWhileServing = 500;

/** Runs the distributed profile until a signal stops it. */
export async function start(env: NodeJS.ProcessEnv, wanted: Wanted): Promise<void> {
  const stopping = stopSignal();
  const onStop = () => progress('stopping: what is under way comes to its end first');
  stopping.addEventListener('abort', onStop, { once: true });
  const configuration = await readDistributed(env, progress);
  if (configuration.port !== 0) await assertPortIsFree(configuration);
  await bringPrograms(progress);
  const house = new House(configuration, wanted.copies, progress);
  try {
    await serve(house, configuration, wanted.days, stopping).finally(() => house.stop());
    progress('stopped');
  } catch (error) {
    if (error !== stopping.reason) throw error;
    progress('stopped before it was ready');
  }
}

async function serve(
  house: House,
  configuration: DistributedConfiguration,
  days: number,
  stopping: AbortSignal,
): Promise<void> {
  const { dataDirectory, secret } = configuration;
  const ownerUrl = await house.startServices();
  stopping.throwIfAborted();
  const url = await migrate({ url: ownerUrl, secret });
  const connection = {
    url,
    onConnectionLost: (error: Error) => progress(`a connection was lost: ${error.message}`),
  };
  const eventStore = new EventStore(connection);
  const views = new PostgresViewStore(connection);
  const upcoming = new UpcomingFlights(eventStore, days, {
    progress,
    failure: (error, what) => progress(`${what}: ${String(error)}`),
  });
  const watch = new ReadinessWatch(() => house.running(), progress);
  const folded = (within: number, signal: AbortSignal) =>
    untilFolded({
      relay: () => house.running('relay')[0]?.url,
      projector: () => house.running('projector')[0]?.url,
      ...{ within, progress, stopping: signal },
    });
  // Whoever waits for a part waits in vain when the start has failed.
  const ending = new AbortController();
  const serving = AbortSignal.any([stopping, ending.signal]);
  let capturing: Promise<void> | undefined;
  try {
    const { capture: way, secret, kafkaPrefix, connectSecrets } = configuration;
    const captured = captureFares(
      {
        connect: async () => {
          serving.throwIfAborted();
          return (await house.services.connect.start()).url;
        },
        kafka: new Kafka({ brokers: house.brokers(), prefix: kafkaPrefix, clientId: 'capture' }),
        secretsFolder: connectSecrets ?? join(dataDirectory, 'connect'),
        log: await eventStore.logId(),
        ...{ way, ownerUrl, secret, progress },
      },
      serving,
    );
    capturing = captured.then(
      (capture) => capture?.keep(serving),
      () => undefined,
    );
    const [capture] = await Promise.all([
      captured,
      house.startParts(),
      upcoming.scheduleTomorrow(stopping),
    ]);
    if (capture === undefined) await house.services.connect.stop();
    watch.start();
    await folded(0, stopping);
    const address = await house.openEdge();
    const flightId = await flightForSale(views, upcoming);
    await keepAddress(dataDirectory, address);
    progress(welcome(address, flightId, profileLines(house, address)));
    upcoming.topUp((signal) => folded(behindWhileServing, signal));
    await aborted(stopping);
  } finally {
    await endAll(
      () => forgetAddress(dataDirectory),
      () => upcoming.stop(),
      () => watch.stop(),
      () => ending.abort(),
      () => capturing,
      () => eventStore.close(),
      () => views.close(),
    );
  }
}
