import { expect, it } from 'vitest';
import { Gathered } from './gathered.js';

/** Work that is under way until it is ended. */
function gathered({ atOnce = 1, maxItems = 10 } = {}) {
  const works: { items: string[]; end: (error?: Error) => void }[] = [];
  const gathering = new Gathered<string>({
    ...{ atOnce, maxItems },
    work: (items) =>
      new Promise((resolve, reject) => {
        works.push({ items, end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
  });
  const next = (at: number) => expect.poll(() => works[at], { interval: 1 }).toBeDefined();
  const work = async (at: number) => {
    await next(at);
    return works[at] ?? expect.unreachable();
  };
  return { gathering, works, work };
}

it('what comes at once goes together, and what comes meanwhile after it', async () => {
  const { gathering, work } = gathered();
  const first = [gathering.add(['a', 'b']), gathering.add(['c'])];
  const begun = await work(0);
  const second = [gathering.add(['d']), gathering.add(['e', 'f'])];
  begun.end();
  await Promise.all(first);
  const next = await work(1);
  next.end();
  await Promise.all(second);
  expect([begun.items, next.items]).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
});

it('no more joins beyond the limit; a larger one goes alone', async () => {
  const { gathering, works, work } = gathered({ maxItems: 3 });
  const large = ['1', '2', '3', '4'];
  const all = [['a', 'b'], ['c', 'd'], ['e'], large, ['f']].map((items) => gathering.add(items));
  for (const at of [0, 1, 2, 3]) (await work(at)).end();
  await Promise.all(all);
  expect(works.map(({ items }) => items)).toEqual([['a', 'b'], ['c', 'd', 'e'], large, ['f']]);
});

it('as many are under way as may be', async () => {
  const { gathering, works, work } = gathered({ atOnce: 2, maxItems: 1 });
  const all = ['a', 'b', 'c'].map((item) => gathering.add([item]));
  const [first] = [await work(0), await work(1)];
  await new Promise(setImmediate);
  expect(works).toHaveLength(2);
  first.end();
  await work(2);
  for (const { end } of works) end();
  await Promise.all(all);
});

it('a failure is that of all which went together, and of none that came after', async () => {
  const { gathering, work } = gathered();
  const failing = [gathering.add(['a']), gathering.add(['b'])];
  const begun = await work(0);
  const after = gathering.add(['c']);
  begun.end(new Error('no'));
  for (const one of failing) await expect(one).rejects.toThrow('no');
  (await work(1)).end();
  await after;
});
