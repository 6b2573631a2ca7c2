import { AggregatorRegistry, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { DurationHistogram } from './duration-histogram.js';

const described = { name: 'took_seconds', help: 'Tells.', buckets: [0.5, 1] };

function observed(...seconds: number[]): Registry {
  const registry = new Registry();
  const histogram = new DurationHistogram(described, registry);
  for (const each of seconds) histogram.of({ route: '/a' }).observe(each);
  return registry;
}

it('counts each duration in its bucket and in those above, as Prometheus has them', async () => {
  expect((await observed(0.25, 0.5, 0.75, 4).metrics()).split('\n')).toEqual([
    '# HELP took_seconds Tells.',
    '# TYPE took_seconds histogram',
    'took_seconds_bucket{le="0.5",route="/a"} 2',
    'took_seconds_bucket{le="1",route="/a"} 3',
    'took_seconds_bucket{le="+Inf",route="/a"} 4',
    'took_seconds_sum{route="/a"} 5.5',
    'took_seconds_count{route="/a"} 4',
    '',
  ]);
});

it.each(['observe', 'labels', 'startTimer'])(
  'has no %s of prom-client: nothing would be counted by it',
  (way) => {
    expect(way in new DurationHistogram(described, new Registry())).toBe(false);
  },
);

it('is summed over workers', async () => {
  const all = await Promise.all(
    [observed(0.25), observed(0.25, 2)].map((each) => each.getMetricsAsJSON()),
  );
  const sum = await AggregatorRegistry.aggregate(all).metrics();
  expect(sum).toContain('took_seconds_bucket{le="0.5",route="/a"} 2\n');
  expect(sum).toContain('took_seconds_count{route="/a"} 3\n');
});
