export { exportLog } from './export-log.js';
export { restoreLog } from './restore-log.js';
