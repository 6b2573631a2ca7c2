import { readAirports } from '#reference-data';
import { parseSettings, settings, stopSignal, wholeNumber } from '#platform/process';
import { newCommand, parseAddress, parsedBy, unlessError } from '#tools/command-line';
import { operatedDay } from '#tools/import';
import { parseDate, parseDirectory, serverSettings, settingsHelp } from '#tools/instance';
import { factsOfDay, HttpDesk, play, type Played, type PlayProgress } from '#tools/operations';
import { z } from 'zod';
import { onInstance } from './on-instance.js';
import { type OperatorsApi, withOperatorsApi } from './operators-api.js';
import { Progress } from './progress.js';

const fastest = 1_000_000;

export const operationsCommand = newCommand('operations')
  .description(
    'Tells operations what became of the flights of that day of 2013, through the operators’ API: delays, departures, ' +
      'arrivals, diversions, cancellations. Stopped and started again it goes on where it stopped; exit code 1 when a ' +
      'fact was refused.',
  )
  .requiredOption('--date <DATE>', 'the date of departure, like 2027-02-08', parseDate)
  .option(
    '--speed <N>',
    `times as fast as it happened: 1 to ${fastest}, which is as fast as the instance takes it`,
    parsedBy(wholeNumber(1, fastest)),
    600,
  )
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .option(
    '--url <URL>',
    'an instance that runs elsewhere, by CONTRAIL_OPERATOR_KEY, without a data directory',
    parseAddress,
  )
  .addHelpText('after', unlessError(settingsHelp(serverSettings)))
  .action(async ({ date, speed, data, url }) => {
    if (url !== undefined) return playDay(apiAt(url), date, speed, stopSignal());
    await onInstance('operations', data, (instance) =>
      withOperatorsApi(instance, (api) => playDay(api, date, speed, instance.signal)),
    );
  });

const keySettings = z.object({ CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY });

/** @throws Error where the operators' key is not given: nothing tells it of an instance that runs elsewhere */
function apiAt(url: string): OperatorsApi {
  return { url, operatorKey: parseSettings(keySettings, process.env).CONTRAIL_OPERATOR_KEY };
}

async function playDay(
  { url, operatorKey }: OperatorsApi,
  date: string,
  speed: number,
  signal: AbortSignal,
): Promise<void> {
  const facts = factsOfDay(await operatedDay(date), await readAirports());
  const desk = new HttpDesk(url, operatorKey);
  const [first] = facts;
  if (first !== undefined && !(await desk.isScheduled(first.flightId, signal))) {
    throw new Error(
      `the flights of ${date} are not scheduled: import --from ${date} --days 1 does that`,
    );
  }
  const shown = new Progress();
  const begun = performance.now();
  let last: Played = { recorded: 0, already: 0, refused: [] };
  const progress = ({ at, ...played }: PlayProgress) => {
    last = played;
    const done = played.recorded + played.already + played.refused.length;
    const told = `${clockOf(at)} UTC: ${done} of ${facts.length} facts, ${countsOf(played)}`;
    shown.show({ done, of: facts.length, told });
  };
  try {
    await play({ facts, speed, desk, progress, signal });
  } catch (error) {
    shown.end();
    console.error(`${countsOf(last)}; the same command goes on from there`);
    throw error;
  }
  shown.end();
  tell(last, begun);
}

const refusalsTold = 20;

function tell(played: Played, begun: number): void {
  const { refused } = played;
  for (const reason of refused.slice(0, refusalsTold)) console.log(`refused: ${reason}`);
  if (refused.length > refusalsTold) console.log(`and ${refused.length - refusalsTold} more`);
  console.log(`${countsOf(played)}, in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  if (refused.length > 0) process.exitCode = 1;
}

function countsOf({ recorded, already, refused }: Played): string {
  return `${recorded} recorded, ${already} were recorded already, ${refused.length} refused`;
}

/** `2027-02-08 14:05` */
function clockOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
