import { setTimeout as pause } from 'node:timers/promises';

/** What is still on its way when the last was sent has so long. */
const patienceMs = 30_000;

/** Sends one after the other at the rate, whatever the others do; resolves when all were sent. */
export async function atTheRate(
  { perSecond, total }: { perSecond: number; total: number },
  send: (index: number) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const begin = performance.now();
  const sent: Promise<unknown>[] = [];
  try {
    for (let index = 0; index < total; index += 1) {
      const due = begin + (index * 1000) / perSecond - performance.now();
      if (due > 0) await pause(due, undefined, { signal });
      const sending = send(index);
      // Told when all were sent.
      sending.catch(() => undefined);
      sent.push(sending);
    }
  } finally {
    await Promise.allSettled(sent);
  }
  await Promise.all(sent);
}

/** Waits until so many have arrived. */
export async function untilArrived(
  total: number,
  arrived: () => number | Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (let there = await arrived(); there < total; there = await arrived()) {
    if (performance.now() > deadline) throw new Error(`${total - there} never arrived`);
    await pause(20, undefined, { signal });
  }
}

export function p99(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN;
}
