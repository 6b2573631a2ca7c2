import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { unless } from '../postgres/system-error.js';
import { runCommand } from '../programs/run-command.js';

/** The file of a module that this nginx can load: it tells where it looks for them. Undefined when there is none. */
export async function findNginxModule(nginx: string, name: string): Promise<string | undefined> {
  const folder = /--modules-path=(\S+)/.exec(await runCommand(nginx, ['-V']))?.[1];
  if (folder === undefined) return undefined;
  const file = join(folder, `ngx_${name}_module.so`);
  return unless(
    ['ENOENT'],
    access(file).then(() => file),
  );
}
