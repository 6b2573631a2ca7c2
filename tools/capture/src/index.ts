export { captureFares } from './capture-fares.js';
export { WalCapture } from './wal-capture.js';
