import { leanSchema } from './lean-schema.ts';
import type { Tool, ToolAnnotations } from './tool.ts';

/** A tool as `tools/list` shows it. */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Record<string, unknown>;
  readonly outputSchema: Record<string, unknown>;
  readonly annotations: ToolAnnotations;
  readonly icons: Array<{ src: string }>;
}

/** Made once, whatever the number of servers: over HTTP there is one for each request. */
const known = new WeakMap<Tool, ToolDescription>();

/** Describes a tool to hosts. */
export function describeTool(tool: Tool): ToolDescription {
  const { name, title, description, annotations } = tool;
  const described = known.get(tool) ?? {
    name,
    title,
    description,
    inputSchema: leanSchema(tool.input, 'input'),
    outputSchema: leanSchema(tool.output, 'output'),
    annotations,
    icons: [{ src: iconAddress(tool) }],
  };
  known.set(tool, described);
  return described;
}

/** The icon as an address that needs no network. */
function iconAddress({ icon }: Tool): string {
  const picture = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><text y='16'>${icon}</text></svg>`;
  return `data:image/svg+xml,${encodeURI(picture)}`;
}
