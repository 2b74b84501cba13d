import type { FileSource, ModelVariant } from '../catalog/card.ts';
import type { HubAccess } from './hub-access.ts';
import { type PatientCall, planHubFiles } from './hub-files.ts';
import type { Origin, Pins } from './manifest.ts';
import type { Checksum, WantedFile } from './wanted-file.ts';
import { webFile } from './web-file.ts';

/** An archive that is fetched, and what is taken out of it. */
export interface WantedArchive {
  readonly archive: WantedFile;
  readonly root: string;
  readonly files: readonly string[];
}

/** Everything that a pull has to fetch. */
export interface PullPlan {
  readonly files: readonly WantedFile[];
  readonly archives: readonly WantedArchive[];
  readonly origins: readonly Origin[];
}

/**
 * Finds what to fetch for a variant: asks the hub for sizes and checksums, and adds what the card and the lock know.
 * @param pins - What an earlier pull got; its revisions and checksums then hold.
 */
export async function planPull(
  { sources }: ModelVariant,
  pins: Pins | undefined,
  access: HubAccess,
  call: PatientCall,
): Promise<PullPlan> {
  const plans = await Promise.all(sources.map((source) => planSource(source, pins, access, call)));
  return {
    files: plans.flatMap(({ files }) => files).map((file) => pinned(file, pins)),
    archives: plans.flatMap(({ archives }) => archives),
    origins: plans.map(({ origin }) => origin),
  };
}

interface SourcePlan {
  readonly files: readonly WantedFile[];
  readonly archives: readonly WantedArchive[];
  readonly origin: Origin;
}

async function planSource(
  source: FileSource,
  pins: Pins | undefined,
  access: HubAccess,
  call: PatientCall,
): Promise<SourcePlan> {
  switch (source.kind) {
    case 'hub': {
      const earlier = pins?.origins.find(({ from }) => from === source.repository)?.revision;
      const { files, revision } = await planHubFiles(source, source.revision ?? earlier, access, call);
      return { files, archives: [], origin: { from: source.repository, revision } };
    }
    case 'file':
      return {
        files: [webFile(source.url, source.path, stated(source.sha256))],
        archives: [],
        origin: { from: source.url },
      };
    case 'archive': {
      const archive = webFile(source.url, source.url.split('/').at(-1) ?? 'archive', stated(source.sha256));
      return { files: [], archives: [{ ...source, archive }], origin: { from: source.url } };
    }
  }
}

function stated(sha256: string | null): Checksum[] {
  return sha256 === null ? [] : [{ algorithm: 'sha256', hex: sha256 }];
}

function pinned(file: WantedFile, pins: Pins | undefined): WantedFile {
  const pin = pins?.files.find(({ path }) => path === file.path);
  if (!pin) return file;
  return { ...file, checksums: [...file.checksums, { algorithm: 'sha256', hex: pin.sha256 }] };
}
