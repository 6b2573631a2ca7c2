import 'reflect-metadata';
import { newCommand, runCommandLine, unlessError } from '#tools/command-line';
import {
  parseDays,
  parseDirectory,
  parsePort,
  serverSettings,
  settingsHelp,
} from '#tools/instance';
import { start } from './start.js';

/** Beside that of Contrail, which has other tables. */
const dataDirectory = '.contrail-twin';
const settings = serverSettings.omit({ CONTRAIL_DATA: true });

const program = newCommand('npm run start:twin --')
  .description('Starts the same application on tables, and PostgreSQL with it; Ctrl-C stops it.')
  .option('--days <N>', 'days of the real schedule, from tomorrow on: 1 to 366', parseDays, 7)
  .option('--port <PORT>', 'where it listens, instead of PORT', parsePort)
  .option('--data <DIR>', 'the data directory', parseDirectory, dataDirectory)
  .addHelpText('after', unlessError(settingsHelp(settings)))
  .action(async ({ days, port, data }) => {
    const env: NodeJS.ProcessEnv = { ...process.env, CONTRAIL_DATA: data };
    if (port !== undefined) env['PORT'] = String(port);
    await start(env, days);
  });

await runCommandLine(program, 'The twin did not start');
