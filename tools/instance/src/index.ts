export { type Configuration, makePlace, readConfiguration } from './configuration.js';
export { type Database, type DatabasePlace, openDatabase } from './database.js';
export { assertPortIsFree } from './free-address.js';
export { readSecret } from './kept-secret.js';
export { parseDate, parseDays, parseDirectory, parsePort } from './options.js';
export { instanceSettings, serverSettings, settingsHelp } from './settings.js';
