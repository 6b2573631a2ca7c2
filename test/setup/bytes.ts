import { once } from 'node:events';
import { connect } from 'node:net';

/** All that is answered to bytes, which are sent as they are. */
export async function answerToBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(bytes);
  await once(socket, 'end');
  socket.destroy();
  return answer;
}
