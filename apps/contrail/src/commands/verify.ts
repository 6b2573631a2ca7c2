import {
  type Difference,
  differenceLine,
  type Progress as Verified,
  reportLines,
  verify,
} from '#tools/verify';
import { newCommand, unlessError } from '../command-line.js';
import { parseDirectory } from '../options.js';
import { instanceSettings, settingsHelp } from '../settings.js';
import { type Instance, onInstance } from './on-instance.js';
import { Progress } from './progress.js';

export const verifyCommand = newCommand('verify')
  .description(
    'Compares the log with itself and its signed heads, and every view with the log; exit code 1 when any differs.',
  )
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(instanceSettings)))
  .action(({ data }) => onInstance('verify', data, verifyInstance));

async function verifyInstance({ ownerUrl, heads, signal }: Instance): Promise<void> {
  const shown = new Progress();
  const progress = ({ step, events, of, rate }: Verified) =>
    shown.show({
      done: events,
      of,
      told: `${stepNames[step]}: ${events} of ${of} events (${rate}/s)`,
    });
  const difference = (found: Difference) => {
    shown.end();
    console.log(differenceLine(found));
  };
  try {
    const report = await verify({
      url: ownerUrl,
      ...(heads && { heads }),
      difference,
      progress,
      signal,
    });
    shown.end();
    for (const line of reportLines(report)) console.log(line);
    if (report.differences > 0) process.exitCode = 1;
  } finally {
    shown.end();
  }
}

const stepNames = { streams: 'streams and views', order: 'the log in order' };
