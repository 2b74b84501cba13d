import {
  AppBridge,
  type McpUiHostCapabilities,
  type McpUiHostContext,
  PostMessageTransport,
} from '@modelcontextprotocol/ext-apps/app-bridge';

// The host's side in the page: the bridge of the makers of MCP Apps, which checks each message of the view.

declare global {
  interface Window {
    /** Handed on to the server, by the test. */
    answerView(method: string, params: object): Promise<never>;
    heardFromView(message: unknown): void;
    openView(html: string, capabilities: McpUiHostCapabilities, context: McpUiHostContext): Promise<void>;
    bridge: AppBridge;
  }
}

window.openView = async (html, capabilities, context) => {
  const frame = document.querySelector('iframe');
  if (!frame?.contentWindow) throw new Error('There is no frame.');
  const view = frame.contentWindow;
  window.addEventListener('message', ({ data, source }) => {
    if (source === view) window.heardFromView(data);
  });
  const bridge = new AppBridge(null, { name: 'test', version: '1' }, capabilities, { hostContext: context });
  if (capabilities.serverTools) bridge.oncalltool = (params) => window.answerView('tools/call', params);
  if (capabilities.serverResources) bridge.onreadresource = (params) => window.answerView('resources/read', params);
  bridge.onsizechange = ({ height }) => {
    if (height !== undefined) frame.style.height = `${height}px`;
  };
  window.bridge = bridge;
  await bridge.connect(new PostMessageTransport(view, view));
  frame.srcdoc = html;
};
