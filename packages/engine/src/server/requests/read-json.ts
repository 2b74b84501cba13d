import { BadRequestError } from '@potoo/core';
import type { ServerLimits } from '../server-options.ts';
import { readBody } from './read-body.ts';

/**
 * Reads a JSON body. The content type must say so: a web page can send other types anywhere without being asked.
 * @throws {BadRequestError} `unsupported_media_type` (415) or `malformed_body`. The message quotes nothing of it.
 * @throws {FileTooLargeError} `body_too_large`.
 */
export async function readJson(request: Request, limits: ServerLimits): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new BadRequestError('The body of the request is not declared as JSON.', {
      status: 415,
      reason: 'unsupported_media_type',
      hint: 'Send JSON with the header Content-Type: application/json.',
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBody(request, { ...limits, maxBytes: limits.jsonBytes })) chunks.push(chunk);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new BadRequestError('The body of the request is not JSON.', {
      reason: 'malformed_body',
      hint: 'Send one JSON object in UTF-8, such as {"text":"Hello."}.',
    });
  }
}
