import { resolve } from 'node:path';
import { newCommand, unlessError } from '#tools/command-line';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { exportLog } from '#tools/log-archive';
import { type Instance, onInstance } from './on-instance.js';
import { Progress } from './progress.js';

export const exportCommand = newCommand('export')
  .description(
    'Writes the whole log into a new file, a CloudEvent on each line, with gzip; personal data stays sealed in it.',
  )
  .argument('<FILE>', 'the file; one that is there is not replaced')
  .option('--with-keys <KEYFILE>', 'a second file, for the keys of the personal data')
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText(
    'after',
    unlessError(
      '\nThe keys open nothing without the CONTRAIL_SECRET of the instance: keep them apart from it.\n' +
        settingsHelp(instanceSettings),
    ),
  )
  .action((file, { withKeys, data }) =>
    onInstance('export', data, (instance) => exportFrom(instance, file, withKeys)),
  );

async function exportFrom(
  { ownerUrl, signal }: Instance,
  file: string,
  keysFile: string | undefined,
): Promise<void> {
  if (keysFile !== undefined && resolve(file) === resolve(keysFile)) {
    throw new Error('the keys are not written into the file of the log: name another one');
  }
  const shown = new Progress();
  const begun = performance.now();
  const perSecond = (events: number) => Math.round((events * 1000) / (performance.now() - begun));
  const progress = ({ events, of }: { events: number; of: number }) =>
    shown.show({ done: events, of, told: `${perSecond(events)} events/s` });
  const { events, keys } = await exportLog({
    ...{ url: ownerUrl, file, keysFile, signal, progress },
  }).finally(() => shown.end());
  console.log(`${events.lines} events in ${file} (SHA-256 of the lines: ${events.sha256})`);
  console.log(
    keysFile === undefined
      ? 'no keys: restored alone, it shows every person as erased'
      : `${keys} keys in ${keysFile}; bookings without one show their persons as erased`,
  );
}
