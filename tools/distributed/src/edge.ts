import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Nginx, projectFolder, startNginx } from '#tools/services';

/** What the edge's template is filled in with, by the names of its variables. */
export interface EdgeVariables {
  /** The address and port that it listens on. */
  EDGE_LISTEN: string;
  /** `server` directives. */
  BOOKING_API_SERVERS: string;
  QUERY_API_SERVERS: string;
  /** The folder of what it keeps. */
  EDGE_CACHE: string;
  /** What it runs in njs, nginx's JavaScript. */
  EDGE_SCRIPT: string;
}

export interface EdgeStart {
  directory: string;
  host: string;
  port: number;
  /** Addresses of booking-apis and query-apis: `http://127.0.0.1:PORT`. */
  bookingApis: readonly string[];
  queryApis: readonly string[];
  progress: (line: string) => void;
}

const deployFolder = join(projectFolder, 'deploy');

/** Starts nginx as the one address of all APIs. */
export async function startEdge(start: EdgeStart): Promise<Nginx> {
  const { directory, host, port, bookingApis, queryApis, progress } = start;
  const configuration = await edgeConfiguration({
    EDGE_LISTEN: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    BOOKING_API_SERVERS: serversOf(bookingApis),
    QUERY_API_SERVERS: serversOf(queryApis),
    EDGE_CACHE: 'cache',
    EDGE_SCRIPT: join(deployFolder, 'edge.js'),
  });
  return startNginx({ directory, configuration, modules: ['http_js'], host, port, progress });
}

/** The template, filled in as nginx's image does: only what stands in `${…}` by these names. */
export async function edgeConfiguration(variables: EdgeVariables): Promise<string> {
  let text = await readFile(join(deployFolder, 'edge.conf.template'), 'utf8');
  for (const [name, value] of Object.entries(variables)) {
    text = text.replaceAll(`\${${name}}`, () => String(value));
  }
  return text;
}

function serversOf(urls: readonly string[]): string {
  return urls.map((url) => `server ${new URL(url).host} max_fails=1 fail_timeout=1s;`).join(' ');
}
