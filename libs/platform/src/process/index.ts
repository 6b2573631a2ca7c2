export {
  applicationRole,
  applicationRoleUrl,
  capturePassword,
  type DatabaseRole,
} from './database-role.js';
export { endAll } from './end-all.js';
export { LogFile, logFolder } from './log-file.js';
export { type LogLevel, parseSettings, settings } from './settings.js';
export { aborted, Stopped, stopSignal } from './stop-signal.js';
export { wholeNumber } from './whole-number.js';
