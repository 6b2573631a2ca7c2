import { constants } from 'node:os';

/** How long after the first signal another one is a demand: npm passes Ctrl-C on a second time at once. */
const impatienceMs = 1000;

/** Why work ends early: a signal asked for it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  /** @param exitCode what shells expect after the signal */
  constructor(readonly exitCode: number) {
    super('stopped');
  }
}

/**
 * Aborted, with {@link Stopped}, by the signal that ends the process, and when the parent that it has a channel to
 * is gone; a signal that comes later ends it at once.
 *
 * @param consequence of an end at once, told with it
 */
export function stopSignal(consequence = 'the next start recovers'): AbortSignal {
  const stopping = new AbortController();
  let since = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted && Date.now() - since > impatienceMs) {
      console.error(`ended at once: ${consequence}`);
      process.exit(130);
    }
    if (!stopping.signal.aborted) since = Date.now();
    stopping.abort(new Stopped(128 + constants.signals[signal]));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  if (process.connected) {
    process.once('disconnect', () => onSignal('SIGTERM'));
    // Whoever listens to the channel keeps the process running.
    process.channel?.unref();
  }
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(() => onSignal('SIGTERM'));
  return stopping.signal;
}

/** A signal to npm ends npm and its shell, which do not pass all of them on. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500);
  watch.unref();
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
