import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { addConformanceOffers } from './__fixtures__/conformance-offers.ts';
import { httpServer } from './__fixtures__/http-server.ts';

// The suite of the protocol's makers, its frozen sets of what a revision requires, without a list of failures that are
// expected. What it calls is added to the real server; what it looks at beside that is the real server's own.

const SUITE = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));
const server = await httpServer({ extend: addConformanceOffers });

function run(revision: string): Promise<{ code: number | null; summary: string }> {
  const child = spawn(process.execPath, [SUITE, 'server', '--url', server.url, '--requirements', revision], {
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, summary: output.slice(output.indexOf('=== SUMMARY ===')) }));
  });
}

describe.each([
  ['2025-11-25', 30],
  ['2026-07-28', 37],
])('the requirements of %s', (revision, count) => {
  it(`are met, all ${count} of them`, async () => {
    const { code, summary } = await run(revision);
    const [scored = '', unscored = ''] = summary.split(/^Not scored.*$/m);
    const outside = [...unscored.matchAll(/[✓✗] (\S+)/gu)].map(([, scenario]) => scenario);
    const results = [...scored.matchAll(/([✓✗]) (\S+):/gu)].filter(([, , scenario]) => !outside.includes(scenario));
    expect(results.filter(([, mark]) => mark === '✗').map(([, , scenario]) => scenario)).toEqual([]);
    expect(results).toHaveLength(count);
    expect(code).toBe(0);
  });
});
