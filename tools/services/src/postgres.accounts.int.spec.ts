import { chmod, copyFile, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clusterIn, ended, newFolder, removeClusters } from '../test/clusters.js';
import { end, hold, type Holder } from '../test/holder.js';
import { programFolder, removeProgram } from '../test/program-folder.js';

const nobody = 65534;
const holders: Holder[] = [];
let program: string;

const outer = () => dirname(dirname(dirname(program)));

async function holding(...args: Parameters<typeof hold>): Promise<Holder> {
  const holder = await hold(...args);
  holders.push(holder);
  return holder;
}

beforeAll(async () => {
  program = await programFolder('copied');
});

afterEach(async () => {
  for (const holder of holders.splice(0)) holder.child.kill('SIGKILL');
  await removeClusters();
  await chmod(outer(), 0o755);
});

afterAll(async () => {
  await removeProgram(program);
});

describe('the user whom PostgreSQL runs as', () => {
  it('is never root, and owns the data', async () => {
    const holder = await holding(program, clusterIn(await newFolder()));
    const { uid } = await stat(holder.dataDirectory);
    expect(uid).not.toBe(0);
    if (process.platform === 'linux') expect((await stat(`/proc/${holder.pid}`)).uid).toBe(uid);
    await end(holder, 'release');
    await ended(holder.pid);
  });

  if (process.getuid?.() === 0) {
    it('reaches its programs and data for root below a closed folder', async () => {
      const directory = clusterIn(outer(), 'my project/.contrail/postgres');
      await chmod(outer(), 0o700);
      const first = await holding(program, directory);
      expect((await lstat(directory)).isSymbolicLink()).toBe(true);
      expect(first.dataDirectory).toMatch(/^\/var\/lib\/contrail\/cluster-/);
      expect(first.lines.join('\n')).toMatch(/cannot enter .*my project\/\.contrail/);
      await end(first, 'release');
      await ended(first.pid);

      const second = await holding(program, directory);
      expect(second).toMatchObject({ adopted: false, dataDirectory: first.dataDirectory });
      expect(second.lines.join('\n')).not.toMatch(/copying/);
    });

    it('is the ordinary user who starts it, and for root the owner of the data', async () => {
      const home = await newFolder();
      await chmod(home, 0o777);
      const node = join(home, 'node');
      await copyFile(process.execPath, node);
      const folder = join(home, 'project');
      await mkdir(folder, { mode: 0o777 });
      await chmod(folder, 0o777);
      const directory = clusterIn(folder);
      const asNobody = await holding(program, directory, { node, uid: nobody });
      expect((await stat(directory)).uid).toBe(nobody);
      await end(asNobody, 'release');
      await ended(asNobody.pid);

      const asRoot = await holding(program, directory);
      expect((await stat(directory)).uid).toBe(nobody);
      await end(asRoot, 'SIGKILL');
      expect(await holding(program, directory, { node, uid: nobody })).toMatchObject({
        adopted: true,
        pid: asRoot.pid,
      });
    });

    it('tells an ordinary user whose data it is', async () => {
      const home = await newFolder();
      const node = join(home, 'node');
      await copyFile(process.execPath, node);
      const directory = clusterIn(home);
      await holding(program, directory);
      await expect(hold(program, directory, { node, uid: nobody })).rejects.toThrow(
        /belongs to another user/,
      );
    });
  }
});
