import { newCommand } from '#tools/command-line';
import { deadLettersCommand } from './dead-letters.js';
import { exportCommand } from './export.js';
import { followCommand } from './follow.js';
import { importCommand } from './import.js';
import { operationsCommand } from './operations.js';
import { rebuildCommand } from './rebuild.js';
import { restoreCommand } from './restore.js';
import { verifyCommand } from './verify.js';

export const program = newCommand('npm run contrail --')
  .description(
    'Works on the running instance of a data directory or a database, or on a stopped one.',
  )
  .addCommand(importCommand)
  .addCommand(operationsCommand)
  .addCommand(verifyCommand)
  .addCommand(followCommand)
  .addCommand(rebuildCommand)
  .addCommand(exportCommand)
  .addCommand(restoreCommand)
  .addCommand(deadLettersCommand);
