import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Fact, requestOf } from './fact.js';

/** What came of telling a fact. */
export type Told =
  /** It is recorded; `again`: it was before, by the same request. */
  | { outcome: 'recorded'; again: boolean }
  /** The flight's state does not allow it, or nobody knows the flight. */
  | { outcome: 'refused'; reason: string };

/** Tells facts to the operators' API. */
export interface OperatorsDesk {
  /**
   * @param signal aborted when an API that does not take the fact is no longer to be asked again
   * @throws Error when the API does not take it for long, or not from this operator; the signal's reason
   */
  tell(fact: Fact, signal: AbortSignal): Promise<Told>;
}

const problem = z.object({ type: z.string(), title: z.string(), detail: z.string().optional() });

/** A part that is started again, or has too much to do, is waited for so long. */
const patienceMs = 60_000;
const pauseMs = 500;
const answersWithinMs = 20_000;

/** Asks again under the same key while the API is out of reach or turns it away. */
export class HttpDesk implements OperatorsDesk {
  /**
   * @param url of the instance
   * @param operatorKey its operators' credential
   */
  constructor(
    private readonly url: string,
    private readonly operatorKey: string,
  ) {}

  async tell(fact: Fact, signal: AbortSignal): Promise<Told> {
    const { path, idempotencyKey, body } = requestOf(fact);
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    const post = { method: 'POST', headers, body: JSON.stringify(body) };
    return toldBy(await this.ask(path, signal, post), fact);
  }

  /**
   * Whether the log knows the flight.
   *
   * @throws Error as {@link tell} does
   */
  async isScheduled(flightId: string, signal: AbortSignal): Promise<boolean> {
    const answer = await this.ask(`/v1/history/streams/flight-${flightId}?limit=1`, signal);
    await answer.body?.cancel();
    assertOperator(answer);
    if (answer.ok || answer.status === 404) return answer.ok;
    throw new Error(`${this.url} does not tell whether ${flightId} is scheduled: ${answer.status}`);
  }

  /** Again and again while it is out of reach, or turns the request away. */
  private async ask(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    for (const until = performance.now() + patienceMs; ;) {
      const answer = await this.request(path, init).catch((error: unknown) =>
        String(error instanceof Error ? (error.cause ?? error) : error),
      );
      if (typeof answer !== 'string') {
        if (answer.status !== 503) return answer;
        await answer.body?.cancel();
      }
      if (performance.now() > until) {
        const why = typeof answer === 'string' ? answer : `it answers ${answer.status}`;
        throw new Error(`${this.url} takes no request for ${patienceMs / 1000} s: ${why}`);
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
  }

  private request(path: string, { headers, ...init }: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.operatorKey}`, ...headers },
      signal: AbortSignal.timeout(answersWithinMs),
    });
  }
}

async function toldBy(answer: Response, { flightId, what }: Fact): Promise<Told> {
  const body: unknown = await answer.json();
  if (answer.ok) {
    return { outcome: 'recorded', again: answer.headers.get('idempotent-replayed') === 'true' };
  }
  const { type, title, detail = title } = problem.parse(body);
  assertOperator(answer);
  const reason = `${what.operation} of ${flightId}: ${type.slice('/problems/'.length)}: ${detail}`;
  if (answer.status >= 500) throw new Error(reason);
  return { outcome: 'refused', reason };
}

function assertOperator({ status }: Response): void {
  if (status !== 401 && status !== 403) return;
  throw new Error(`the operators' key is not the instance's: it answers ${status}`);
}
