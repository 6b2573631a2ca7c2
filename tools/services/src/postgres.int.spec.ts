import { readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clusterIn, endServer, newFolder, removeClusters } from '../test/clusters.js';
import { startPostgres } from './postgres.js';
import { isPostgres } from './postgres/postmaster.js';

const password = 'p@ss word/1';
const progress = () => undefined;

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0];
  } finally {
    await client.end();
  }
}

describe('a cluster that PostgreSQL makes', () => {
  afterEach(removeClusters);

  it('is durable, for its password only, and leaves nothing beside it', async () => {
    const directory = clusterIn(await newFolder(), '.contrail/postgres');
    const server = await startPostgres({ directory, password, progress });

    expect(server).toMatchObject({ dataDirectory: directory, adopted: false });
    const role = 'select rolname, rolsuper from pg_roles where rolname = session_user';
    expect(await ask(server.url, role)).toEqual(['contrail', true]);
    const durability = `select current_setting('fsync'), current_setting('synchronous_commit'),
      current_setting('max_connections'), current_setting('server_version_num')::int / 10000`;
    expect(await ask(server.url, durability)).toEqual(['on', 'on', '200', 18]);
    await expect(ask(server.url.replace('p%40ss', 'pass'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    expect(await readdir(dirname(directory))).toEqual(['postgres']);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });

  it('may lie in a path with spaces, quotes and brackets', async () => {
    const directory = clusterIn(await newFolder(), "it's my [copy] (1)/postgres");
    const server = await startPostgres({ directory, password, progress });
    expect(await ask(server.url, 'select 1')).toEqual([1]);
  });

  it('is refused a path that cannot stand on the command line of pg_ctl', async () => {
    const directory = clusterIn(await newFolder(), 'a$HOME/postgres');
    await expect(startPostgres({ directory, password, progress })).rejects.toThrow(
      /characters .* are not possible/,
    );
  });

  it('is made and started once by starts at the same instant', async () => {
    const directory = clusterIn(await newFolder());
    const start = () => startPostgres({ directory, password, progress });
    const servers = await Promise.all([start(), start(), start()]);

    expect(new Set(servers.map(({ url, pid }) => `${pid} ${url}`)).size).toBe(1);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(await readdir(dirname(directory))).toEqual(['postgres']);
  });

  it('does not take the place of something else', async () => {
    const directory = await newFolder();
    await writeFile(join(directory, 'letter.txt'), 'dear');
    await expect(startPostgres({ directory, password, progress })).rejects.toThrow(
      /no PostgreSQL data directory, and is not empty/,
    );
    expect(await readdir(directory)).toEqual(['letter.txt']);
  });
});

describe('a cluster that is there', () => {
  let directory: string;

  beforeAll(async () => {
    directory = clusterIn(await newFolder());
    await (await startPostgres({ directory, password, progress })).stop();
  });

  afterEach(() => endServer(directory));

  afterAll(removeClusters);

  it('stops, also twice and at once, and starts again with what it kept', async () => {
    const first = await startPostgres({ directory, password, progress });
    await ask(first.url, 'create table kept (n int)');
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    expect(await isPostgres(first.pid)).toBe(false);

    const second = await startPostgres({ directory, password, progress });
    expect(await ask(second.url, 'select count(*)::int from kept')).toEqual([0]);
    await first.stop();
    expect(await isPostgres(second.pid)).toBe(true);
  });

  it('is started once by starts at the same instant', async () => {
    const start = () => startPostgres({ directory, password, progress });
    const servers = await Promise.all([start(), start(), start(), start()]);

    expect(new Set(servers.map(({ url, pid }) => `${pid} ${url}`)).size).toBe(1);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
  });

  it('gets its settings as they are', async () => {
    const settings = { cluster_name: `it's "$HOME" \\ here`, max_connections: '33' };
    const server = await startPostgres({ directory, password, settings, progress });
    expect(await ask(server.url, 'show cluster_name')).toEqual([settings.cluster_name]);
    expect(await ask(server.url, 'show max_connections')).toEqual(['33']);
  });

  it('tells what PostgreSQL says when it does not start', async () => {
    const settings = { max_connections: 'many' };
    await expect(startPostgres({ directory, password, settings, progress })).rejects.toThrow(
      /invalid value for parameter "max_connections": "many"/,
    );
  });

  it('is not adopted with another password, and runs on', async () => {
    const server = await startPostgres({ directory, password, progress });
    await expect(startPostgres({ directory, password: 'another', progress })).rejects.toThrow(
      /another password/,
    );
    expect(await ask(server.url, 'select 1')).toEqual([1]);
  });

  it('is not left running by a start with another password', async () => {
    await expect(startPostgres({ directory, password: 'another', progress })).rejects.toThrow(
      /another password/,
    );
    expect(await readdir(directory)).not.toContain('postmaster.pid');
  });

  it('is refused by name when it is of another major version', async () => {
    await writeFile(join(directory, 'PG_VERSION'), '17\n');
    await expect(startPostgres({ directory, password, progress })).rejects.toThrow(
      /made by PostgreSQL 17, and this is PostgreSQL 18\.\d/,
    );
    await writeFile(join(directory, 'PG_VERSION'), '18\n');
  });
});
