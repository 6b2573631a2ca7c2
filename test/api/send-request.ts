import type { Endpoint } from '#contracts';
import request from 'supertest';
import { operatorKey } from '../setup/application.js';
import type { ApiRequest } from './invalid-requests.js';

const methods = { GET: 'get', POST: 'post', PUT: 'put' } as const;

/** Sends a request to an endpoint, as an operator if it does not tell as whom. */
export function sendRequest(
  url: string,
  { method, path: template, answers }: Endpoint,
  { path, query, headers, body }: ApiRequest,
): request.Test {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const agent = request(url);
  const sent = agent[methods[method]](filled)
    .query(new URLSearchParams(pairs(query)).toString())
    .set('Authorization', `Bearer ${operatorKey}`)
    .set(headers);
  if (answers[200]?.contentType === 'text/event-stream') endAtFirstEvent(sent);
  if (body === undefined) return sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return sent.set('Content-Type', 'application/json').send(text);
}

function pairs(query: ApiRequest['query']): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
}

/** A stream has no end of its own; other answers to the same request have. */
function endAtFirstEvent(sent: request.Test): void {
  // That it is cut off is our own doing.
  sent.on('response', (response: request.Response) => response.on('error', () => undefined));
  sent.buffer(true).parse((answer: request.Response, done) => {
    answer.setEncoding('utf8');
    let text = '';
    answer.on('data', (chunk: string) => {
      answer.text = text += chunk;
      if (!text.includes('\ndata: ')) return;
      done(null, text);
      sent.abort();
    });
    answer.on('end', () => done(null, JSON.parse(text)));
  });
}
