import { runCommandLine } from '#tools/command-line';
import { vi } from 'vitest';

const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', CONTRAIL_DATA: '/nowhere' };

/** What a command line tells in this process, and the exit code that it leaves. It finds no instance. */
export async function runHere(
  program: { parseAsync(): Promise<unknown> },
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const out = (text: unknown) => !!(told.out += String(text));
  const err = (text: unknown) => !!(told.err += String(text));
  vi.spyOn(process.stdout, 'write').mockImplementation(out);
  vi.spyOn(process.stderr, 'write').mockImplementation(err);
  // Of a worker's own, which does not write there.
  vi.spyOn(console, 'log').mockImplementation(out);
  vi.spyOn(console, 'error').mockImplementation(err);
  for (const [name, value] of Object.entries(nowhere)) vi.stubEnv(name, value);
  const { argv } = process;
  process.argv = [process.execPath, 'main.js', ...args];
  try {
    await runCommandLine(program, 'It failed');
    return { code: Number(process.exitCode ?? 0), ...told };
  } finally {
    process.argv = argv;
    process.exitCode = undefined;
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  }
}
