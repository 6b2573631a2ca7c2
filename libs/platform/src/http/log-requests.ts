import type { FastifyInstance } from 'fastify';

/** One line a request, without its body, its credentials or its query: reads only for debugging. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    const read = request.method === 'GET' || request.method === 'HEAD';
    request.log[read && reply.statusCode < 500 ? 'debug' : 'info'](line, 'answered');
  });
}
