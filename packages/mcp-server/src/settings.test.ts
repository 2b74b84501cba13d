import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultVoice } from './service/default-voice.ts';
import { resolveSettings } from './settings.ts';

describe('settings', () => {
  it('work without any', () => {
    expect(resolveSettings({})).toMatchObject({
      output: join(homedir(), 'Potoo'),
      allowed: [],
      fetch: 'off',
      jobAfterMs: 45_000,
      inline: { always: false },
      askPeople: true,
    });
  });

  it('come from the command line, then the environment', () => {
    const env = { POTOO_MCP_OUTPUT: '/env', POTOO_MCP_ALLOWED: '/a:~/b', POTOO_MCP_TOOLS: 'speak' };
    const settings = resolveSettings(env, { output: '/flag', allow: ['/c'] });
    expect(settings).toMatchObject({ output: '/flag', allowed: ['/c', '/a', join(homedir(), 'b')] });
    expect(settings.tools.map(({ name }) => name)).toEqual(['list_models', 'list_voices', 'synthesize']);
  });

  it('take the placeholder of a host for nothing', () => {
    const placeholder = `$${'{user_config.output}'}`;
    expect(resolveSettings({ POTOO_MCP_OUTPUT: placeholder, POTOO_API_KEY: ' ' })).toMatchObject({
      output: join(homedir(), 'Potoo'),
      service: { apiKey: undefined },
    });
  });

  it.each([
    { POTOO_MCP_OUTPUT: 'relative' },
    { POTOO_MCP_ALLOWED: '/a:b' },
    { POTOO_MCP_JOB_AFTER_MS: 'soon' },
    { POTOO_MCP_LOG: 'loud' },
    { POTOO_MCP_TOOLS: '+nothing' },
  ])('say what is wrong with %j', (env) => {
    expect(() => resolveSettings(env)).toThrow(
      expect.objectContaining({ reason: 'invalid_setting', hint: expect.any(String) }),
    );
  });

  it('choose a voice by host, or for all', () => {
    const { voices } = resolveSettings({ POTOO_MCP_VOICE: 'slt, Claude-Code=rms' });
    expect([
      defaultVoice(voices, 'claude-code'),
      defaultVoice(voices, 'cursor'),
      defaultVoice(voices, undefined),
    ]).toEqual(['rms', 'slt', 'slt']);
    expect(defaultVoice(resolveSettings({}).voices, 'x')).toBeUndefined();
  });
});
