import { MIMEType } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { invalid, Problem } from './problem.js';

/** Bodies are JSON in UTF-8, as they are: not forms, not text, not compressed. */
export function takeJsonOnly(server: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } =
      request.headers;
    const charset = new MIMEType(type).params.get('charset') ?? 'utf-8';
    if (encoding !== 'identity') {
      done(new Problem('unsupported-media-type', `a body that is ${encoding} is not taken`));
      return;
    }
    if (!/^utf-?8$/i.test(charset)) {
      done(new Problem('unsupported-media-type', `a body in ${charset} is not taken: utf-8 is`));
      return;
    }
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let parsed: unknown;
    try {
      // A property of such a name as __proto__ is one that no contract knows.
      parsed = JSON.parse(decoder.decode(Buffer.from(body)));
    } catch (error) {
      const message = error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8';
      done(invalid({ in: 'body', path: '', message }));
      return;
    }
    done(null, parsed);
  });
}
