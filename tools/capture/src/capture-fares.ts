import { type Capture, captureBy, WalReading } from '#fares';
import { WalCapture, type WalCaptureOptions } from './wal-capture.js';

export interface CaptureFaresOptions extends Omit<WalCaptureOptions, 'connectUrl'> {
  way: Capture;
  /** Answers where Kafka Connect is; it is asked only where it is needed. */
  connect: () => Promise<string>;
}

/**
 * Has changes of fares captured that way: by Kafka Connect where it reads the write-ahead log, or is still to read it
 * to its end. Both take a relay that runs, for the outbox.
 *
 * @returns what is to be looked after from then on; undefined where Kafka Connect has no more to do
 */
export async function captureFares(
  { way, connect, ...options }: CaptureFaresOptions,
  stopping: AbortSignal,
): Promise<WalCapture | undefined> {
  const { ownerUrl } = options;
  if (way !== 'wal' && !(await isReadFromWal(ownerUrl))) {
    await captureBy(ownerUrl, way);
    return undefined;
  }
  const capture = new WalCapture({ ...options, connectUrl: await connect() });
  if (way !== 'wal') {
    await capture.end(way, stopping);
    return undefined;
  }
  await capture.begin(stopping);
  return capture;
}

async function isReadFromWal(ownerUrl: string): Promise<boolean> {
  const reading = await WalReading.open(ownerUrl);
  try {
    return await reading.isBegun();
  } finally {
    await reading.close();
  }
}
