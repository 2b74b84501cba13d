import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { describeTool } from './describe-tool.ts';
import { TOOLS } from './registry.ts';
import { DEFAULT_SELECTION, parseToolSelection } from './selection.ts';

// What holds for every tool, whoever adds it.

const tokens = (value: unknown) => encode(JSON.stringify(value)).length;
const fileOf = (name: string) => name.replaceAll('_', '-');

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const { inputSchema, outputSchema } = describeTool(tool);

  it('has a name that hosts take, in a file of that name, with a test beside it', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(existsSync(join(import.meta.dirname, `${fileOf(name)}.ts`))).toBe(true);
    expect(existsSync(join(import.meta.dirname, `${fileOf(name)}.test.ts`))).toBe(true);
  });

  it('says what it does in a few words, ends its sentences, and orders nobody about', () => {
    expect(tool.title.length).toBeLessThanOrEqual(24);
    expect(tool.description).toMatch(/^[A-Z].*\.$/);
    expect(tool.description.length).toBeLessThanOrEqual(160);
    expect(tool.description).not.toMatch(/\b(always|important|must)\b/i);
  });

  it('states all four annotations, and none that is not so', () => {
    const { annotations } = tool;
    expect(Object.keys(annotations).sort()).toEqual([
      'destructiveHint',
      'idempotentHint',
      'openWorldHint',
      'readOnlyHint',
    ]);
    if (annotations.readOnlyHint) expect(annotations.destructiveHint).toBe(false);
    // What stores a file, if only now and then, is not read-only.
    const stores = ['path', 'words_path'].some((name) => name in tool.output.shape);
    if (stores) expect(annotations.readOnlyHint).toBe(false);
  });

  it('takes and gives plain objects, without unions, references or a dialect', () => {
    for (const schema of [inputSchema, outputSchema]) {
      expect(schema).toMatchObject({ type: 'object', properties: expect.any(Object) });
      expect(JSON.stringify(schema)).not.toMatch(/"(anyOf|oneOf|allOf|\$ref|\$schema|additionalProperties)"/);
    }
  });

  it('explains every argument that its type does not explain', () => {
    for (const [argument, schema] of Object.entries(inputSchema['properties'] ?? {})) {
      const plain = ['name', 'job_id', 'voice', 'denoise', 'clarity', 'filename', 'speed', 'language'].includes(
        argument,
      );
      expect.soft('description' in schema || 'enum' in schema || plain, argument).toBe(true);
    }
  });

  it('refuses what it does not know, and says what there is', async () => {
    const refused = tool.run({ no_such_argument: 1 }, undefined as never);
    await expect(refused).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('no_such_argument'),
    });
  });

  it('costs a conversation little', () => {
    expect(tokens(describeTool(tool))).toBeLessThan(450);
  });
});

describe('all tools', () => {
  it('come in the order of their names', () => {
    const names = TOOLS.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it('leave loudspeaker and microphone alone until they are asked for', () => {
    expect(DEFAULT_SELECTION.map(({ name }) => name)).toEqual([
      'align_text',
      'analyze_audio',
      'cancel_job',
      'clone',
      'converse',
      'convert_audio',
      'convert_voice',
      'delete_voice',
      'enhance_audio',
      'get_job',
      'list_models',
      'list_voices',
      'remove_reverb',
      'separate_stems',
      'synthesize',
      'transcribe',
      'transform_speech',
      'translate_speech',
    ]);
  });

  it('cost at most 4,000 tokens, and at most 2,000 of what a model reads', () => {
    const list = DEFAULT_SELECTION.map(describeTool);
    // Icons are pictures for people; no host reads them to a model.
    expect(tokens(list.map(({ icons, ...words }) => words))).toBeLessThanOrEqual(4_000);
    const read = list.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
    expect(tokens(read)).toBeLessThanOrEqual(2_000);
  });
});

describe('a selection of tools', () => {
  const names = (text: string) => parseToolSelection(text).map(({ name }) => name);

  it('is what it names', () => {
    expect(names('synthesize, jobs')).toEqual(['cancel_job', 'get_job', 'synthesize']);
  });

  it('adds to the usual ones, and takes from them', () => {
    const chosen = names('-talk,-clone,-jobs');
    expect(chosen).not.toContain('converse');
    expect(chosen).not.toContain('clone');
    expect(chosen).toContain('synthesize');
    expect(names('jobs,-cancel_job')).toEqual(['get_job']);
  });

  it('says what there is when a name is wrong', () => {
    expect(() => names('speek')).toThrow(expect.objectContaining({ hint: expect.stringContaining('speak') }));
  });
});
