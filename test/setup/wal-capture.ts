import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WalCapture } from '#tools/capture';
import { type Connect, startConnect } from '#tools/services';
import type { Pipeline } from './pipeline.js';

/** A Kafka Connect of a test's own, and what reads changes of fares by it. */
export interface TestedWalCapture {
  capture: WalCapture;
  connectUrl: string;
  /** A folder that Kafka Connect reads. */
  directory: string;
  /** What it has told. */
  told: string[];
  /** SIGKILL to Kafka Connect. */
  kill(): Promise<void>;
  /** Starts it again, where it was. */
  startAgain(): Promise<void>;
  /** Nothing of it is left, in PostgreSQL neither; takes a relay that runs. */
  end(): Promise<void>;
}

export async function openWalCapture({
  database,
  kafka,
  brokers,
  log,
}: Pipeline): Promise<TestedWalCapture> {
  const directory = await mkdtemp(join(tmpdir(), 'contrail-connect-'));
  const place = { directory, brokers, prefix: kafka.group('test') };
  const told: string[] = [];
  let connect: Connect = await startConnect({ ...place, progress: () => undefined });
  const capture = new WalCapture({
    ...{ ownerUrl: database.ownerUrl, secret: database.secret, log, kafka },
    ...{ connectUrl: connect.url, secretsFolder: directory },
    progress: (line) => told.push(line),
  });
  return {
    ...{ capture, connectUrl: connect.url, directory, told },
    async kill() {
      process.kill(connect.pid, 'SIGKILL');
      await connect.ended;
    },
    async startAgain() {
      const { port } = connect;
      connect = await startConnect({ ...place, port, progress: () => undefined });
    },
    async end() {
      try {
        await capture.end('trigger', AbortSignal.timeout(60_000));
      } finally {
        await connect.stop();
        await rm(directory, { recursive: true });
      }
    },
  };
}
