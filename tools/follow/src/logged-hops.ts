import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { logFolder } from '#platform/process';
import { z } from 'zod';
import type { Hop } from './hop.js';

/** What is followed, by what lines name. */
export interface Followed {
  correlationIds: ReadonlySet<string>;
  /** Of the booking and its flights. */
  streamIds: ReadonlySet<string>;
}

const line = z.object({
  time: z.number(),
  part: z.string(),
  /** Within the embedded profile's one process. */
  context: z.string().optional(),
  msg: z.string(),
});

const answered = line.extend({
  msg: z.literal('answered'),
  correlationId: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.int(),
  ms: z.number(),
});

const handled = line.extend({
  events: z.array(
    z.object({
      correlationId: z.string(),
      streamId: z.string(),
      version: z.int(),
      type: z.string(),
    }),
  ),
});

/** What the logs in a data directory tell of the requests; of what is no longer in them, nothing. */
export async function loggedHops(dataDirectory: string, followed: Followed): Promise<Hop[]> {
  const folder = logFolder(dataDirectory);
  const ids = [...followed.correlationIds];
  const hops: Hop[] = [];
  for (const file of await filesIn(folder)) {
    for await (const text of createInterface(createReadStream(join(folder, file)))) {
      if (ids.some((id) => text.includes(id))) hops.push(...hopsIn(parsedJson(text), followed));
    }
  }
  return hops;
}

function hopsIn(told: unknown, { correlationIds, streamIds }: Followed): Hop[] {
  const request = answered.safeParse(told).data;
  if (request !== undefined) {
    const { correlationId, time, part, method, route, status, ms } = request;
    const hop = { correlationId, part };
    return [
      { ...hop, at: time - ms, what: `${method} ${route} received` },
      { ...hop, at: time, what: `answered ${status}` },
    ];
  }
  const { events = [], time, part, context, msg } = handled.safeParse(told).data ?? {};
  if (time === undefined) return [];
  return events
    .filter((event) => correlationIds.has(event.correlationId) && streamIds.has(event.streamId))
    .map(({ correlationId, streamId, version, type }) => ({
      ...{ correlationId, at: time, part: context ?? part ?? '' },
      what: `${type} ${streamId}@${version} ${msg}`,
    }));
}

/** The older one of two first. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.filter((file) => /\.log(\.1)?$/.test(file)).sort((a, b) => (a < b ? 1 : -1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Parts print lines that are no JSON, too. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
