import type { HealthAnswer } from '#contracts';
import type { PartHealth } from './health.js';

/** Each part as it is with the worker that it is worst with; a worker that does not answer is a part too. */
export function healthOfAll(all: readonly HealthAnswer[], missing: number): HealthAnswer {
  const parts: Record<string, PartHealth> = {};
  for (const [name, found] of all.flatMap((each) => Object.entries(each.parts))) {
    parts[name] = worse(parts[name] ?? found, found);
  }
  if (missing > 0) parts['workers'] = { status: 'unavailable' };
  const isReady = Object.values(parts).every(({ status }) => status === 'ok');
  return { status: isReady ? 'ok' : 'unavailable', parts };
}

function worse(a: PartHealth, b: PartHealth): PartHealth {
  const status = a.status === 'ok' ? b.status : a.status;
  const lags = [a.lag, b.lag].filter((lag) => lag !== undefined);
  return lags.length === 0 ? { status } : { status, lag: Math.max(...lags) };
}
