import { applicationRoleUrl } from '#platform/process';
import { z } from 'zod';
import { connectOnce, doesNotAnswer } from './database-answers.js';
import { formOfDatabase, formOfThisVersion } from './form.js';

const forms = z.array(z.object({ form: z.string().nullable() }));

/** PostgreSQL's codes for a role that is not let in: one that is not there looks the same. */
const notLetIn = ['28000', '28P01'];

/** Where the database is, whoever the url names, and what the application's role in it follows from. */
export interface DatabaseSettings {
  DATABASE_URL: string;
  CONTRAIL_SECRET: string;
}

/**
 * The database that a part serves from: the url of the application's role in it.
 *
 * @throws Error where it does not answer, has another form than this version's, or was made under another secret
 */
export async function applicationDatabase(settings: DatabaseSettings): Promise<string> {
  const url = applicationRoleUrl(settings.DATABASE_URL, settings.CONTRAIL_SECRET);
  const told = await connectOnce(url, (client) => client.query(formOfDatabase)).catch(explain);
  const [row] = forms.parse(told.rows);
  if (row?.form === (await formOfThisVersion())) return url;
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
