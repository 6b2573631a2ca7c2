export { rebuild, type Rebuild, type RebuildProgress, type RebuildReport } from './rebuild.js';
