import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answers, keepsUp } from './checks.js';
import { Health } from './health.js';

let health: Health;

beforeEach(() => {
  vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  health = new Health();
});

const ok = { status: 'ok' };
const unavailable = { status: 'unavailable' };

describe('the health of a process', () => {
  it('without parts is ok', async () => {
    expect(await health.look()).toEqual({ status: 'ok', parts: {} });
  });

  it('is that of its parts, each by its name', async () => {
    health.register(
      'log',
      answers(() => Promise.resolve(7)),
    );
    health.register(
      'projector',
      keepsUp(() => Promise.resolve({ lag: 3, at: 'here' })),
    );
    const parts = { log: ok, projector: { ...ok, lag: 3 } };
    expect(await health.look()).toEqual({ status: 'ok', parts });
  });

  it('is unavailable when a part cannot tell how it is, and the other parts are told', async () => {
    health.register('log', () => Promise.reject(new Error('ECONNREFUSED')));
    health.register(
      'views',
      answers(() => Promise.resolve()),
    );
    const parts = { log: unavailable, views: ok };
    expect(await health.look()).toEqual({ status: 'unavailable', parts });
  });

  it('is unavailable when a part does not answer within 2 s, which is not asked anew meanwhile', async () => {
    let asked = 0;
    let answer: (value: unknown) => void = () => undefined;
    const log = () => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    };
    health.register('log', answers(log));
    const begun = performance.now();
    expect((await health.look()).parts).toEqual({ log: unavailable });
    expect(performance.now() - begun).toBeGreaterThan(1_900);
    expect((await health.look()).parts).toEqual({ log: unavailable });
    expect(asked).toBe(1);
    answer('late');
    await turn();
    const again = health.look();
    await expect.poll(() => asked).toBe(2);
    answer('in time');
    expect((await again).parts).toEqual({ log: ok });
  });
});
