import { inject } from 'vitest';

async function addressOf(path: string): Promise<string> {
  const answer = await fetch(`${inject('servicesUrl')}${path}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/** The address, `127.0.0.1:PORT`, of this run's Kafka, which the first who asks has started. */
export function kafkaBrokers(): Promise<string> {
  return addressOf('/kafka');
}

/** The URL of this run's Redis, which the first who asks has started. */
export function redisUrl(): Promise<string> {
  return addressOf('/redis');
}
