import { newCommand, unlessError } from '#tools/command-line';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { applicationUrl } from '#tools/migrate';
import {
  type Difference,
  differenceLine,
  type Progress as Verified,
  reportLines,
  verify,
} from '#tools/verify';
import { type Instance, onInstance } from './on-instance.js';
import { Progress } from './progress.js';

export const verifyCommand = newCommand('verify')
  .description(
    'Compares the log with itself and its signed heads, and every view with the log; exit code 1 when any differs.',
  )
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(instanceSettings)))
  .action(({ data }) => onInstance('verify', data, verifyInstance));

async function verifyInstance(instance: Instance): Promise<void> {
  const { ownerUrl, secret, heads, signal } = instance;
  // Without the secret the log and the views are compared, and no signed heads.
  if (secret !== undefined) await applicationUrl({ url: ownerUrl, secret });
  const shown = new Progress();
  const verification = {
    url: ownerUrl,
    ...(heads && { heads }),
    signal,
    progress: ({ step, events, of, rate }: Verified) => {
      const told = `${rate} events/s, ${steps[step]}: ${events} of ${of}`;
      shown.show({ done: events, of, told });
    },
    difference: (found: Difference) => {
      shown.end();
      console.log(differenceLine(found));
    },
  };
  const report = await verify(verification)
    .catch(explain)
    .finally(() => shown.end());
  for (const line of reportLines(report)) console.log(line);
  if (report.differences > 0) process.exitCode = 1;
}

const steps = { streams: 'streams and views', order: 'the log in order' };

/** PostgreSQL's codes for a schema, a table, a column and a function that are not there. */
const notThere = ['3F000', '42P01', '42703', '42883'];

function explain(error: unknown): never {
  if (error instanceof Error && 'code' in error && notThere.some((code) => code === error.code)) {
    throw new Error(
      `the database has not the form of this version, to which npm start brings it: ${error.message}`,
      { cause: error },
    );
  }
  throw error;
}
