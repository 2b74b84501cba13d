// Runs in the audio thread of a page: hands on what a microphone hears. A plain file, so that it can be served as it is
// under a strict content security policy. It imports nothing.

/* global AudioWorkletProcessor, registerProcessor */

/** Frames of one message: about 50 ms, in whole blocks of 128. */
const FRAMES = 2048;

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    /** @type {Float32Array[]} */
    this.channels = [];
    this.filled = 0;
    this.ended = false;
    this.port.onmessage = () => {
      this.#send();
      this.port.postMessage('ended');
      this.ended = true;
    };
  }

  /** @param {Float32Array[][]} inputs */
  process([input = []]) {
    if (input.length > 0) this.#take(input);
    return !this.ended;
  }

  /** @param {Float32Array[]} input */
  #take(input) {
    if (this.channels.length !== input.length) {
      this.#send();
      this.channels = input.map(() => new Float32Array(FRAMES));
    }
    for (const [index, channel] of input.entries()) this.channels[index].set(channel, this.filled);
    this.filled += input[0].length;
    if (this.filled >= FRAMES) this.#send();
  }

  #send() {
    if (this.filled === 0) return;
    const channels = this.channels.map((channel) => channel.slice(0, this.filled));
    this.filled = 0;
    this.port.postMessage(
      channels,
      channels.map((channel) => channel.buffer),
    );
  }
}

registerProcessor('potoo-capture', Capture);
