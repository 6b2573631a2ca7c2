import type { FastifyInstance } from 'fastify';
import { invalid, Problem } from './problem.js';

/** Bodies are JSON in UTF-8, as they are: not forms, not text, not compressed. */
export function takeJsonOnly(server: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (encoding !== 'identity') {
      done(new Problem('unsupported-media-type', `a body that is ${encoding} is not taken`));
      return;
    }
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    try {
      void parseJson(request, decoder.decode(Buffer.from(body)), done);
    } catch {
      done(invalid({ in: 'body', path: '', message: 'is not UTF-8' }));
    }
  });
}
