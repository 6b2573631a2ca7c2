import { spawn } from 'node:child_process';

const running = new Set();

/**
 * Runs Node in a process group of its own; answers its exit code (null after a signal) and, unless
 * `live`, what it wrote.
 */
export function runNode(args, { live = false, env }) {
  return new Promise((resolve, reject) => {
    const outputs = live ? 'inherit' : 'pipe';
    const stdio = ['ignore', outputs, outputs];
    const child = spawn(process.execPath, args, { stdio, env, detached: true });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends what runs, with all its children: by force after 5 s. */
export async function endChildren() {
  const ended = [...running].map(
    (child) =>
      new Promise((resolve) => {
        const force = setTimeout(signalGroup, 5000, child, 'SIGKILL');
        child.once('close', () => resolve(clearTimeout(force)));
        signalGroup(child, 'SIGTERM');
      }),
  );
  await Promise.all(ended);
}
