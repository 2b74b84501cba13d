import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { resolveSettings } from '../settings.ts';
import { runDoctor } from './doctor.ts';

const home = await mkdtemp(join(tmpdir(), 'potoo-doctor-'));
afterAll(() => rm(home, { recursive: true, force: true }));

async function doctor(env: Record<string, string>, make = async () => studioService()) {
  const lines: string[] = [];
  const healthy = await runDoctor(
    resolveSettings({ POTOO_MCP_OUTPUT: join(home, 'out'), ...env }),
    (line) => lines.push(line),
    make,
  );
  return { healthy, report: lines.join('\n') };
}

describe('the doctor', () => {
  it('says a sentence, listens to it, and tells what works', async () => {
    const { healthy, report } = await doctor({ POTOO_MCP_ALLOWED: home });
    expect(healthy).toBe(true);
    expect(report).toMatch(/✓ Node\.js[\s\S]+✓ output[\s\S]+✓ input[\s\S]+the studio, on this machine[\s\S]+18 of 18/);
    expect(report).toMatch(/✓ speaking +\d\.\d s by slt\n✓ listening +".*fox/);
  });

  it('tells what is missing, and what to do', async () => {
    const poor = async () => ({
      ...studioService(),
      synthesize: () => Promise.reject(new Error('no voice')),
      close: async () => {},
    });
    const { report } = await doctor({ POTOO_MCP_ALLOWED: join(home, 'not-there') }, poor);
    expect(report).toMatch(/- input +.*not-there is no folder\n +Make it/);
    expect(report).toMatch(/✗ speaking +no voice/);
  });

  it('fails when results cannot be written, or there is no service', async () => {
    const none = () => Promise.reject(new Error('nobody there'));
    await writeFile(join(home, 'file'), '');
    expect(await doctor({ POTOO_MCP_OUTPUT: join(home, 'file') }, none)).toMatchObject({
      healthy: false,
      report: expect.stringMatching(/✗ output[\s\S]+POTOO_MCP_OUTPUT/),
    });
    expect(await doctor({}, none)).toMatchObject({
      healthy: false,
      report: expect.stringContaining('✗ service          nobody there'),
    });
  });
});
