import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/** A client of a stream that is no more than its connection: there are a thousand of them. */
export interface Watcher {
  /** All that it was sent so far. */
  text: () => string;
  /** The ids of the events. */
  ids: () => string[];
  /** Resolves when the server has ended the stream. */
  ended: Promise<unknown>;
  close: () => void;
}

const withId = /^id: (\S+)$/gm;

export function streamOf(url: string, flightId: string): string {
  return `${url}/v1/flights/${flightId}/availability/stream`;
}

/** Opens a stream. */
export async function watch(
  address: string,
  headers: Record<string, string> = {},
): Promise<Watcher> {
  const asked = get(address, { headers, agent: false });
  const [answer] = z.tuple([z.custom<IncomingMessage>()]).parse(await once(asked, 'response'));
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = new Promise((resolve) => answer.once('close', resolve));
  return {
    text: () => text,
    ids: () => [...text.matchAll(withId)].map(([, id = '']) => id),
    ended,
    close: () => void asked.destroy(),
  };
}

/** The version in an event's id. */
export function versionOf(id: string | undefined): number {
  return Number(id?.split('-')[1]);
}
