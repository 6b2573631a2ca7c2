import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { newFolder, removeClusters } from '../test/clusters.js';
import { allEnded, holdServices, type ServiceHolder } from '../test/service-holder.js';
import { freePort } from './postgres/free-port.js';
import { identify } from './processes/process-identity.js';
import { startRedis } from './redis.js';

const holders: ServiceHolder[] = [];
const others: ChildProcess[] = [];

async function hold(...args: Parameters<typeof holdServices>): Promise<ServiceHolder> {
  const holder = await holdServices(...args);
  holders.push(holder);
  return holder;
}

afterEach(async () => {
  for (const { child, services } of holders.splice(0)) {
    child.kill('SIGKILL');
    await allEnded(services);
  }
  for (const each of others.splice(0)) each.kill('SIGKILL');
  await removeClusters();
});

describe('services end with the process that started them', () => {
  it('in order, when it stops them', async () => {
    const port = await freePort();
    const { child, services, keeper } = await hold(await newFolder(), ['redis', 'nginx'], { port });
    child.stdin?.end();
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(services.map(identify)).toEqual([undefined, undefined]);
    await allEnded([keeper]);
  });

  it('within seconds, when it is killed', async () => {
    const folder = await newFolder();
    const names = ['kafka', 'redis', 'nginx', 'other'] as const;
    const { child, services, keeper } = await hold(folder, names, { port: await freePort() });
    expect(services.map((pid) => identify(pid)?.pid)).toEqual(services);

    child.kill('SIGKILL');
    const killedAt = Date.now();
    await allEnded([...services, keeper]);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
  });

  it('also when its keeper is killed with it: by the next start in their directory', async () => {
    const folder = await newFolder();
    const { child, services, keeper } = await hold(folder, ['redis']);
    process.kill(keeper, 'SIGKILL');
    await allEnded([keeper]);
    child.kill('SIGKILL');
    await once(child, 'close');
    await pause(500);
    expect(services.map((pid) => identify(pid)?.pid)).toEqual(services);

    const lines: string[] = [];
    const directory = join(folder, 'redis');
    const redis = await startRedis({ directory, progress: (line) => lines.push(line) });
    expect(services.map(identify)).toEqual([undefined]);
    expect(lines[0]).toMatch(
      /ending Redis in .*redis \(process \d+\), which an earlier process left/,
    );
    await redis.stop();
  });
});

it("a terminal's Ctrl-C reaches neither services nor keeper", async () => {
  const { pid, child, services, keeper } = await hold(await newFolder(), ['redis']);
  // It meets its own Ctrl-C when it goes on, and would end its services then.
  process.kill(pid, 'SIGSTOP');
  process.kill(-pid, 'SIGINT');
  await pause(300);
  const apart = [...services, keeper];
  expect(apart.map((each) => identify(each)?.pid)).toEqual(apart);

  process.kill(-pid, 'SIGCONT');
  expect(await once(child, 'close')).toEqual([null, 'SIGINT']);
  await allEnded(apart);
});

it('a directory whose server is in use is refused to another process', async () => {
  const folder = await newFolder();
  const { pid, services } = await hold(folder, ['redis']);
  const directory = join(folder, 'redis');
  await expect(startRedis({ directory, progress: () => undefined })).rejects.toThrow(
    `(process ${services[0]}) runs already, started by process ${pid}: stop that first`,
  );
  expect(services.map((each) => identify(each)?.pid)).toEqual(services);
});

describe('the keeper', () => {
  async function keeper(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, '..', 'keeper.mjs'));
    others.push(child);
    await once(child, 'message');
    return child;
  }

  function other(script: string): { pid: number; start: string; child: ChildProcess } {
    const child = spawn('sh', ['-c', script], { stdio: 'ignore', detached: true });
    others.push(child);
    const process = identify(child.pid ?? 0);
    if (!process) throw new Error('it ended at once');
    return { child, ...process };
  }

  it('sends each process the signal that it was handed over with', async () => {
    const child = await keeper();
    const { child: sleeper, ...process } = other('exec sleep 60');
    child.send([{ ...process, signal: 'SIGINT' }]);
    child.disconnect();
    expect(await once(sleeper, 'close')).toEqual([null, 'SIGINT']);
  });

  it('kills what does not obey, with what it leads', async () => {
    const child = await keeper();
    const { child: stubborn, ...process } = other('trap "" TERM; sleep 60; sleep 60');
    await pause(200);
    child.send([{ ...process, signal: 'SIGTERM' }]);
    child.disconnect();
    expect(await once(stubborn, 'close')).toEqual([null, 'SIGKILL']);
  });

  it('lets a process be that has the id of one that ended', async () => {
    const child = await keeper();
    const { pid, start } = other('exec sleep 60');
    child.send([{ pid, start: `${start}0`, signal: 'SIGKILL' }]);
    child.disconnect();
    await once(child, 'exit');
    expect(identify(pid)).toEqual({ pid, start });
  });
});
