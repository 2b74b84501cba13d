import { ModelStore } from '../model-store.ts';
import { testCard } from './cards.ts';

/** A process of its own that pulls one model: `node pull-once.ts FOLDER ENDPOINT`. Prints whether it fetched. */
const [, , folder = '', endpoint = ''] = process.argv;
const card = testCard('shared', [{ kind: 'hub', repository: 'org/model', revision: null, files: ['model.onnx'] }]);
const store = new ModelStore({ folder, cards: [card], access: { endpoint } });
const { fetched } = await store.pull('shared');
process.stdout.write(String(fetched));
