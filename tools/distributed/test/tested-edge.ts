import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '#tools/postgres';
import { startEdge } from '../src/edge.js';

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

interface Told {
  status: number;
  headers: Record<string, string | undefined>;
  text: string;
}

type Answer = (asked: IncomingMessage, response: ServerResponse) => void;

/** The edge before one server in the place of all parts, which counts what reaches it. */
export interface TestedEdge {
  url: string;
  /** Of the present test. */
  path: string;
  /** What reached the part of this test's paths. */
  asked: Asked[];
  /** How the part answers; as a read by default. */
  answer: Answer;
  /** Of a read. */
  cacheControl: string;
  /** Begins a test: another path, nothing asked yet, a part that runs. */
  begin(): Promise<void>;
  stopPart(): void;
  ask(headers?: Record<string, string>, what?: { method?: string; url?: string }): Promise<Told>;
  /** What the edge tells of itself in Cache-Status. */
  member(...asked: Parameters<TestedEdge['ask']>): Promise<string | undefined>;
  /** As query-api answers a read. */
  read: Answer;
  stop(): Promise<void>;
}

export async function startTestedEdge(): Promise<TestedEdge> {
  const directory = await mkdtemp(join(tmpdir(), 'contrail-edge-'));
  const part = createServer((sent, response) => {
    const { method = '', url = '', headers } = sent;
    // What is asked behind an answer of the test before may come now.
    const isOfAnother = url.startsWith('/v1/flights/') && !url.startsWith(tested.path);
    if (!isOfAnother) tested.asked.push({ method, url, headers });
    tested.answer(sent, response);
  });
  const [partPort, port] = [await freePort(), await freePort()];
  const partUrl = `http://127.0.0.1:${partPort}`;
  const edge = await startEdge({
    ...{ directory, host: '127.0.0.1', port },
    ...{ bookingApis: [partUrl], queryApis: [partUrl] },
    progress: () => undefined,
  });
  let tests = 0;

  const tested: TestedEdge = {
    ...{ url: edge.url, path: '', asked: [], cacheControl: '', answer: read, read },
    async begin() {
      tests += 1;
      tested.path = `/v1/flights/UA${tests}-EWR-2026-12-05/availability`;
      tested.asked = [];
      tested.answer = read;
      tested.cacheControl = 'public, max-age=60';
      if (!part.listening) await listen(part, partPort);
    },
    stopPart() {
      part.close();
      part.closeAllConnections();
    },
    ask: (headers = {}, { method = 'GET', url = tested.path } = {}) =>
      answerTo(port, method, url, headers),
    async member(...asked) {
      return (await tested.ask(...asked)).headers['cache-status']?.split(', ').at(-1);
    },
    async stop() {
      await edge.stop();
      tested.stopPart();
      await rm(directory, { recursive: true });
    },
  };

  function read(sent: IncomingMessage, response: ServerResponse): void {
    const reads = tested.asked.length;
    const json = Buffer.from(`{"read":${reads}}`);
    const isZipped = sent.headers['accept-encoding'] === 'gzip';
    const body = isZipped ? gzipSync(json) : json;
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': tested.cacheControl,
      'cache-status': 'contrail; hit; detail=memory',
      'x-correlation-id': `read ${reads}`,
      etag: `"1-${reads}${isZipped ? '-gzip' : ''}"`,
      age: '0',
      vary: 'Accept-Encoding, Consistency-Token',
      'content-length': body.length,
      ...(isZipped && { 'content-encoding': 'gzip' }),
    });
    response.end(body);
  }

  return tested;
}

async function listen(server: Server, port: number): Promise<void> {
  await once(server.listen(port, '127.0.0.1'), 'listening');
}

function answerTo(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<Told> {
  const place = { host: '127.0.0.1', port, method, path, headers, agent: false };
  return new Promise((resolve, reject) => {
    const sent = request(place, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const told: Told['headers'] = {};
        for (const [name, value] of Object.entries(response.headers)) told[name] = String(value);
        resolve({ status: response.statusCode ?? 0, headers: told, text });
      });
    });
    sent.on('error', reject).end();
  });
}
