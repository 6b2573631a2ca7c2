import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { newFolder, removeClusters } from '../test/clusters.js';
import { programFolder, removeProgram } from '../test/program-folder.js';
import { allEnded, holdServices } from '../test/service-holder.js';
import { type Nginx, startNginx } from './nginx.js';
import { freePort } from './postgres/free-port.js';
import { identify } from './processes/process-identity.js';

const progress = () => undefined;
const started: Nginx[] = [];

async function start(serverBlock: (port: number) => string): Promise<Nginx> {
  const port = await freePort();
  const directory = await newFolder();
  const nginx = await startNginx({ directory, configuration: serverBlock(port), port, progress });
  started.push(nginx);
  return nginx;
}

const greeting = (port: number) =>
  `server { listen 127.0.0.1:${port}; location / { return 200 'welcome'; } }`;

async function workersOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((nginx) => nginx.stop()));
  await removeClusters();
});

describe('nginx', () => {
  it('answers until it is stopped, and leaves no process', async () => {
    const nginx = await start(greeting);
    expect(await (await fetch(nginx.url)).text()).toBe('welcome');
    const workers = await workersOf(nginx.pid);
    expect(workers.length).toBeGreaterThan(0);
    await nginx.stop();
    expect([nginx.pid, ...workers].map(identify).every((each) => each === undefined)).toBe(true);
  });

  it('lets an answer that is under way end', async () => {
    const application = createServer((_request, response) => {
      response.write('boarding');
      void pause(700).then(() => response.end(' completed'));
    }).listen(0, '127.0.0.1');
    await once(application, 'listening');
    const address = application.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const upstream = `proxy_buffering off; proxy_pass http://127.0.0.1:${address.port};`;
    const nginx = await start(
      (port) => `server { listen 127.0.0.1:${port}; location / { ${upstream} } }`,
    );
    const answer = await fetch(nginx.url);
    const stopped = nginx.stop();
    expect(await answer.text()).toBe('boarding completed');
    await stopped;
    application.close();
  });

  it('keeps answers that are larger than its memory buffers in its own folder', async () => {
    const body = 'x'.repeat(1_000_000);
    const application = createServer((_request, response) => response.end(body));
    await once(application.listen(0, '127.0.0.1'), 'listening');
    const address = application.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const nginx = await start(
      (port) => `proxy_cache_path cache keys_zone=answers:1m;
        server { listen 127.0.0.1:${port}; location / { proxy_cache answers; proxy_cache_valid 1m;
          add_header X-Cache $upstream_cache_status; proxy_pass http://127.0.0.1:${address.port}; } }`,
    );
    expect(await (await fetch(nginx.url)).text()).toBe(body);
    application.closeAllConnections();
    application.close();
    const again = await fetch(nginx.url);
    expect(again.headers.get('x-cache')).toBe('HIT');
    expect(await again.text()).toBe(body);
  });

  it('tells what is wrong with its configuration', async () => {
    await expect(start(() => 'server { lisen 80; }')).rejects.toThrow(/unknown directive "lisen"/);
  });

  it('names the port that is taken', async () => {
    const { port } = await start(greeting);
    const second = { directory: await newFolder(), configuration: greeting(port), port, progress };
    await expect(startNginx(second)).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  });

  it('leaves no worker when its master is killed, and starts again at its port', async () => {
    const { pid, port } = await start(greeting);
    const workers = await workersOf(pid);
    process.kill(pid, 'SIGKILL');
    await allEnded([pid, ...workers]);
    const again = { directory: await newFolder(), configuration: greeting(port), port, progress };
    started.push(await startNginx(again));
  });

  if (process.getuid?.() === 0) {
    it('runs for an ordinary user', async () => {
      const nobody = 65534;
      const program = join(dirname(await programFolder('copied')), 'hold-nginx.js');
      const root = dirname(dirname(program));
      await mkdir(join(root, 'tools', 'services'), { recursive: true });
      const keeper = join('services', 'keeper.mjs');
      await cp(join(import.meta.dirname, '..', 'keeper.mjs'), join(root, 'tools', keeper));
      const port = await freePort();
      const folder = await newFolder(nobody);
      const { child, services } = await holdServices(folder, [], { program, port, uid: nobody });
      expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
      child.stdin?.end();
      await once(child, 'close');
      expect(services.map(identify)).toEqual([undefined]);
      await removeProgram(program);
    });
  }
});
