import { type Capture, type CaptureByOutbox, FareCapture } from '#fares';
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
 * @throws the reason of `stopping`, once it has one
 */
export async function captureFares(
  options: CaptureFaresOptions,
  stopping: AbortSignal,
): Promise<WalCapture | undefined> {
  try {
    return await choose(options, stopping);
  } catch (error) {
    // What was under way was broken off by it.
    stopping.throwIfAborted();
    throw error;
  }
}

async function choose(
  { way, connect, ...options }: CaptureFaresOptions,
  stopping: AbortSignal,
): Promise<WalCapture | undefined> {
  const { ownerUrl } = options;
  if (way !== 'wal' && (await chooseAtOnce(ownerUrl, way, stopping))) return undefined;
  const wal = new WalCapture({ ...options, connectUrl: await connect() });
  if (way === 'wal') {
    await wal.begin(stopping);
    return wal;
  }
  await wal.end(way, stopping);
  return undefined;
}

/** Answers false, and chooses nothing, where the write-ahead log has a reader, which is to come to its end first. */
function chooseAtOnce(
  ownerUrl: string,
  way: CaptureByOutbox,
  stopping: AbortSignal,
): Promise<boolean> {
  return FareCapture.alone(
    ownerUrl,
    async (capture) => {
      if ((await capture.slot.state()) !== undefined) return false;
      await capture.captureBy(way);
      return true;
    },
    stopping,
  );
}
