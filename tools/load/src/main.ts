import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stopSignal, wholeNumber } from '#platform/process';
import { newCommand, parseAddress, parsedBy, runCommandLine } from '#tools/command-line';
import { tomorrowInNewYork } from '#tools/import';
import { z } from 'zod';
import { progressLine } from './progress-line.js';
import { page } from './report/page.js';
import { isSound, type Report, report, reportOf } from './report/report.js';
import { load } from './run/load.js';

const date = z.iso.date('is not a date like 2026-12-05');
const within = (least: number, most: number) => parsedBy(wholeNumber(least, most));

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `no JSON: ${String(error)}` });
    return z.NEVER;
  }
});

/** Each one's age is kept until the end. */
const mostReads = 5_000_000;

const program = newCommand('npm run load --')
  .description(
    'Users all over the world search, look, and now and then book, whatever the answers take; ends with the proof ' +
      'that no seat was sold twice and no booking lost.',
  )
  .option('--url <URL>', 'the instance', parseAddress, 'http://127.0.0.1:3000')
  .option('--duration <S>', 'seconds: 1 to 3600', within(1, 3600), 60)
  .option('--ramp <S>', 'seconds over which the rate grows: 0 to 600', within(0, 600), 5)
  .option('--rate <N>', 'reads a second: 1 to 20000', within(1, 20_000), 500)
  .option('--ratio <N>', 'reads to a booking: 5 to 1000000', within(5, 1_000_000), 10_000)
  .option('--from <DATE>', 'the first date of the flights; tomorrow by default', parsedBy(date))
  .option('--days <N>', 'dates whose flights are looked for: 1 to 365', within(1, 365), 6)
  .option('--users <N>', 'browsers in each region: 1 to 100000', within(1, 100_000), 1000)
  .option('--seed <N>', 'of all that is drawn by lot: 0 to 999999999', within(0, 999_999_999), 1)
  .option('--name <TEXT>', 'what the report calls the instance', 'Contrail')
  .option('--out <FILE>', 'FILE.html and FILE.json are written', '.contrail/load/report')
  .option('--compare <FILE...>', 'two reports (FILE.json) side by side, without a run')
  .action(async (options) => {
    // Before the run: afterwards it would be a run without a report.
    await mkdir(dirname(options.out), { recursive: true });
    if (options.compare !== undefined) {
      if (options.compare.length !== 2) throw new Error('--compare takes two reports');
      await write(options.out, await Promise.all(options.compare.map(readReport)));
      return;
    }
    const { duration, ramp, rate, ratio, days, users, seed } = options;
    if (duration * rate > mostReads) {
      throw new Error(
        `--rate for --duration are more than ${mostReads.toLocaleString('en')} reads`,
      );
    }
    const from = options.from ?? tomorrowInNewYork(new Date().toISOString());
    const settings = {
      ...{ url: options.url, rate, ratio, from, days, users, seed },
      ...{ durationMs: duration * 1000, rampMs: ramp * 1000 },
    };
    const stopped = stopSignal('nothing is reported');
    const result = await load(
      settings,
      (recording, atMs) => console.error(progressLine(recording, atMs, settings.durationMs)),
      stopped,
    );
    const made = reportOf(options.name, settings, result);
    // What a full disk has no room for is told all the same.
    await write(options.out, [made]).finally(() => tell(made));
    if (!isSound(made)) process.exitCode = 1;
    else stopped.throwIfAborted();
  });

async function readReport(file: string): Promise<Report> {
  const read = json.pipe(report).safeParse(await readFile(file, 'utf8'));
  if (read.success) return read.data;
  throw new Error(`${file} is no report of a load test: ${z.prettifyError(read.error)}`);
}

async function write(out: string, reports: readonly Report[]): Promise<void> {
  await writeFile(`${out}.html`, await page(reports));
  const [first, ...others] = reports;
  if (others.length === 0)
    await writeFile(`${out}.json`, `${JSON.stringify(first, undefined, 2)}\n`);
  console.log(`${out}.html`);
}

function tell({ reads, bookings, rungs, checks, proof, failures }: Report): void {
  for (const [reason, times] of Object.entries(failures))
    console.log(`failed ${times} ×: ${reason}`);
  for (const finding of proof.findings) console.log(finding);
  console.log(JSON.stringify({ reads, bookings, rungs, checks }));
}

await runCommandLine(program, 'The load test failed');
