import { Packet } from 'node-av/lib';

/** One of libavcodec's packets, filled again and again. */
export class NativePacket implements Disposable {
  readonly #packet = new Packet();

  constructor() {
    this.#packet.alloc();
  }

  /** Gives each packet in turn; it is good until the next one. */
  *each(packets: Iterable<Uint8Array>): Generator<Packet, void> {
    for (const data of packets) {
      this.#packet.unref();
      this.#packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      yield this.#packet;
    }
  }

  [Symbol.dispose](): void {
    this.#packet.free();
  }
}
