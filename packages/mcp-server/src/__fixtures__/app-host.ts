import { type Page } from 'playwright-core';
import type { TestHost } from './test-host.ts';

// A small host of MCP Apps in a real browser: a frame that may reach nothing, and JSON-RPC over postMessage.

/** What hosts allow a view that asks for nothing. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src data:";

/** What was said in the frame. */
export interface ShownView {
  /** Messages that the view sent, in order. */
  readonly heard: Array<{ readonly method?: string; readonly params?: Record<string, unknown> }>;
  /** Hands the view a result of a call. */
  result(input: object, result: object): Promise<void>;
}

/** Puts a view into a page and answers it with what the server says. */
export async function showView(page: Page, html: string, host: TestHost, hostCapabilities: object): Promise<ShownView> {
  const heard: ShownView['heard'] = [];
  await page.exposeFunction('answerView', async (message: { method?: string; params: never }) => {
    heard.push(message);
    switch (message.method) {
      case 'ui/initialize':
        return {
          protocolVersion: '2026-01-26',
          hostInfo: { name: 'test', version: '1' },
          hostCapabilities,
          hostContext: { theme: 'light' },
        };
      case 'resources/read':
        return host.client.readResource(message.params);
      case 'tools/call': {
        const { name, arguments: args } = message.params as { name: string; arguments: Record<string, unknown> };
        return host.call(name, args);
      }
      default:
        return {};
    }
  });
  await page.setContent('<!doctype html><iframe id="view" sandbox="allow-scripts" style="width:100%;height:320px;border:0"></iframe>');
  await page.evaluate(
    ([text, policy]) => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement;
      window.addEventListener('message', async ({ data, source }) => {
        if (source !== frame.contentWindow) return;
        const result = await (window as unknown as { answerView(data: unknown): Promise<unknown> }).answerView(data);
        if (data.id !== undefined) frame.contentWindow?.postMessage({ jsonrpc: '2.0', id: data.id, result }, '*');
      });
      frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">${text}`;
    },
    [html, POLICY] as const,
  );
  const notify = (method: string, params: object) =>
    page.evaluate(
      (message) => document.querySelector('iframe')?.contentWindow?.postMessage({ jsonrpc: '2.0', ...message }, '*'),
      { method, params },
    );
  return {
    heard,
    async result(input, result) {
      await notify('ui/notifications/tool-input', { arguments: input });
      await notify('ui/notifications/tool-result', result);
    },
  };
}
