import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';

const report = z.object({
  url: z.string(),
  pid: z.number(),
  dataDirectory: z.string(),
  adopted: z.boolean(),
  lines: z.array(z.string()),
});

/** A process that started a server, and what it told of it. */
export interface Holder extends z.infer<typeof report> {
  child: ChildProcess;
}

/** Runs `hold-server` until it has its server; rejects with what it wrote when it gets none. */
export function hold(
  program: string,
  directory: string,
  { node = process.execPath, uid }: { node?: string; uid?: number } = {},
): Promise<Holder> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [program, directory, 'secret'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: '/',
      ...(uid !== undefined && { uid, gid: uid }),
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.endsWith('\n')) resolve({ child, ...report.parse(JSON.parse(output)) });
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(errors)));
  });
}

/** Ends a holder: by its own stop (`release`), or at once (`SIGKILL`). */
export function end({ child }: Holder, how: 'release' | 'SIGKILL'): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    if (how === 'release') child.stdin?.end();
    else child.kill(how);
  });
}
