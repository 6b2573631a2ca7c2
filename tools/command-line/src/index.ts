export { newCommand, runCommandLine, unlessError } from './command-line.js';
export { parseAddress, parsedBy } from './option-value.js';
