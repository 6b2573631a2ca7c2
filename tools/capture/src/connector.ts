import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

export type ConnectorConfiguration = Readonly<Record<string, string>>;

const task = z.object({ state: z.string(), trace: z.string().optional() });
const statusAnswer = z.object({ connector: task, tasks: z.array(task) });
const configurationAnswer = z.record(z.string(), z.string());
const fault = z.object({ message: z.string() });

const answersWithinMs = 15_000;
const pauseMs = 100;
const patienceMs = 30_000;

/** One connector of a Kafka Connect, by its REST API. */
export class Connector {
  /**
   * @param connectUrl `http://127.0.0.1:8083`
   * @param name its own among the connectors of that Connect
   */
  constructor(
    private readonly connectUrl: string,
    private readonly name: string,
  ) {}

  /** Makes it, or gives it that configuration, and starts again what has failed of it; one that is well is left alone. */
  async configure(configuration: ConnectorConfiguration): Promise<void> {
    const present = configurationAnswer.parse((await this.ask('GET', '/config', [404])) ?? {});
    if (Object.entries(configuration).some(([name, value]) => present[name] !== value))
      await this.ask('PUT', '/config', [], configuration);
    await this.ask('POST', '/restart?includeTasks=true&onlyFailed=true', [404]);
  }

  /** Why it does not run, in a line; undefined while it does, or is about to. */
  async failure(): Promise<string | undefined> {
    const answer = await this.ask('GET', '/status', [404]);
    if (answer === undefined) return 'there is no connector';
    const { connector, tasks } = statusAnswer.parse(answer);
    const failed = [connector, ...tasks].find(({ state }) => state === 'FAILED');
    return failed && (causeOf(failed.trace) ?? 'it tells no reason');
  }

  /** Ends it, and has Connect forget how far it was. */
  async remove(): Promise<void> {
    if ((await this.ask('GET', '', [404])) === undefined) return;
    await this.ask('PUT', '/stop', []);
    // It stops behind the answer, and forgets nothing until then.
    for (const deadline = Date.now() + patienceMs; ;) {
      try {
        await this.ask('DELETE', '/offsets', [404]);
        break;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await pause(pauseMs);
      }
    }
    await this.ask('DELETE', '', [404]);
  }

  /** Repeats what Connect cannot answer while it begins, or deals out its connectors anew. */
  private async ask(
    method: string,
    path: string,
    unless: readonly number[],
    body?: ConnectorConfiguration,
  ): Promise<unknown> {
    const url = `${this.connectUrl}/connectors/${encodeURIComponent(this.name)}${path}`;
    for (const deadline = Date.now() + patienceMs; ;) {
      const response = await fetch(url, {
        method,
        headers: { 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(answersWithinMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      // While it begins, Connect knows no address at all.
      const isReady = response.status !== 409 && (response.status !== 404 || text !== '');
      if (isReady && unless.includes(response.status)) return undefined;
      if (response.ok) return text === '' ? {} : JSON.parse(text);
      if (isReady || Date.now() > deadline) {
        throw new Error(
          `Kafka Connect answered ${method} ${path} with ${response.status}: ${messageOf(text)}`,
        );
      }
      await pause(pauseMs);
    }
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
