import { problems } from '#contracts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { edgeConfiguration } from './edge.js';

const configuration = await edgeConfiguration({
  EDGE_LISTEN: '127.0.0.1:3000',
  BOOKING_API_SERVERS: 'server 127.0.0.1:1;',
  QUERY_API_SERVERS: 'server 127.0.0.1:2;',
  EDGE_CACHE: 'cache',
  EDGE_SCRIPT: 'edge.js',
});

const document = z.object({ type: z.string(), title: z.string(), status: z.int() });
const own = [...configuration.matchAll(/return (\d+) '(.*)';/g)];

it('every variable of the template is filled in', () => {
  expect(configuration).toMatch(/listen 127\.0\.0\.1:3000;/);
  expect(configuration).not.toContain('${');
});

it.each(own.map(([, status = '', body = '']) => ({ status, body })))(
  'what nginx itself answers with $status is the problem of the registry',
  ({ status, body }) => {
    const told = document.parse(JSON.parse(body));
    const problem = Object.entries(problems).find(([name]) => told.type === `/problems/${name}`);
    expect(problem?.[1]).toMatchObject({ status: told.status, title: told.title });
    expect(String(told.status)).toBe(status);
  },
);

it('there are such answers', () => {
  expect(own).toHaveLength(5);
});
