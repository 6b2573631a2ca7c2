import { once } from 'node:events';
import { createServer } from 'node:net';
import { unless } from '../postgres/system-error.js';

/** @throws naming the port of 127.0.0.1 that another program listens on */
export async function refuseTakenPort(name: string, port: number): Promise<void> {
  const probe = createServer().listen(port, '127.0.0.1');
  const isFree = await unless(['EADDRINUSE'], once(probe, 'listening'));
  if (!isFree) throw new Error(`${name} cannot listen: port ${port} of 127.0.0.1 is taken`);
  probe.close();
  await once(probe, 'close');
}
