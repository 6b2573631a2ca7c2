export { WalCapture, type WalCaptureOptions } from './wal-capture.js';
