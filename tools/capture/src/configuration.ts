import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlotNames } from '#fares';
import { projectFolder } from '#tools/services';
import { z } from 'zod';
import type { ConnectorConfiguration } from './connector.js';

/** What the committed part of the connector's configuration lacks. */
export interface Place extends SlotNames {
  /** Where the database is, whoever the url names. */
  databaseUrl: string;
  /** The reader's. */
  password: string;
  /** The id of the log, which each message names. */
  log: string;
  /** The topic of fares, under its prefix. */
  topic: string;
  /** A folder that Connect reads, for the password. */
  secretsFolder: string;
}

const committed = join(projectFolder, 'deploy', 'fares-connector.json');

/** The connector's whole configuration. The password stays in a file of its own: whoever asks Connect sees its name. */
export async function connectorConfiguration(place: Place): Promise<ConnectorConfiguration> {
  const { databaseUrl, reader, password, slot, publication, log, topic, secretsFolder } = place;
  const fixed = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(committed, 'utf8')));
  const { hostname, port, pathname } = new URL(databaseUrl);
  const secrets = join(secretsFolder, `${slot}.properties`);
  await writeFile(secrets, `password=${password}\n`, { mode: 0o600 });
  return {
    ...fixed,
    'database.hostname': hostname,
    'database.port': port === '' ? '5432' : port,
    'database.dbname': decodeURIComponent(pathname.slice(1)),
    'database.user': reader,
    'database.password': `\${file:${secrets}:password}`,
    'slot.name': slot,
    'publication.name': publication,
    // By it Connect knows how far it was: of another database it knows nothing.
    'topic.prefix': slot,
    'transforms.log.static.value': log,
    'transforms.topic.replacement': topic,
    'topic.heartbeat.prefix': `${topic}-heartbeat`,
  };
}
