import { applicationRoleUrl } from '#platform/process';
import { z } from 'zod';
import { connectOnce, doesNotAnswer } from './database-answers.js';
import { formOfDatabase, formOfThisVersion } from './form.js';

const forms = z.array(z.object({ form: z.string().nullable() }));
const logs = z.array(z.object({ log: z.string() }));

/** PostgreSQL's codes for a role that is not let in: one that is not there looks the same. */
const notLetIn = ['28000', '28P01'];

/** Where the database is, whoever the url names, and what the application's role in it follows from. */
export interface DatabaseSettings {
  DATABASE_URL: string;
  CONTRAIL_SECRET: string;
}

/** A database that a part serves from. */
export interface ApplicationDatabase {
  /** Of the application's role. */
  url: string;
  /** The id of its log. */
  log: string;
}

/**
 * The database that a part serves from.
 *
 * @throws Error where it does not answer, has another form than this version's, or was made under another secret
 */
export async function applicationDatabase(
  settings: DatabaseSettings,
): Promise<ApplicationDatabase> {
  const url = applicationRoleUrl(settings.DATABASE_URL, settings.CONTRAIL_SECRET);
  const form = await formOfThisVersion();
  const log = await connectOnce(url, async (client) => {
    const [found] = forms.parse((await client.query(formOfDatabase)).rows);
    if (found?.form !== form) return undefined;
    const [told] = logs.parse((await client.query('SELECT log.id() AS log')).rows);
    return told?.log;
  }).catch(explain);
  if (log !== undefined) return { url, log };
  throw new Error('the database has not the form of this version, to which npm start brings it');
}

function explain(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!notLetIn.includes(code)) throw doesNotAnswer(cause);
  throw new Error(
    "the database does not let the application's role in: it was made under another" +
      ' CONTRAIL_SECRET, or npm start did not make it yet',
    { cause },
  );
}
