import type { Asset } from '../assets.ts';

/** Whether bytes are those of an asset. A page that was not served safely has no digests; there the length has to do. */
export async function hasContent(bytes: Uint8Array<ArrayBuffer>, asset: Asset): Promise<boolean> {
  if (bytes.length !== asset.bytes) return false;
  if (!globalThis.isSecureContext) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === asset.sha256;
}
