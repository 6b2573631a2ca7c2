import { wholeNumber } from '#platform/process';
import { newCommand, parsedBy, runCommandLine, unlessError } from '#tools/command-line';
import { parseDays, parseDirectory, parsePort, settingsHelp } from '#tools/instance';
import { Logger } from '@nestjs/common';
import { distributedSettings } from './configuration.js';
import { usualCopies } from './parts.js';
import { start } from './start.js';

// Kafka's client tells each retry.
Logger.overrideLogger(['error', 'warn', 'log']);

const parseCount = parsedBy(wholeNumber(1, 16));

const program = newCommand('npm run start:distributed --')
  .description(
    'Starts Contrail as processes of their own behind an edge, and the services that they need; Ctrl-C stops all.',
  )
  .option('--booking <N>', 'booking-apis: 1 to 16', parseCount, usualCopies['booking-api'])
  .option('--query <N>', 'query-apis: 1 to 16', parseCount, usualCopies['query-api'])
  .option('--projector <N>', 'projectors: 1 to 16', parseCount, usualCopies.projector)
  .option('--days <N>', 'days of the real schedule, from tomorrow on: 1 to 366', parseDays, 7)
  .option('--port <PORT>', 'where the edge listens, instead of PORT', parsePort)
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(distributedSettings)))
  .action(async ({ booking, query, projector, days, port, data }) => {
    const env = { ...process.env };
    if (port !== undefined) env['PORT'] = String(port);
    if (data !== undefined) env['CONTRAIL_DATA'] = data;
    const copies = { 'booking-api': booking, 'query-api': query, projector };
    await start(env, { copies, days });
  });

await runCommandLine(program, 'Contrail did not start');
