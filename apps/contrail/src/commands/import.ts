import { EventStore } from '#event-store';
import { newCommand, unlessError } from '#tools/command-line';
import {
  type DateRange,
  type ImportProgress,
  type ImportResult,
  importSchedule,
} from '#tools/import';
import {
  instanceSettings,
  parseDate,
  parseDays,
  parseDirectory,
  settingsHelp,
} from '#tools/instance';
import { applicationUrl } from '#tools/migrate';
import { type Instance, onInstance } from './on-instance.js';
import { Progress } from './progress.js';

export const importCommand = newCommand('import')
  .description(
    'Schedules the real flights from a date on, each date by the same month and day of 2013.',
  )
  .requiredOption('--from <DATE>', 'the first date of departure, like 2026-12-05', parseDate)
  .requiredOption('--days <N>', 'how many dates: 1 to 366', parseDays)
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(instanceSettings)))
  .action(({ data, ...range }) =>
    onInstance('import', data, (instance) => importInto(instance, range)),
  );

async function importInto({ ownerUrl, secret, signal }: Instance, range: DateRange): Promise<void> {
  if (secret === undefined) {
    throw new Error('the secret of the instance is wanted: CONTRAIL_SECRET, or its data directory');
  }
  const url = await applicationUrl({ url: ownerUrl, secret });
  const eventStore = new EventStore({ url, onConnectionLost: () => undefined });
  const shown = new Progress();
  const begun = performance.now();
  let result: ImportResult = { scheduled: 0, alreadyThere: 0 };
  const progress = ({ daysDone, days, ...soFar }: ImportProgress) => {
    result = soFar;
    const { rate, counts } = tellable(result, begun);
    shown.show({ done: daysDone, of: days, told: `${rate}: ${counts}` });
  };
  try {
    await importSchedule({ ...range, eventStore, progress, signal });
    shown.end();
    const { rate, counts, seconds } = tellable(result, begun);
    console.log(`${counts}, in ${seconds} s (${rate})`);
  } catch (error) {
    shown.end();
    if (signal.aborted) {
      console.error(`${tellable(result, begun).counts}; the same command goes on from there`);
    }
    throw error;
  } finally {
    await eventStore.close();
  }
}

function tellable({ scheduled, alreadyThere }: ImportResult, begun: number) {
  const seconds = (performance.now() - begun) / 1000;
  return {
    counts: `${scheduled} flights scheduled, ${alreadyThere} were there already`,
    rate: `${Math.round((scheduled + alreadyThere) / seconds)} flights/s`,
    seconds: seconds.toFixed(1),
  };
}
