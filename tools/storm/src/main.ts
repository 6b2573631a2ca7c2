import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stopSignal, wholeNumber } from '#platform/process';
import { newCommand, parsedBy, runCommandLine } from '#tools/command-line';
import { removeCluster } from '#tools/postgres';
import { isSound, reportLines } from './report.js';
import { storm } from './storm.js';
import { comingStormDay } from './storm-flights.js';

const within = (least: number, most: number) => parsedBy(wholeNumber(least, most));
const tell = (line: string) => console.error(line);

const program = newCommand('npm run storm --')
  .description(
    'The storm of 8 February 2013 on the distributed profile and an empty database: its flights are sold nearly full, ' +
      '472 are cancelled while the process-manager is killed at random, and every booking is counted in the end. Exit ' +
      'code 1 when one is lost, not refunded, refunded twice or touched without need.',
  )
  .option('--flights <N>', 'how many of the cancelled flights take part', within(1, 472), 472)
  .option('--kills <N>', 'how often the process-manager is killed at most', within(0, 1000), 25)
  .option('--seed <N>', 'of all that is drawn by lot: 0 to 999999999', within(0, 999_999_999), 1)
  .option('--out <FILE>', 'the report is written there too, as JSON')
  .action(async ({ flights, kills, seed, out }) => {
    const signal = stopSignal();
    if (out !== undefined) await mkdir(dirname(resolve(out)), { recursive: true });
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-storm-'));
    try {
      const date = comingStormDay(new Date());
      const report = await storm(
        { date, flights, kills, seed },
        { folder, progress: tell, signal },
      );
      for (const line of reportLines(report)) console.log(line);
      if (out !== undefined) await writeFile(out, `${JSON.stringify(report, undefined, 2)}\n`);
      if (!isSound(report)) process.exitCode = 1;
    } finally {
      await removeCluster(join(folder, 'postgres'), tell);
      await rm(folder, { recursive: true, force: true });
    }
  });

await runCommandLine(program, 'The storm failed');
