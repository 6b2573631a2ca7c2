import { readFile, rm, writeFile } from 'node:fs/promises';
import { unless } from '../postgres/system-error.js';

const policy = '/usr/sbin/policy-rc.d';
const refusal =
  '#!/bin/sh\n# Written by Contrail while it installs packages: no daemon is started.\nexit 101\n';

/**
 * Does the work while Debian's packages do not start the daemons that they bring. A policy that is
 * there already stays; one that a killed process left is its own, and goes.
 */
export async function withDaemonsHeldBack(work: () => Promise<void>): Promise<void> {
  await unless(['EEXIST'], writeFile(policy, refusal, { flag: 'wx', mode: 0o755 }));
  try {
    await work();
  } finally {
    if ((await readFile(policy, 'utf8')) === refusal) await rm(policy);
  }
}
