import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A loudspeaker and a microphone that are programs on PATH, as the real ones are. */
export interface FakeDevices {
  /** Where the arguments of each call are written, a line each. */
  readonly calls: string;
  /** Where a copy of what was last played is. */
  readonly played: string;
  /** The WAV file that the microphone hears. */
  readonly heard: string;
}

/** Puts the devices in front of PATH for a test file. */
export async function fakeDevices(): Promise<FakeDevices> {
  const folder = await mkdtemp(join(tmpdir(), 'potoo-devices-'));
  const devices = { calls: join(folder, 'calls'), played: join(folder, 'played.wav'), heard: join(folder, 'heard.wav') };
  const script = async (name: string, ...lines: string[]) => {
    await writeFile(join(folder, name), ['#!/bin/sh', `printf '%s|' "$0" "$@" >> '${devices.calls}'; echo >> '${devices.calls}'`, ...lines].join('\n'));
    await chmod(join(folder, name), 0o755);
  };
  await script('pw-play', `cp "$1" '${devices.played}'`, 'test -f "$0.slow" && exec sleep 30', 'exit 0');
  // Records until it is interrupted.
  await script('pw-record', 'for file; do :; done', `cp '${devices.heard}' "$file"`, 'trap "exit 0" INT', 'while :; do sleep 0.05; done');
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${path}`;
  afterAll(async () => {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true, force: true });
  });
  return devices;
}
