// Ends the processes that its parent handed over when the parent is gone, however that ended.
// Started by src/keeper.ts, in a session of its own; not compiled, so that the sources start it too.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const graceMilliseconds = 5000;
const pollMilliseconds = 20;

let kept = [];

// As src/processes/process-identity.ts has it.
function isRunning({ pid, start }) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[19] === start && !(/[ZX]/.test(fields[0]) && Number(fields[17]) <= 1);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    throw error;
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function end(each) {
  if (!isRunning(each)) return;
  send(each.pid, each.signal);
  const deadline = Date.now() + graceMilliseconds;
  while (isRunning(each) && Date.now() < deadline) await pause(pollMilliseconds);
  if (isRunning(each)) send(each.pid, 'SIGKILL');
  // Those that it leads, if it leads a group.
  send(-each.pid, 'SIGKILL');
}

process.on('message', (processes) => {
  kept = processes;
});
process.on('disconnect', () => {
  void Promise.all(kept.map(end));
});
process.send('ready');
