export { rebuild, type Rebuild, type RebuildProgress } from './rebuild.js';
