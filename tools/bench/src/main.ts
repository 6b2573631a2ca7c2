import { runCommandLine } from '#tools/command-line';
import { program } from './program.js';

await runCommandLine(program, 'The benchmark failed');
