/** The tools of `apps/playground`: each address is answered with the page, which then shows that tool. */
const TOOLS = [
  ...['speak', 'listen', 'talk', 'clone', 'convert-voice', 'delivery', 'translate'],
  ...['enhance', 'dereverb', 'separate', 'analyze', 'convert'],
  ...['jobs', 'models', 'usage'],
] as const;

/** Every address of the page. */
export const PLAYGROUND_PAGES: readonly string[] = ['/', ...TOOLS.map((tool) => `/${tool}`)];

/** The page's files beside itself, by their addresses. */
export const PLAYGROUND_FILES = { icon: '/potoo.svg', licences: '/licenses.md', assets: '/assets/' } as const;

/** Tells whether an address is one of the page, or of its files. */
export function isPlaygroundPath(path: string): boolean {
  const { icon, licences, assets } = PLAYGROUND_FILES;
  return PLAYGROUND_PAGES.includes(path) || path === icon || path === licences || path.startsWith(assets);
}
