import { join } from 'node:path';
import { captureBy, WalReading } from '#fares';
import { Kafka } from '#streaming';
import { WalCapture } from '#tools/capture';
import type { DistributedConfiguration } from './configuration.js';
import type { Services } from './services.js';

/** Where changes are captured. */
export interface CapturePlace {
  services: Services;
  configuration: DistributedConfiguration;
  ownerUrl: string;
  /** The id of the log. */
  log: string;
  progress: (line: string) => void;
}

/**
 * Has changes of fares captured as the configuration says. Kafka Connect is started where it reads the write-ahead log,
 * or is still to read it to its end. It takes a relay that runs.
 *
 * @returns what is to be looked after from then on
 */
export async function captureFares(
  { services, configuration, ownerUrl, log, progress }: CapturePlace,
  stopping: AbortSignal,
): Promise<WalCapture | undefined> {
  const { capture: way, secret, dataDirectory, connectSecrets, kafkaPrefix } = configuration;
  if (way !== 'wal' && !(await isReadFromWal(ownerUrl))) {
    await captureBy(ownerUrl, way);
    return undefined;
  }
  const { url: connectUrl } = await services.connect.start();
  const brokers = services.kafka.last?.brokers.split(',') ?? [];
  const capture = new WalCapture({
    kafka: new Kafka({ brokers, prefix: kafkaPrefix, clientId: 'capture' }),
    secretsFolder: connectSecrets ?? join(dataDirectory, 'connect'),
    ...{ ownerUrl, secret, log, connectUrl, progress },
  });
  if (way === 'wal') {
    await capture.begin(stopping);
    return capture;
  }
  await capture.end(way, stopping);
  await services.connect.stop();
  return undefined;
}

async function isReadFromWal(ownerUrl: string): Promise<boolean> {
  const reading = await WalReading.open(ownerUrl);
  try {
    return await reading.isBegun();
  } finally {
    await reading.close();
  }
}
