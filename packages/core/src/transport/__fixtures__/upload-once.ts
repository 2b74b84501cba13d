// A program that uploads 100 MB as a stream and prints by how much its memory grew at most.
import { potoo } from '../../providers/potoo/potoo.ts';

const [url = '', path = ''] = process.argv.slice(2);
const voice = potoo({ baseUrl: url });
// One small call first: what the runtime loads for any request is not the upload's.
await voice.transcribe({ audio: new Uint8Array(1000) });
globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 5);
const chunk = new Uint8Array(64 * 1024);
let left = 1600;
const stream = new ReadableStream<Uint8Array>({
  pull(controller) {
    left -= 1;
    if (left < 0) controller.close();
    else controller.enqueue(chunk);
  },
});
await voice.transcribe({ audio: path ? { path } : stream });
clearInterval(timer);
process.stdout.write(String(most - before));
