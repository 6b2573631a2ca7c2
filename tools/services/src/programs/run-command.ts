import { spawn } from 'node:child_process';
import { keep } from '../keeper.js';

const reportLength = 4000;

/** How a command runs. */
interface CommandOptions {
  /** Beside this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Where it works. */
  directory?: string;
  /** It goes on when this process ends: what must not be left half done. */
  outlives?: boolean;
}

/**
 * Runs a command to its end, out of reach of the terminal's Ctrl-C; answers what it wrote.
 *
 * @throws with the end of what it wrote when it fails
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  { env, directory, outlives = false }: CommandOptions = {},
): Promise<string> {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const kept = child.pid === undefined || outlives ? undefined : keep(child.pid);
  const [outcome] = await Promise.all([ended, kept]);
  if (outcome === 0) return output;
  const report = output.slice(-reportLength).trim();
  throw new Error(`${file} ${args.join(' ')} failed (${outcome}):\n${report}`);
}
