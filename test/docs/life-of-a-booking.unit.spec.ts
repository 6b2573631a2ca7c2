import { type Endpoint, endpoints, problems, problemsOf } from '#contracts';
import { describe, expect, it } from 'vitest';
import { documents } from './documents.js';

const heading = 'The whole life of a booking';
const { text = '' } = documents.find(({ path }) => path === 'docs/architecture.md') ?? {};
const [, life = ''] = new RegExp(`## ${heading}\\n\\n\`{3}\\n([^\`]*)\`{3}`).exec(text) ?? [];

/** What stands under each POST of the life, by how it is named there. */
const parts = new Map(
  life
    .split(/^(?= (?:every )?POST )/m)
    .map((part): [string, string] => [/^ (\S+(?: \S+)*)/.exec(part)?.[1] ?? '', part]),
);

/** The problems of its lines that tell of an error's end. */
function problemsTold(name: string): string[] {
  const part = parts.get(name) ?? expect.unreachable(`${name} is not told`);
  const ends = part.split('\n').filter((line) => line.includes('✗'));
  return Object.keys(problems).filter((problem) =>
    ends.some((line) => new RegExp(`(?<![\\w-])${problem}(?![\\w-])`).test(line)),
  );
}

const commands = endpoints.filter(
  ({ tag, headers }) => tag === 'bookings' && headers?.shape['idempotency-key'] !== undefined,
);

/** Of an answer with a body alone: it may have another form than is accepted, or show who was erased. */
const ofContent = ['not-acceptable', 'erased'];

function told({ path, answers }: Endpoint): string[] {
  const short = path.replace('/v1/bookings/{recordLocator}', '…');
  const hasContent = Object.values(answers).some(({ schema }) => schema !== undefined);
  return [
    ...problemsTold('every POST').filter((name) => hasContent || !ofContent.includes(name)),
    ...(short === path ? [] : problemsTold('every POST to a booking')),
    ...problemsTold(`POST ${short}`),
  ];
}

describe.each(commands)('the life of a booking, at $method $path', (endpoint) => {
  it('shows each end in an error that the endpoint may answer, and no other', () => {
    expect([...new Set(told(endpoint))].toSorted()).toEqual(problemsOf(endpoint).toSorted());
  });
});

it('the life of a booking has every command to one, and no other', () => {
  const names = commands.map(({ path }) =>
    `POST ${path}`.replace('/v1/bookings/{recordLocator}', '…'),
  );
  const every = ['every POST', 'every POST to a booking'];
  expect([...parts.keys()].toSorted()).toEqual([...every, ...names].toSorted());
});
