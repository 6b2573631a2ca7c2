export { exportLog } from './export-log.js';
export { assertWhole } from './read-lines.js';
export { restoreLog } from './restore-log.js';
