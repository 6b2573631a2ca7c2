import { newCommand, runCommandLine } from '#tools/command-line';
import { tables, writePage } from './page/page.js';

const program = newCommand('npm run scale --')
  .description(
    'Reckons what 100 to 10,000,000 reads a second take, and their bookings, from measured figures and from the ' +
      "code's own caches: the tables of docs/scale.md.",
  )
  .option('--write', 'writes them into the page, too')
  .action(async ({ write }) => {
    const made = await tables();
    for (const [name, table] of Object.entries(made)) console.log(`${name}\n\n${table}\n`);
    if (write) await writePage(made);
  });

await runCommandLine(program, 'Nothing was reckoned');
