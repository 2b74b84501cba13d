#!/usr/bin/env node
// The MCP server. Plain JavaScript, so that an old Node can read it far enough to say what it needs.
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/main.js', import.meta.url);

if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`potoo-mcp: Potoo needs Node 22.12 or newer; this is ${process.version} (${process.execPath}).`);
  process.exitCode = 1;
} else if (!existsSync(main)) {
  console.error('potoo-mcp: Potoo is not built yet. Run `npm run build` at the root of the repository.');
  process.exitCode = 1;
} else {
  // Keeps compiled code between runs: a third off the start.
  module.enableCompileCache?.();
  await import(main.href);
}
