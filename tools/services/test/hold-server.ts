import { startPostgres } from '../src/postgres.js';

// Starts a server on argv's folder, tells it in one line, and stops it when its input ends.
const [directory = '', password = ''] = process.argv.slice(2);
const lines: string[] = [];
const server = await startPostgres({ directory, password, progress: (line) => lines.push(line) });
process.stdout.write(`${JSON.stringify({ ...server, lines })}\n`);
process.stdin.resume().on('end', () => void server.stop());
