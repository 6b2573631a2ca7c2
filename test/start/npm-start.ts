import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

export interface NpmStart {
  /** What it has printed so far, on both outputs. */
  printed(): string;
  /** Resolves when it tells how it can be stopped; rejects when it ends before. */
  ready: Promise<void>;
  /** Its exit code, when it has ended; null when its shell ended by the signal. */
  ended: Promise<number | null>;
  /** Ctrl-C in its terminal: the signal reaches every process that runs there. */
  pressCtrlC(): void;
}

interface Where {
  folder: string;
  home: string;
  uid?: number | undefined;
}

/** `npm start` as a user types it, with an environment that has nothing but a path and a home. */
export function npmStart({ folder, home, uid }: Where, ...options: string[]): NpmStart {
  const child = spawn('npm', ['start', '--', ...options], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let printed = '';
  const ended = once(child, 'close').then(() => child.exitCode);
  const ready = new Promise<void>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('Ctrl-C stops it.')) resolve();
      });
    }
    void ended.then(() => reject(new Error(`npm start ended:\n${printed}`)));
  });
  ready.catch(() => undefined);
  return {
    printed: () => printed,
    ready,
    ended,
    pressCtrlC() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    },
  };
}

/** The n-th curl command that was printed, pasted into a shell; answers its output. */
export async function paste(printed: string, n: number, extra = ''): Promise<string> {
  const commands = printed.match(/^curl (.*\\\n)*.*$/gm) ?? [];
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    `${commands[n] ?? 'false'} ${extra}`,
  ]);
  return stdout;
}
