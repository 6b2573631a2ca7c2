import { newCommand, runCommandLine } from '#tools/command-line';
import { deadLettersCommand } from './dead-letters.js';
import { importCommand } from './import.js';
import { rebuildCommand } from './rebuild.js';
import { verifyCommand } from './verify.js';

const program = newCommand('npm run contrail --')
  .description(
    'Works on the running instance of a data directory or a database, or on a stopped one.',
  )
  .addCommand(importCommand)
  .addCommand(verifyCommand)
  .addCommand(rebuildCommand)
  .addCommand(deadLettersCommand);

await runCommandLine(program, 'The command failed');
