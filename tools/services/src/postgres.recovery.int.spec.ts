import { type ChildProcess, spawn } from 'node:child_process';
import { chown, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clusterIn, ended, newFolder, removeClusters } from '../test/clusters.js';
import { end, hold } from '../test/holder.js';
import { programFolder, removeProgram } from '../test/program-folder.js';
import { startPostgres } from './postgres.js';

const password = 'secret';
const lines: string[] = [];
const progress = (line: string) => lines.push(line);
const processes: ChildProcess[] = [];
let program: string;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function kept(url: string): Promise<unknown> {
  const client = await connect(url);
  try {
    return (await client.query('select n from kept')).rows;
  } finally {
    await client.end();
  }
}

async function keep(url: string): Promise<pg.Client> {
  const client = await connect(url);
  await client.query('create table kept as select 7 as n');
  return client;
}

beforeAll(async () => {
  program = await programFolder('linked');
});

afterEach(async () => {
  lines.length = 0;
  for (const each of processes.splice(0)) each.kill('SIGKILL');
  await removeClusters();
});

afterAll(async () => {
  await removeProgram(program);
});

describe('after kill -9', () => {
  it('of Node, the next start adopts the server', async () => {
    const directory = clusterIn(await newFolder());
    const holder = await hold(program, directory);
    await (await keep(holder.url)).end();
    await end(holder, 'SIGKILL');

    const server = await startPostgres({ directory, password, progress });
    expect(server).toMatchObject({ adopted: true, pid: holder.pid, url: holder.url });
    expect(await kept(server.url)).toEqual([{ n: 7 }]);
    await server.stop();
    await ended(server.pid);
  });

  it('of Node while it makes the cluster, the next start makes it whole', async () => {
    const directory = clusterIn(await newFolder());
    const child = spawn(process.execPath, [program, directory, password], { stdio: 'ignore' });
    processes.push(child);
    const killed = new Promise((resolve) => child.once('close', resolve));
    while ((await readdir(dirname(directory))).length === 0) await pause(5);
    await pause(100);
    child.kill('SIGKILL');
    await killed;

    const server = await startPostgres({ directory, password, progress });
    expect(server.adopted).toBe(false);
    expect(await readdir(dirname(directory))).toEqual(['postgres']);
  });

  it('of the postmaster under open connections, the next start recovers', async () => {
    const directory = clusterIn(await newFolder());
    const first = await startPostgres({ directory, password, progress });
    const idle = await keep(first.url);
    const busy = await connect(first.url);
    const loop = `do $$ declare until timestamptz := clock_timestamp() + interval '1.5 s';
      begin while clock_timestamp() < until loop end loop; end $$`;
    const lost = busy.query(loop).catch((error: unknown) => error);
    await pause(100);
    process.kill(first.pid, 'SIGKILL');

    const second = await startPostgres({ directory, password, progress });
    expect(second.adopted).toBe(false);
    expect(lines.join('\n')).toMatch(/processes of its killed server are still ending/);
    expect(await kept(second.url)).toEqual([{ n: 7 }]);
    await Promise.all([lost, idle.end(), busy.end()]);
  });

  it('of the postmaster, whose process id another program has now', async () => {
    const directory = clusterIn(await newFolder());
    const first = await startPostgres({ directory, password, progress });
    await (await keep(first.url)).end();
    process.kill(first.pid, 'SIGKILL');
    await ended(first.pid);
    const { uid, gid } = await stat(directory);
    const other = spawn('sleep', ['60'], { stdio: 'ignore', uid, gid });
    processes.push(other);
    const pidFile = join(directory, 'postmaster.pid');
    const rest = (await readFile(pidFile, 'utf8')).replace(/^\d+/, '');
    await writeFile(pidFile, `${other.pid}${rest}`);

    const second = await startPostgres({ directory, password, progress });
    expect(await kept(second.url)).toEqual([{ n: 7 }]);
    expect(lines.join('\n')).toMatch(/another server holds it/);
  });
});

describe('while another start has made postmaster.pid and not yet written it', () => {
  it('a start waits, and says for what', async () => {
    const directory = clusterIn(await newFolder());
    const first = await startPostgres({ directory, password, progress });
    await (await keep(first.url)).end();
    await first.stop();
    const { uid, gid } = await stat(directory);
    const pidFile = join(directory, 'postmaster.pid');
    await writeFile(pidFile, '');
    await chown(pidFile, uid, gid);

    const second = startPostgres({ directory, password, progress });
    const waits = expect.poll(() => lines.join(), { timeout: 10_000 });
    await Promise.race([second, waits.toMatch('its postmaster.pid is empty')]);
    await rm(pidFile);
    expect(await kept((await second).url)).toEqual([{ n: 7 }]);
    expect(lines.join()).toMatch('its postmaster.pid is empty');
  });
});
