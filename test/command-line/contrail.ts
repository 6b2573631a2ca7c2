import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Running {
  /** Standard output so far. */
  out(): string;
  /** Standard error so far: progress and failures. */
  err(): string;
  /** The exit code; null after a signal that it did not handle. */
  ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when standard error has the text; rejects when it ends without. */
  told(text: RegExp): Promise<void>;
}

/** Starts `npm run contrail -- …`, without npm, in an environment without settings but those. */
export function startContrail(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return startTool('tools/contrail.mjs', env, args);
}

/** Starts `npm start -- …`, without npm. */
export function startServer(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return startTool('tools/start.mjs', env, args);
}

/** Starts `npm run bench -- …`, without npm. */
export function startBench(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return startTool('tools/bench.mjs', env, args);
}

/** Starts `npm run load -- …`, without npm. */
export function startLoad(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return startTool('tools/load.mjs', env, args);
}

/** Starts `npm run storm -- …`, without npm. */
export function startStorm(env: NodeJS.ProcessEnv, ...args: string[]): Running {
  return startTool('tools/storm.mjs', env, args);
}

function startTool(tool: string, env: NodeJS.ProcessEnv, args: string[]): Running {
  const { PATH, TMPDIR } = process.env;
  const child = spawn(process.execPath, [tool, ...args], {
    env: { PATH, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(() => child.exitCode);

  function told(text: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => text.test(`${out}${err}`) && resolve();
      for (const output of [child.stdout, child.stderr]) output.on('data', look);
      void ended.then(() => reject(new Error(`it ended with:\n${out}\n${err}`)));
      look();
    });
  }

  return {
    out: () => out,
    err: () => err,
    ended,
    signal: (signal) => child.kill(signal),
    told,
  };
}

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `npm run contrail -- …` to its end. */
export async function contrail(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  return toEnd(startContrail(env, ...args));
}

/** Waits for the end. */
export async function toEnd(running: Running): Promise<Ended> {
  const code = await running.ended;
  return { code, out: running.out(), err: running.err() };
}
