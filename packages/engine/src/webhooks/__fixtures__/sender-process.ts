// A worker that hums and sends webhooks: a process of its own, so that a test can kill it.
// argv: address of the database, folder of results.
import { createPlatform } from '../../server/platform/platform.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { createWebhooks } from '../webhooks.ts';

const [databaseUrl = '', results = ''] = process.argv.slice(2);
const platform = createPlatform({
  dataDirectory: results,
  databaseUrl,
  results,
  service: new ToneService(),
  capacity: 4,
  hooks: [
    ({ database, queue }) =>
      createWebhooks({ database, queue, sends: true, allowPrivate: true, retrySeconds: Array(20).fill(1) }),
  ],
  onError: (error) => console.error(error),
});
await platform.jobs();
console.log('ready');
