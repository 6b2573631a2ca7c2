export { newCommand, runCommandLine, unlessError } from './command-line.js';
export { parsedBy } from './option-value.js';
