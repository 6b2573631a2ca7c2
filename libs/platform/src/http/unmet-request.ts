import type { ValidationError } from '#contracts';
import type { FastifyInstance } from 'fastify';
import { invalid } from './problem.js';
import { answerProblem } from './problem-filter.js';

/** Refuses as a problem what Node.js would refuse without a body; it needs `requireHostHeader: false`. */
export function refuseUnmet(server: FastifyInstance): void {
  server.server.on('checkExpectation', (request, response) => {
    server.server.emit('request', request, response);
  });
  server.addHook('onRequest', (request, reply, done) => {
    const { expect = '100-continue', host } = request.headers;
    const fault = (path: string, message: string): ValidationError[] => [
      { in: 'header', path, message },
    ];
    const faults = [
      // RFC 9112, 3.2.
      ...(host === undefined && request.raw.httpVersion === '1.1'
        ? fault('Host', 'is missing')
        : []),
      // RFC 9110, 10.1.1.
      ...(expect.toLowerCase() === '100-continue' ? [] : fault('Expect', 'is not 100-continue')),
    ];
    if (faults.length === 0) done();
    else answerProblem(invalid(...faults), request, reply);
  });
}
