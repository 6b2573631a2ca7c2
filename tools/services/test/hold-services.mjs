// Starts what argv names in argv's folder, services or another process that it hands over, tells the
// process ids in one line, and stops it all when its input ends.
import { keep, startKafka, startNginx, startRedis } from '#tools/services';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const [folder, port, ...names] = process.argv.slice(2);
const progress = () => undefined;
const starts = {
  kafka: () => startKafka({ directory: join(folder, 'kafka'), progress }),
  redis: () => startRedis({ directory: join(folder, 'redis'), progress }),
  other: async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    await keep(child.pid, 'SIGINT');
    return { pid: child.pid, stop: () => child.kill() };
  },
  nginx: () => {
    const configuration = `server { listen 127.0.0.1:${port}; }`;
    return startNginx({ directory: join(folder, 'nginx'), configuration, port, progress });
  },
};

const services = await Promise.all(names.map((name) => starts[name]()));
console.log(JSON.stringify(services.map(({ pid }) => pid)));
process.stdin.resume().on('end', async () => {
  await Promise.all(services.map((service) => service.stop()));
});
