/** A WebM file that says how long it is. */
export interface TimedWebm {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Seconds. */
  readonly duration: number;
}

// Element ids of Matroska (RFC 9559), with their length markers.
const SEGMENT = 0x18_53_80_67;
const INFO = 0x15_49_a9_66;
const CLUSTER = 0x1f_43_b6_75;
const TIMECODE_SCALE = 0x2a_d7_b1;
const DURATION = 0x44_89;
const TIMECODE = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;

/** One element: where its content lies. */
interface Element {
  readonly id: number;
  readonly start: number;
  readonly content: number;
  /** The byte after its content; the parent's end where its size is not stated. */
  readonly end: number;
}

/**
 * Writes its length into a WebM file of Opus that a browser has recorded without one, so that players know it and can
 * seek. Gives nothing for a file that it cannot read.
 */
export function withDuration(bytes: Uint8Array<ArrayBuffer>): TimedWebm | undefined {
  const segment = elements(bytes, 0, bytes.length).find(({ id }) => id === SEGMENT);
  if (!segment) return undefined;
  const children = elements(bytes, segment.content, segment.end);
  const info = children.find(({ id }) => id === INFO);
  if (!info) return undefined;
  const fields = elements(bytes, info.content, info.end);
  const scale = fields.find(({ id }) => id === TIMECODE_SCALE);
  const tick = scale ? readUint(bytes, scale.content, scale.end) : 1_000_000;
  const duration = lastMoment(bytes, children, tick / 1e9);
  if (duration === undefined) return undefined;
  const kept = fields.filter(({ id }) => id !== DURATION).map(({ start, end }) => bytes.subarray(start, end));
  const content = join([...kept, durationElement((duration * 1e9) / tick)]);
  // Eight bytes for the size of the content, whatever it was.
  const head = Uint8Array.of(0x15, 0x49, 0xa9, 0x66, 0x01, 0, 0, 0, 0, 0, 0, 0);
  new DataView(head.buffer).setUint32(8, content.length);
  // The segment's own size, where it is stated, grows by as much.
  const before = bytes.slice(0, info.start);
  const grown = head.length + content.length - (info.end - info.start);
  if (!growSize(before, segment, grown)) return undefined;
  return { bytes: join([before, head, content, bytes.subarray(info.end)]), duration };
}

/** End of the last block, seconds. */
function lastMoment(bytes: Uint8Array, children: readonly Element[], tick: number): number | undefined {
  let last: number | undefined;
  for (const cluster of children) {
    if (cluster.id !== CLUSTER) continue;
    let base = 0;
    for (const each of elements(bytes, cluster.content, cluster.end)) {
      if (each.id === TIMECODE) base = readUint(bytes, each.content, each.end);
      const block =
        each.id === BLOCK_GROUP ? elements(bytes, each.content, each.end).find(({ id }) => id === BLOCK) : each;
      if (block?.id !== SIMPLE_BLOCK && block?.id !== BLOCK) continue;
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      // Track number (one byte for fewer than 128 tracks), time relative to the cluster, flags; then the frame.
      const time = (base + view.getInt16(block.content + 1)) * tick;
      last = Math.max(last ?? 0, time + opusDuration(bytes.subarray(block.content + 4, block.end)));
    }
  }
  return last;
}

/** Seconds of one Opus packet, from its first bytes (RFC 6716, section 3.1). */
function opusDuration(packet: Uint8Array): number {
  const [head = 0, count = 0] = packet;
  const config = head >> 3;
  const short = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20] : [2.5, 5, 10, 20];
  const frame = short[config < 12 ? config % 4 : config < 16 ? config % 2 : config % 4] ?? 20;
  const code = head & 3;
  const frames = code === 0 ? 1 : code === 3 ? count & 63 : 2;
  return (frame * frames) / 1000;
}

/** The elements between two places; an unreadable rest is left out. */
function elements(bytes: Uint8Array, from: number, to: number): Element[] {
  const found: Element[] = [];
  for (let at = from; at < to; ) {
    const id = vint(bytes, at, true);
    const size = id && vint(bytes, at + id.length, false);
    if (!id || !size) break;
    const content = at + id.length + size.length;
    // A size of all ones is not known: a live cluster ends where the next one begins.
    const end = size.value === undefined ? endOfUnsized(bytes, id.value, content, to) : content + size.value;
    if (end > to) break;
    found.push({ id: id.value ?? 0, start: at, content, end });
    at = end;
  }
  return found;
}

function endOfUnsized(bytes: Uint8Array, id: number | undefined, content: number, to: number): number {
  if (id !== CLUSTER) return to;
  for (let at = content; at < to; ) {
    const child = vint(bytes, at, true);
    const size = child && vint(bytes, at + child.length, false);
    if (!child || !size || child.value === CLUSTER || size.value === undefined) return at;
    at += child.length + size.length + size.value;
  }
  return to;
}

/** A number of variable length; `value` is `undefined` for a size that is not known. */
function vint(
  bytes: Uint8Array,
  at: number,
  withMarker: boolean,
): { value: number | undefined; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > bytes.length) return undefined;
  let value = withMarker ? first : first & (0xff >> length);
  let isUnknown = !withMarker && value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] ?? 0;
    isUnknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isUnknown ? undefined : value, length };
}

function readUint(bytes: Uint8Array, from: number, to: number): number {
  return bytes.subarray(from, to).reduce((value, byte) => value * 256 + byte, 0);
}

function durationElement(ticks: number): Uint8Array {
  const element = new Uint8Array(11);
  element.set([0x44, 0x89, 0x88]);
  new DataView(element.buffer).setFloat64(3, ticks);
  return element;
}

/** Adds to the stated size of a segment. @returns Whether it could; one that is not known stays so. */
function growSize(bytes: Uint8Array, segment: Element, by: number): boolean {
  const at = segment.start + 4;
  const length = segment.content - at;
  const size = vint(bytes, at, false);
  if (size?.value === undefined) return true;
  let rest = size.value + by;
  if (rest >= 2 ** (7 * length) - 1) return false;
  for (let index = length - 1; index >= 0; index -= 1) {
    bytes[at + index] = index === 0 ? (0x80 >> (length - 1)) | (rest % 256) : rest % 256;
    rest = Math.floor(rest / 256);
  }
  return true;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
