import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import './idle-connections.js';

let queue: RequestQueue;
let sent: number;

beforeEach(() => {
  vi.useFakeTimers();
  const logger = { debug: () => undefined };
  queue = new RequestQueue({ logger, requestTimeout: 1_000, maxInFlightRequests: null });
  sent = 0;
});

afterEach(() => {
  queue.destroy();
  vi.useRealTimers();
});

function push(correlationId: number): void {
  const entry = {
    correlationId,
    apiName: 'Fetch',
    resolve: () => undefined,
    reject: () => undefined,
  };
  queue.push({ entry, expectResponse: true, sendRequest: () => (sent += 1) });
}

it('a connection on which nothing waits sets no timer', () => {
  push(1);
  queue.checkPendingRequests();
  expect(sent).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('a request that the broker throttles is sent when it may be, and no timer is left', () => {
  queue.maybeThrottle(500);
  push(1);
  vi.advanceTimersByTime(499);
  expect(sent).toBe(0);
  vi.advanceTimersByTime(20);
  expect(sent).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
