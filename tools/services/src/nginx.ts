import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { neededNginxModule, neededProgram, type NginxModule } from './debian-packages.js';
import { aroundHttp } from './nginx/configuration.js';
import { unless } from './postgres/system-error.js';
import { startService } from './processes/service.js';
import { runCommand } from './programs/run-command.js';

/** An nginx of this machine; it ends when this process does. */
export interface Nginx {
  /** `http://HOST:PORT` */
  url: string;
  port: number;
  pid: number;
  /** How it ended, once it has. */
  ended: Promise<string>;
  /** Lets the answers under way end, for 5 s at most; does nothing when it has ended. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface NginxOptions {
  /** Where its configuration, its `server.log` and its temporary files go, and where relative paths begin. */
  directory: string;
  /** What stands in the http block: upstreams, caches, a server that listens on this host and port. */
  configuration: string;
  /** Those that it loads; none by default. */
  modules?: readonly NginxModule[];
  port: number;
  /** 127.0.0.1 by default. */
  host?: string;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

interface Listening {
  directory: string;
  host: string;
  port: number;
  pid: number;
}

async function takesConnections({ directory, host, port, pid }: Listening): Promise<boolean> {
  // Written when nginx has its port: another program that took it would take connections too.
  const written = await unless(['ENOENT'], readFile(join(directory, 'nginx.pid'), 'utf8'));
  if (written?.trim() !== String(pid)) return false;
  const socket = connect(port, host);
  const connected = await unless(['ECONNREFUSED'], once(socket, 'connect'));
  socket.destroy();
  return connected !== undefined;
}

/**
 * Brings up nginx, in the foreground, with this http block. Where it is missing on a Debian system,
 * root installs it. Resolves when its port takes connections.
 *
 * @throws with what nginx finds wrong with the configuration, or with the end of its log
 */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const { configuration, modules = [], port, host = '127.0.0.1', progress } = options;
  const directory = resolve(options.directory);
  const file = await neededProgram('nginx', progress);
  const loaded: string[] = [];
  for (const name of modules) loaded.push(await neededNginxModule(name, file, progress));
  await mkdir(join(directory, 'temporary'), { recursive: true });
  await writeFile(join(directory, 'nginx.conf'), aroundHttp(configuration, loaded));
  const args = ['-p', `${directory}/`, '-c', 'nginx.conf', '-e', 'stderr'];
  await runCommand(file, ['-t', '-q', ...args]);
  const server = await startService({
    name: 'nginx',
    answers: ({ pid }) => takesConnections({ directory, host, port, pid }),
    stopSignal: 'SIGQUIT',
    ...{ file, args, directory, port, progress },
  });
  return { url: `http://${host}:${port}`, port, ...server };
}
