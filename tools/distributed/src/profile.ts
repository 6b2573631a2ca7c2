import type { House } from './house.js';

/** Which parts and services run, and where, a line each. */
export function profileLines(house: House, address: string): string[] {
  const { database, kafka, redis, connect } = house.services;
  const places = [
    ['edge (nginx)', address],
    ...house.running().map(({ name, url }) => [name, url] as const),
    ['PostgreSQL', placeOf(database.current?.ownerUrl)],
    ['Kafka', kafka.current?.brokers ?? 'not running'],
    ['Redis', placeOf(redis.current?.url)],
    ...(connect.current === undefined ? [] : [['Kafka Connect', connect.current.url] as const]),
  ] as const;
  const lines = places.map(([name, where]) => `  ${name.padEnd(17)} ${where}`);
  return ['Distributed profile: each part is a process of its own.', ...lines];
}

/** Without who is let in. */
function placeOf(address: string | undefined): string {
  if (address === undefined) return 'not running';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
