export { newCommand, runCommandLine, unlessError } from './command-line.js';
export { parsedBy, wholeNumber } from './option-value.js';
export { aborted, stopSignal } from './stop-signal.js';
