import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { Busboy } from '@fastify/busboy';
import type { CallOptions } from '../../contract/call-options.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { UnsupportedError } from '../../errors/errors.ts';
import {
  EVENT_STREAM_TYPE,
  encodeErrorLine,
  encodeSpeechEvent,
  encodeTranscriptEvent,
  fromSpeechBody,
  HEADERS,
  PATHS,
  toErrorEnvelope,
  toWireModel,
  toWireVoice,
} from '../../wire/index.ts';

/** Puts any service behind the wire, on a real socket: just enough of a server to try the client on. */
export async function serveVoice(service: VoiceService): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort(new Error('The client went away.')));
    answer(service, request, response, { signal: gone.signal }).catch((error) => {
      const { status, body } = toErrorEnvelope(error, 'req_1');
      if (response.headersSent) response.end(encodeErrorLine(error, 'req_1'));
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.close();
    },
  };
}

async function answer(service: VoiceService, request: IncomingMessage, response: ServerResponse, options: CallOptions) {
  const url = new URL(request.url ?? '', 'http://x');
  const query = Object.fromEntries(url.searchParams);
  const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  switch (url.pathname) {
    case PATHS.capabilities:
      return json(await service.capabilities(options));
    case PATHS.models:
      return json({ models: (await service.listModels(query, options)).map(toWireModel) });
    case PATHS.voices:
      if (request.method === 'POST') return json(toWireVoice(await service.cloneVoice({} as never, options)));
      return json({ voices: (await service.listVoices(query, options)).map((voice) => toWireVoice(voice)) });
    case PATHS.synthesize:
      return send(response, service.streamSpeech(fromSpeechBody(await readJson(request)).request, options), encodeSpeechEvent);
    case PATHS.transcribe: {
      const { fields, file } = await readForm(request);
      const { timestamps, stream_format: _, ...rest } = fields;
      const asked = { ...rest, ...file, ...(timestamps && { words: timestamps === 'true' }) };
      return send(response, service.streamTranscript(asked, options), encodeTranscriptEvent);
    }
    case PATHS.convertAudio: {
      const { fields, file } = await readForm(request);
      const { sample_rate, speed, format, channels } = fields;
      const asked = { ...file, format, channels, ...(sample_rate && { sampleRate: Number(sample_rate) }), ...(speed && { speed: Number(speed) }) };
      const { audio } = await service.convertAudio(asked as never, options);
      response.setHeader(HEADERS.duration, audio.duration).setHeader(HEADERS.sampleRate, audio.sampleRate);
      return response.setHeader(HEADERS.channels, audio.channels).end(audio.bytes());
    }
    default:
      throw new UnsupportedError(`There is nothing at ${url.pathname}.`, { reason: 'feature_not_supported', hint: 'Do without.' });
  }
}

async function send<T extends { type: string }>(response: ServerResponse, events: AsyncIterable<T>, encode: (event: T) => string) {
  for await (const event of events) {
    if (!response.headersSent) response.writeHead(200, { 'content-type': EVENT_STREAM_TYPE, [HEADERS.requestId]: 'req_1' });
    if (!response.write(encode(event))) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end();
}

function readForm(request: IncomingMessage): Promise<{ fields: Record<string, string>; file: { audio: Uint8Array; fileName: string } }> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let fileName = '';
    const form = new Busboy({ headers: request.headers as { 'content-type': string } });
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (_, stream, name) => {
      fileName = name;
      stream.on('data', (chunk) => chunks.push(chunk));
    });
    form.on('finish', () => resolve({ fields, file: { audio: new Uint8Array(Buffer.concat(chunks)), fileName } }));
    form.on('error', reject);
    request.pipe(form);
  });
}

