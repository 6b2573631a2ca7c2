import cluster from 'node:cluster';
import type { DynamicModule, Type } from '@nestjs/common';
import type { CustomTransportStrategy, MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { createHttpApplication } from './http/http-application.js';
import { partLogger } from './log/part-logger.js';
import { aborted, parseSettings, settings, stopSignal } from './process/index.js';
import { tell } from './workers/siblings.js';
import { Workers } from './workers/workers.js';

/** The settings that every part reads. */
export const partSettings = {
  PORT: settings.PORT,
  HOST: settings.HOST,
  LOG_LEVEL: settings.LOG_LEVEL,
  TRUSTED_PROXIES: settings.TRUSTED_PROXIES.optional(),
  DATABASE_URL: settings.DATABASE_URL,
  CONTRAIL_SECRET: settings.CONTRAIL_SECRET,
};

type PartSettings = z.infer<z.ZodObject<typeof partSettings>>;

export interface Part<Settings extends PartSettings> {
  /** Stands in what it prints, and in each line of its log. */
  name: string;
  settings: z.ZodType<Settings>;
  /** The root: opens what the part needs, and rejects where that is not as this version needs it. */
  module: (settings: Settings) => Promise<DynamicModule>;
  /** How many workers share its address; itself alone where there is one, or where this is not told. */
  workers?: (settings: Settings) => number;
  /** Of the module's providers: what its message handlers are fed by. */
  stream?: Type<CustomTransportStrategy>;
}

/** A part as a process of its own: serves until a signal stops it, or its parent is gone. */
export async function runPart<Settings extends PartSettings>(part: Part<Settings>): Promise<void> {
  const stopping = stopSignal();
  try {
    const parsed = parseSettings(part.settings, process.env);
    const workers = part.workers?.(parsed) ?? 1;
    if (workers > 1 && cluster.isPrimary) {
      const logger = partLogger(part.name, parsed.LOG_LEVEL);
      await new Workers(workers, stopping, logger).run((url) => tellReady(part, url));
      return;
    }
    const application = await createHttpApplication(await part.module(parsed), {
      part: part.name,
      logLevel: parsed.LOG_LEVEL,
      trustedProxies: parsed.TRUSTED_PROXIES,
    });
    if (part.stream !== undefined) {
      const strategy = application.get(part.stream);
      application.connectMicroservice<MicroserviceOptions>({ strategy });
    }
    await serve(application, part, parsed, stopping);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    partLogger(part.name, 'fatal').fatal({ err: error }, `${part.name} failed: ${reason}`);
    process.exitCode = 1;
  }
}

async function serve<Settings extends PartSettings>(
  application: NestFastifyApplication,
  part: Part<Settings>,
  { PORT, HOST }: Settings,
  stopping: AbortSignal,
): Promise<void> {
  const stopped = aborted(stopping);
  try {
    const serving = serveAt(application, PORT, HOST);
    // A stop while it starts leaves it behind.
    serving.catch(() => undefined);
    const url = await Promise.race([serving, stopped]);
    if (url !== undefined) tellReady(part, url);
    await stopped;
  } finally {
    await application.close();
  }
}

/** A worker's is one of several: who has started them tells it. */
function tellReady({ name }: Pick<Part<PartSettings>, 'name'>, url: string): void {
  if (cluster.isWorker) tell({ kind: 'ready', url });
  else console.log(`${name} is ready: ${url}`);
}

async function serveAt(application: NestFastifyApplication, port: number, host: string) {
  await application.startAllMicroservices();
  await application.listen(port, host);
  return application.getUrl();
}
