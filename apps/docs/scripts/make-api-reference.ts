/** Writes `.site/openapi.json`: the server's interface, from the schemas that it checks requests with. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildOpenApiDocument } from '../../../packages/engine/src/server/openapi/build-document.ts';

const SITE = path.join(import.meta.dirname, '..', '.site');

mkdirSync(SITE, { recursive: true });
writeFileSync(path.join(SITE, 'openapi.json'), JSON.stringify(buildOpenApiDocument()));
