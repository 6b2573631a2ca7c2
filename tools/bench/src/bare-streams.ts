import { createServer, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What streams are compared with: a server that writes whatever it is posted to all that have asked. */
const open = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    void buffer(request).then((bytes) => {
      for (const each of open) each.write(bytes);
      response.end();
    });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 1000\n\n');
  open.add(response);
  response.once('close', () => open.delete(response));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = address instanceof Object ? address.port : 0;
  console.log(`bare streams is ready: http://127.0.0.1:${port}`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
