import { endAll, LogFile } from '#platform/process';
import { readConfiguration, keptAddress, type Configuration } from '#tools/instance';
import { migrate } from '#tools/migrate';
import type { Instance } from './on-instance.js';

/** Where operators speak to the instance, and by what it knows them. */
export interface OperatorsApi {
  /** `http://127.0.0.1:3000` */
  url: string;
  operatorKey: string;
}

const tell = (line: string) => console.error(line);

/**
 * Works on the API of the instance that runs, or on that of a stopped one, all parts of which are started for the
 * time: what follows from the work is done when they end.
 *
 * @throws Error when it runs and cannot be found
 */
export async function withOperatorsApi(
  instance: Instance,
  work: (api: OperatorsApi) => Promise<void>,
): Promise<void> {
  const { dataDirectory, secret, ownerUrl, mayRun, signal } = instance;
  const { LOG_LEVEL = 'warn' } = process.env;
  const place = { CONTRAIL_DATA: dataDirectory, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL };
  const env = { ...process.env, ...place };
  const configuration = await readConfiguration({ ...env, CONTRAIL_SECRET: secret }, tell);
  const { operatorKey } = configuration;
  const address = mayRun ? await keptAddress(dataDirectory) : undefined;
  if (address !== undefined) return work({ url: address, operatorKey });
  if (mayRun && instance.databaseUrl === undefined) {
    throw new Error('the instance is not ready yet: it has no address in its data directory');
  }
  await onStarted(ownerUrl, configuration, signal, (url) => work({ url, operatorKey }));
}

async function onStarted(
  ownerUrl: string,
  configuration: Configuration,
  stopping: AbortSignal,
  work: (url: string) => Promise<void>,
): Promise<void> {
  // Other commands do without, and loading it takes longer than they do.
  const [{ createApplication }, { untilFolded }] = await Promise.all([
    import('../application.js'),
    import('../until-folded.js'),
  ]);
  const url = await migrate({ url: ownerUrl, secret: configuration.secret });
  const logFile = new LogFile(configuration.dataDirectory, 'contrail');
  const application = await createApplication(url, configuration, logFile);
  try {
    await application.startAllMicroservices();
    await untilFolded(application, { progress: tell, stopping });
    await application.listen(configuration.port, configuration.host);
    await work(await application.getUrl());
    await untilFolded(application, { progress: tell, stopping });
  } finally {
    await endAll(
      () => application.close(),
      () => logFile.close(),
    );
  }
}
