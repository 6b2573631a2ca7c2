import { createServer } from 'node:net';
import type { Configuration } from './configuration.js';

/**
 * Before anything is started: a taken port is the commonest mistake.
 *
 * @throws Error naming the port, and what to do
 */
export function assertPortIsFree({
  port,
  host,
}: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port ${port} of ${host} is taken: stop what uses it, or choose another by --port`;
      const unusable = `HOST and PORT cannot be listened on: ${error.message}`;
      reject(new Error(error.code === 'EADDRINUSE' ? taken : unusable));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
