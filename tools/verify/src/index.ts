export { differenceLine, type Difference } from './difference.js';
export { reportLines, type Report } from './report.js';
export type { Progress } from './tally.js';
export { verify } from './verify.js';
