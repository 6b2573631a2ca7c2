import pg from 'pg';
import { WalReading } from './slot.js';

/** Who captures a change of a fare: the application and a trigger write it to the outbox, beside the change. */
export type CaptureByOutbox = 'application' | 'trigger';

/** Or it is read from PostgreSQL's write-ahead log. */
export type Capture = CaptureByOutbox | 'wal';

/**
 * Has the database capture changes that way from now on. The fares that stand are captured once more where the way is
 * another one than before, so that none is lost between the two. After the write-ahead log the outbox is held until
 * {@link WalReading.end}.
 *
 * @param ownerUrl of the owner: the application cannot choose
 */
export async function captureBy(ownerUrl: string, way: Capture): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'contrail capture' });
  await owner.connect();
  try {
    await owner.query('SELECT fares.capture_by($1)', [way]);
  } finally {
    await owner.end();
  }
}

/**
 * The same where nobody can read the write-ahead log to its end: of changes that were not read yet, what stands is
 * captured, and what was overwritten is not. Answers whether a reading was broken off.
 */
export async function captureInPlace(ownerUrl: string, way: CaptureByOutbox): Promise<boolean> {
  await captureBy(ownerUrl, way);
  const reading = await WalReading.open(ownerUrl);
  try {
    const isBegun = await reading.isBegun();
    if (isBegun) await reading.end(false);
    return isBegun;
  } finally {
    await reading.close();
  }
}
