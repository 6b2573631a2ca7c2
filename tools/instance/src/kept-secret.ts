import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type SecretName = 'secret' | 'operator-key' | 'database-password';

/** Made once into the data directory, readable by its owner only; whole, or not there. */
export async function keptSecret(
  dataDirectory: string,
  name: SecretName,
  progress: (line: string) => void,
): Promise<string> {
  const file = join(dataDirectory, name);
  const mine = `${file}.${process.pid}`;
  if (!existsSync(file)) {
    if (name !== 'operator-key' && existsSync(join(dataDirectory, 'postgres'))) {
      throw new Error(
        `${file} is missing, and the database beside it was made with it: put it back` +
          (name === 'secret' ? ', or give it as CONTRAIL_SECRET' : ''),
      );
    }
    await writeFile(mine, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    try {
      await link(mine, file);
      progress(`made ${file}`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      await rm(mine);
    }
  }
  return readSecret(dataDirectory, name);
}

/** @throws Error when it is not there, or damaged */
export async function readSecret(dataDirectory: string, name: SecretName): Promise<string> {
  const file = join(dataDirectory, name);
  const secret = await readFile(file, 'utf8');
  if (secret.length < 32) throw new Error(`${file} is damaged: it holds no secret`);
  return secret;
}
