import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { wrongMethod } from './wrong-method.js';
import { invalid, Problem, problemDocument } from './problem.js';

/** Answers what never became a request as a problem too, and closes the connection. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const problem = problemOf(error);
  const document = problemDocument(problem, randomUUID());
  const body = JSON.stringify(document);
  const headers = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
    ...problem.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}`;
  socket.end([status, ...lines, '', body].join('\r\n'));
}

function problemOf({ code, rawPacket, message }: ConnectionError): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('header-fields-too-large', 'the address and the header are over 16 KiB');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout', 'the request did not come to its end in time');
    case 'HPE_INVALID_METHOD': {
      // Fastify declares its form in JSON; it is Node's buffer.
      const line = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
      const [, method, url] = /^([A-Za-z-]+) (\S+) HTTP\//.exec(line) ?? [];
      if (method !== undefined && url !== undefined) return wrongMethod(method, url);
    }
  }
  return invalid({ in: 'header', path: '', message: `not HTTP: ${message}` });
}
