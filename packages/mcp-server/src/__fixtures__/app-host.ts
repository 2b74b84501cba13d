import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { TestHost } from './test-host.ts';

// A host of MCP Apps in a real browser: the official bridge, and a frame that may reach nothing.

/** What hosts allow a view that asks for nothing. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src data:";

/** What was said in the frame. */
export interface ShownView {
  /** Messages that the view sent, in order. */
  readonly heard: Array<{ readonly method?: string; readonly params?: Record<string, unknown> }>;
  /** Hands the view a result of a call. */
  result(input: object, result: object): Promise<void>;
  /** Tells the view that the host looks otherwise now. */
  context(context: object): Promise<void>;
  /** Tells the view to end, and waits until it has. */
  teardown(): Promise<void>;
}

let script: Promise<string> | undefined;
/** The page's side of the host, as one script. */
function pageScript(): Promise<string> {
  script ??= build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('./app-host-page.ts', import.meta.url)), formats: ['iife'], name: 'host' },
    },
  }).then((built) => {
    const [output] = [built].flat();
    const [chunk] = output && 'output' in output ? output.output : [];
    if (chunk?.type !== 'chunk') throw new Error('Nothing was built.');
    return chunk.code;
  });
  return script;
}

/** Puts a view into a page, and answers it with what the server says. */
export async function showView(page: Page, html: string, host: TestHost, hostCapabilities: object): Promise<ShownView> {
  const heard: ShownView['heard'] = [];
  await page.exposeFunction('heardFromView', (message: ShownView['heard'][number]) => void heard.push(message));
  await page.exposeFunction('answerView', (method: string, params: never) => {
    if (method === 'resources/read') return host.client.readResource(params);
    const { name, arguments: args } = params as { name: string; arguments: Record<string, unknown> };
    return host.call(name, args);
  });
  const frame = '<iframe id="view" sandbox="allow-scripts" style="width:100%;height:320px;border:0"></iframe>';
  await page.setContent(`<!doctype html>${frame}`);
  await page.addScriptTag({ content: await pageScript() });
  await page.evaluate(([view, capabilities]) => window.openView(view, capabilities, { theme: 'light' }), [
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">${html}`,
    hostCapabilities,
  ] as const);
  return {
    heard,
    result: (input, result) =>
      page.evaluate(
        async ([args, outcome]) => {
          await window.bridge.sendToolInput({ arguments: args });
          await window.bridge.sendToolResult(outcome);
        },
        [input as Record<string, unknown>, result as never] as const,
      ),
    context: (context) =>
      page.evaluate((next) => void window.bridge.sendHostContextChange(next as never), context),
    teardown: () => page.evaluate(async () => void (await window.bridge.teardownResource({}))),
  };
}
