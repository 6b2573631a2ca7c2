import { newCommand, runCommandLine, unlessError } from '#tools/command-line';
import { parseDays, parseDirectory, parsePort, settingsHelp } from '#tools/instance';
import { embeddedSettings } from './settings.js';
import { start } from './start.js';

const program = newCommand('npm start --')
  .description('Starts Contrail in one process, and PostgreSQL with it; Ctrl-C stops it.')
  .option('--days <N>', 'days of the real schedule, from tomorrow on: 1 to 366', parseDays, 7)
  .option('--port <PORT>', 'where it listens, instead of PORT', parsePort)
  .option('--data <DIR>', 'the data directory, instead of CONTRAIL_DATA', parseDirectory)
  .addHelpText('after', unlessError(settingsHelp(embeddedSettings)))
  .action(async ({ days, port, data }) => {
    const env = { ...process.env };
    if (port !== undefined) env['PORT'] = String(port);
    if (data !== undefined) env['CONTRAIL_DATA'] = data;
    await start(env, days);
  });

await runCommandLine(program, 'Contrail did not start');
