import { stat } from 'node:fs/promises';
import { newCommand, unlessError } from '#tools/command-line';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { assertWhole, restoreLog } from '#tools/log-archive';
import { migrate } from '#tools/migrate';
import { makeInstance } from './instance-place.js';
import { type Instance, onInstance } from './on-instance.js';

export const restoreCommand = newCommand('restore')
  .description(
    'Fills an empty log with an export, whole or not at all; an instance that is not there yet is made.',
  )
  .argument('<FILE>', 'what export has written')
  .option('--with-keys <KEYFILE>', 'what it has written with that option')
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText(
    'after',
    unlessError(
      '\nGive CONTRAIL_SECRET, or put the file `secret` of the first instance into the data directory: by it\n' +
        'keys open, access tokens stay valid and repeats are known. Without keys every person is as erased.\n' +
        settingsHelp(instanceSettings),
    ),
  )
  .action(async (file, { withKeys, data }) => {
    // Before an instance is made for them.
    for (const wanted of [file, ...(withKeys === undefined ? [] : [withKeys])]) {
      if (!(await stat(wanted)).isFile()) throw new Error(`${wanted} is no file`);
      await assertWhole(wanted);
    }
    await onInstance(
      'restore',
      data,
      (instance) => restoreInto(instance, file, withKeys),
      makeInstance,
    );
  });

const toldEveryMs = 2000;

async function restoreInto(
  { ownerUrl, secret, signal }: Instance,
  file: string,
  keysFile: string | undefined,
): Promise<void> {
  if (secret === undefined) throw new Error('the instance has no secret');
  await migrate({ url: ownerUrl, secret });
  const begun = performance.now();
  let told = begun;
  // How many there are stands at the end of the file.
  const progress = ({ events }: { events: number }) => {
    if (performance.now() - told < toldEveryMs) return;
    told = performance.now();
    console.error(`${events} events, ${rate(events, begun)}`);
  };
  const restored = await restoreLog({ ownerUrl, file, keysFile, signal, progress });
  const { events, keys } = restored;
  console.log(`${events} events restored, ${rate(events, begun)}`);
  console.log(
    keysFile === undefined
      ? 'no keys were given: every person is shown as erased'
      : `${keys} keys restored; bookings without one show their persons as erased`,
  );
}

function rate(events: number, begun: number): string {
  return `${Math.round((events * 1000) / (performance.now() - begun))} events/s`;
}
