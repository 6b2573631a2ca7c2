import { spawn } from 'node:child_process';
import { parse } from 'node:path';

/** The system user that a program runs as, where it is not the user of this process. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** How a program ended: its exit code (null after a signal) and what it wrote to both outputs. */
export interface Outcome {
  code: number | null;
  output: string;
}

// The server outlives this process: it must not carry the secrets of its environment along.
const passedOn = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP'];

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => passedOn.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Runs a program to its end, from the root folder, since `account` may not see the present one.
 *
 * @param ownSession keeps the terminal's Ctrl-C from it
 * @throws the system's error (`code` ENOENT, EACCES, EPERM) when it cannot be started
 */
export function runProgram(
  file: string,
  args: readonly string[],
  account: Account | undefined,
  ownSession = false,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: parse(process.execPath).root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownSession,
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const collect = (chunk: string) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
