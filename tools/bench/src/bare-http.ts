import { createServer } from 'node:http';
import { z } from 'zod';

/** What reads are compared with: Node's own server, which sends the same bytes and headers to whatever is asked. */
const { headers, body } = z
  .object({ headers: z.record(z.string(), z.string()), body: z.string() })
  .parse(JSON.parse(process.env['ANSWER'] ?? ''));

const server = createServer((request, response) => {
  if (request.url === '/metrics') {
    const { user, system } = process.cpuUsage();
    response.end(`process_cpu_seconds_total ${(user + system) / 1e6}\n`);
    return;
  }
  response.writeHead(200, headers);
  response.end(body);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  process.disconnect();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  console.log(`bare node:http is ready: http://127.0.0.1:${address.port}`);
});
