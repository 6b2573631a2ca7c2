import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export type ConnectorConfiguration = Readonly<Record<string, string>>;

const task = z.object({ state: z.string(), trace: z.string().optional() });
const statusAnswer = z.object({ connector: task, tasks: z.array(task) });
const fault = z.object({ message: z.string() });

/** In which a connector or a task stays until it is asked to run. */
const idleStates = ['FAILED', 'PAUSED', 'STOPPED'];

const answersWithinMs = 15_000;
const pauseMs = 100;
const patienceMs = 30_000;

interface Question {
  stopping: AbortSignal;
  /** Answers that are no faults. */
  unless?: readonly number[];
  body?: ConnectorConfiguration;
}

/** One connector of a Kafka Connect, by its REST API. `stopping` breaks a question off. */
export class Connector {
  /**
   * @param connectUrl `http://127.0.0.1:8083`
   * @param name its own among the connectors of that Connect
   */
  constructor(
    private readonly connectUrl: string,
    private readonly name: string,
  ) {}

  /** Whether Connect has one of that name, in whichever state. */
  async isKnown(stopping: AbortSignal): Promise<boolean> {
    return (await this.ask('GET', '', { unless: [404], stopping })) !== undefined;
  }

  /** Makes it, or gives it that configuration, and has it run again where it failed or was stopped; one that is well is left alone. */
  async configure(configuration: ConnectorConfiguration, stopping: AbortSignal): Promise<void> {
    const present = await this.ask('GET', '/config', { unless: [404], stopping });
    // Connect adds the name.
    if (!isDeepStrictEqual(present, { ...configuration, name: this.name }))
      await this.ask('PUT', '/config', { body: configuration, stopping });
    await this.ask('PUT', '/resume', { stopping });
    const restart = '/restart?includeTasks=true&onlyFailed=true';
    await this.ask('POST', restart, { unless: [404], stopping });
  }

  /** Why it does not run, in a line; undefined while it does, or is about to. */
  async failure(stopping: AbortSignal): Promise<string | undefined> {
    const answer = await this.ask('GET', '/status', { unless: [404], stopping });
    if (answer === undefined) return 'there is no connector';
    const { connector, tasks } = statusAnswer.parse(answer);
    const idle = [connector, ...tasks].find(({ state }) => idleStates.includes(state));
    return idle && (causeOf(idle.trace) ?? `the connector is ${idle.state}`);
  }

  /** Ends it, and has Connect forget how far it was. */
  async remove(stopping: AbortSignal): Promise<void> {
    if (!(await this.isKnown(stopping))) return;
    const missing = { unless: [404], stopping };
    await this.ask('PUT', '/stop', missing);
    // It stops behind the answer, and forgets nothing until then.
    for (const deadline = Date.now() + patienceMs; ;) {
      try {
        await this.ask('DELETE', '/offsets', missing);
        break;
      } catch (error) {
        if (stopping.aborted || Date.now() > deadline) throw error;
        await pause(pauseMs, undefined, { signal: stopping });
      }
    }
    await this.ask('DELETE', '', missing);
  }

  /** Repeats what Connect cannot answer while it begins, is away, or deals out its connectors anew. */
  private async ask(
    method: string,
    path: string,
    { stopping, unless = [], body }: Question,
  ): Promise<unknown> {
    const url = `${this.connectUrl}/connectors/${encodeURIComponent(this.name)}${path}`;
    for (const deadline = Date.now() + patienceMs; ;) {
      const { status, text } = await answerOf(url, {
        method,
        headers: { 'Content-Type': 'application/json' },
        signal: AbortSignal.any([stopping, AbortSignal.timeout(answersWithinMs)]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      stopping.throwIfAborted();
      // While it begins, Connect knows no address at all.
      const isReady = status !== undefined && status !== 409 && (status !== 404 || text !== '');
      if (isReady && unless.includes(status)) return undefined;
      if (isReady && status < 300) return text === '' ? {} : JSON.parse(text);
      if (isReady || Date.now() > deadline) {
        throw new Error(
          `Kafka Connect answered ${method} ${path} with ${status ?? 'nothing'}: ${messageOf(text)}`,
        );
      }
      await pause(pauseMs, undefined, { signal: stopping });
    }
  }
}

interface Answer {
  /** Undefined where there was none: `text` says why. */
  status: number | undefined;
  text: string;
}

async function answerOf(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    // Of a refused connection fetch itself says no more than that it failed.
    return {
      status: undefined,
      text: String(error instanceof Error ? (error.cause ?? error) : error),
    };
  }
}

function messageOf(text: string): string {
  try {
    return fault.parse(JSON.parse(text)).message;
  } catch {
    return text.slice(0, 500);
  }
}

/** Of a trace of Java the last cause, which says most. */
function causeOf(trace: string | undefined): string | undefined {
  const lines = trace?.split('\n') ?? [];
  return lines.findLast((line) => line.startsWith('Caused by: ')) ?? lines[0];
}
