import { type ViewName, views } from '#views/folds';
import { newCommand, parsedBy, unlessError } from '#tools/command-line';
import { instanceSettings, parseDirectory, settingsHelp } from '#tools/instance';
import { rebuild, type RebuildProgress } from '#tools/rebuild';
import { z } from 'zod';
import { type Instance, onInstance } from './on-instance.js';
import { Progress } from './progress.js';

const names = Object.values(views).map(({ name }) => name);
const parseView = parsedBy(z.enum(names, `is none of ${names.join(', ')}`));

export const rebuildCommand = newCommand('rebuild')
  .description(
    'Builds a view, or one after the other all, from the log beside the live one, and puts it in its place.',
  )
  .argument('[VIEW]', names.join(', '), parseView)
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(instanceSettings)))
  .action((view, { data }) =>
    onInstance('rebuild', data, async (instance) => {
      for (const each of view === undefined ? names : [view]) await rebuildView(instance, each);
    }),
  );

async function rebuildView({ ownerUrl, signal }: Instance, view: ViewName): Promise<void> {
  const shown = new Progress();
  const progress = ({ events, of, rate }: RebuildProgress) => {
    shown.show({ done: events, of, told: `${rate} events/s, ${view}: ${events} of ${of}` });
  };
  try {
    const report = await rebuild({ url: ownerUrl, view: views[view], progress, signal });
    shown.end();
    const { events, rate, isResumed, swapMs } = report;
    const how = isResumed ? 'went on and is built' : 'is built';
    console.log(
      `${view} ${how} from ${events} events (${rate} events/s); it was swapped in ${Math.ceil(swapMs)} ms`,
    );
  } catch (error) {
    shown.end();
    if (signal.aborted) console.error(`${view} is as it was; the same command goes on from there`);
    throw error;
  }
}
