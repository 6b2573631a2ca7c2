import { LogFile } from '#platform/process';
import { freePort } from '#tools/postgres';
import type { Nginx } from '#tools/services';
import { join } from 'node:path';
import type { DistributedConfiguration } from './configuration.js';
import { startEdge } from './edge.js';
import { environmentOf, type Places } from './environment.js';
import { type PartProcess, startPart } from './part-process.js';
import { type Copies, copiesOf, type Part, type PartName, parts } from './parts.js';
import { type Services, servicesOf } from './services.js';
import { Supervised } from './supervised.js';

/** One copy of a part. */
interface Copy {
  part: PartName;
  name: string;
  process: Supervised<PartProcess>;
  /** Has what it prints. */
  log: LogFile;
}

/** Every process of the distributed profile: started and ended in order, and kept running in between. */
export class House {
  readonly services: Services;
  readonly copies: readonly Copy[];
  private readonly edge: Supervised<Nginx>;
  private places: Places | undefined;

  constructor(
    private readonly configuration: DistributedConfiguration,
    copies: Copies,
    private readonly progress: (line: string) => void,
  ) {
    this.services = servicesOf(configuration, progress);
    this.copies = parts.flatMap((part) =>
      copiesOf(part, copies).map((name) => this.copyOf(part, name)),
    );
    this.edge = new Supervised('nginx', (before) => this.startEdge(before), progress);
  }

  /** @returns the owner's connection to the database */
  async startServices(): Promise<string> {
    const { database, kafka, redis } = this.services;
    const [{ ownerUrl }, { brokers }, { url }] = await allOf([
      database.start(),
      kafka.start(),
      redis.start(),
    ]);
    this.places = { databaseUrl: ownerUrl, kafkaBrokers: brokers, redisUrl: url };
    return ownerUrl;
  }

  /** Once the database has the form of this version. */
  async startParts(): Promise<void> {
    await allOf(this.copies.map(({ process }) => process.start()));
  }

  /** Of Kafka, once it has been started: `host:port` */
  brokers(): string[] {
    return this.services.kafka.last?.brokers.split(',') ?? [];
  }

  /** Once the views are filled; @returns its address */
  async openEdge(): Promise<string> {
    return (await this.edge.start()).url;
  }

  /** The copies of a part that run now. */
  running(...names: PartName[]): { name: string; pid: number; url: string }[] {
    return this.copies.flatMap(({ part, name, process: { current } }) => {
      const isWanted = names.length === 0 || names.includes(part);
      return isWanted && current !== undefined ? [{ ...current, name }] : [];
    });
  }

  /** The edge first, so that whoever is let in is answered; then those that others need, one kind after another. */
  async stop(): Promise<void> {
    await this.edge.stop();
    const kinds = [...parts].reverse().map(({ name }) => name);
    for (const kind of [['booking-api', 'query-api'], ...kinds.map((name) => [name])]) {
      const ending = this.copies.filter(({ part }) => kind.includes(part));
      await Promise.all(ending.map(({ process }) => process.stop()));
    }
    const { connect, redis, kafka, database } = this.services;
    for (const service of [connect, redis, kafka, database]) await service.stop();
    for (const { log } of this.copies) log.close();
  }

  private copyOf(part: Part, name: string): Copy {
    const { configuration, progress: show } = this;
    const log = new LogFile(configuration.dataDirectory, name);
    const process = new Supervised<PartProcess>(
      name,
      (before, stopping) => {
        if (this.places === undefined) throw new Error('the services are not there yet');
        const env = environmentOf(part, configuration, this.places);
        const PORT = before === undefined ? '0' : new URL(before.url).port;
        return startPart({ part: part.name, name, env: { ...env, PORT }, stopping, show, log });
      },
      show,
    );
    return { part: part.name, name, process, log };
  }

  private async startEdge(before: Nginx | undefined): Promise<Nginx> {
    const { dataDirectory, host, port } = this.configuration;
    // Also of a copy that is being restarted: it comes back at its address.
    const urlsOf = (part: PartName) =>
      this.copies
        .filter((copy) => copy.part === part)
        .flatMap(({ process }) => process.last?.url ?? []);
    return startEdge({
      directory: join(dataDirectory, 'edge'),
      host,
      port: before?.port ?? (port === 0 ? await freePort() : port),
      bookingApis: urlsOf('booking-api'),
      queryApis: urlsOf('query-api'),
      progress: this.progress,
    });
  }
}

/** Rejects when all have come to an end, if one has failed: none is left starting. */
async function allOf<const T extends readonly Promise<unknown>[]>(
  starts: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}
