import { spawn } from 'node:child_process';

const kept = 20_000;

/**
 * Runs a command in silence; rejects with the end of what it wrote when it fails.
 * `onChild` is told its process id.
 */
export function run(name, file, args, options, onChild) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) onChild(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => (output = (output + chunk).slice(-kept)));
    }
    child.on('error', (error) => reject(new Error(`${name} cannot run: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} failed (${signal ?? `exit ${code}`})\n${output.trim()}`));
    });
  });
}
