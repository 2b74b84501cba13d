import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeSetup, SETUP_HOSTS } from './setup.ts';

const LINUX = { platform: 'linux', home: '/home/ada' } as const;
const MAC = { platform: 'darwin', home: '/Users/ada' } as const;
const WINDOWS = { platform: 'win32', home: 'C:\\Users\\Ada', appData: 'C:\\Users\\Ada\\AppData\\Roaming' } as const;

const jsonOf = (text: string | undefined) => JSON.parse((text ?? '').replace(/^#.*\n/, ''));

describe('setup', () => {
  it('tells each host where its entry goes, and what it is', () => {
    const all = describeSetup(undefined, [], LINUX) ?? '';
    for (const host of SETUP_HOSTS) expect(all).toContain(describeSetup(host, [], LINUX));
    expect(all).toContain('/home/ada/.config/Claude/claude_desktop_config.json');
    expect(describeSetup('claude-desktop', [], MAC)).toContain('/Users/ada/Library/Application Support/Claude/');
    expect(describeSetup('emacs', [], LINUX)).toBeUndefined();
  });

  it('starts a shell on Windows, where npx is a script', () => {
    const text = describeSetup('claude-desktop', [], WINDOWS);
    expect(text).toContain('C:\\Users\\Ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json');
    expect(jsonOf(text)).toEqual({
      mcpServers: { potoo: { command: 'cmd', args: ['/c', 'npx', '-y', '@potoo/mcp-server'] } },
    });
    expect(describeSetup('claude-code', [], WINDOWS)).toContain('-- cmd /c npx -y @potoo/mcp-server');
  });

  it('hands options on, whole', () => {
    const options = ['--output', "/home/ada/It's mine", '--voice', 'rms'];
    expect(jsonOf(describeSetup('zed', options, LINUX)).context_servers.potoo.args.slice(2)).toEqual(options);
    expect(describeSetup('claude-code', options, LINUX)).toContain(`--output '/home/ada/It'\\''s mine' --voice rms`);
    expect(describeSetup('claude-code', ['--output', 'C:\\My files'], WINDOWS)).toContain('--output "C:\\My files"');
  });

  it('says what the README says', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const blocks = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));
    for (const host of ['claude-desktop', 'vscode', 'zed']) {
      expect(blocks).toContainEqual(jsonOf(describeSetup(host, [], LINUX)));
    }
    expect(blocks).toContainEqual(jsonOf(describeSetup('claude-desktop', [], WINDOWS)));
    for (const system of [LINUX, WINDOWS]) {
      expect(readme).toContain(describeSetup('claude-code', [], system)?.split('\n')[1]);
    }
  });
});
