import { createClient, SocketTimeoutError } from 'redis';
import { errorCode } from '../postgres/system-error.js';

const socketTimeout = 2000;

/** Whether the Redis at `url` is there, and is the process `pid`. */
export async function answersAsProcess(url: string, pid: number): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false, socketTimeout } });
  // What it tells is what `connect` rejects with.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const information = await client.info('server');
    return information.split('\r\n').includes(`process_id:${pid}`);
  } catch (error) {
    // Another program took the port, and is silent.
    if (error instanceof SocketTimeoutError) return false;
    if (['ECONNREFUSED', 'ECONNRESET'].includes(errorCode(error) ?? '')) return false;
    throw error;
  } finally {
    client.destroy();
  }
}
