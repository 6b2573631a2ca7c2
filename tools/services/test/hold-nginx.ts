import { startNginx } from '../src/nginx.js';

// Starts nginx on argv's folder and port, tells its process id, and stops it when its input ends.
const [directory = '', port = ''] = process.argv.slice(2);
const configuration = `server { listen 127.0.0.1:${port}; location / { return 200 'welcome'; } }`;
const nginx = await startNginx({
  ...{ directory, configuration, port: Number(port) },
  progress: () => undefined,
});
process.stdout.write(`${JSON.stringify([nginx.pid])}\n`);
process.stdin.resume().on('end', () => void nginx.stop());
