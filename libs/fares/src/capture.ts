import pg from 'pg';

/** How a change of a fare comes to the outbox: the application writes it there, or a trigger does. */
export type Capture = 'application' | 'trigger';

/**
 * Has the database capture changes that way from now on. The fares that stand are captured once more where the way is
 * another one than before, so that none is lost between the two.
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
