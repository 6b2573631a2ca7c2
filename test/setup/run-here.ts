import { runCommandLine } from '#tools/command-line';
import { vi } from 'vitest';

/** What a command line tells in this process, and the exit code that it leaves. */
export async function runHere(
  program: { parseAsync(): Promise<unknown> },
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => !!(told.out += String(text)));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => !!(told.err += String(text)));
  const { argv } = process;
  process.argv = [process.execPath, 'main.js', ...args];
  try {
    await runCommandLine(program, 'It failed');
    return { code: Number(process.exitCode ?? 0), ...told };
  } finally {
    process.argv = argv;
    process.exitCode = undefined;
    vi.restoreAllMocks();
  }
}
