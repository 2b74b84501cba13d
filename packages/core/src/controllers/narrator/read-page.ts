/** A paragraph of a page, as text and as the nodes that it stands in. */
export interface PageParagraph {
  /** What is spoken: spaces and line breaks of the source are single spaces. */
  readonly text: string;
  /** The element around it. */
  readonly element: Element;
  /** For each character of the text, the node that it stands in, and where. */
  readonly places: readonly TextPlace[];
}

/** Where characters of a text stand in a page. */
export interface TextPlace {
  /** First UTF-16 index in the text. */
  readonly start: number;
  readonly node: Text;
  /** UTF-16 index in the node. */
  readonly offset: number;
}

const BLOCKS = 'p,li,h1,h2,h3,h4,h5,h6,blockquote,figcaption,dt,dd,td,th,caption,summary,article,section,main,div,body';
/** What a reader skips: code of the page, controls, what is hidden from others too. */
const SKIPPED =
  'script,style,noscript,template,code,pre,nav,aside,footer,form,button,select,textarea,svg,canvas,audio,video,[hidden],[aria-hidden="true"],[data-potoo-skip]';

/** Finds what there is to read in a page, paragraph by paragraph, in reading order. */
export function readPage(root: Element): PageParagraph[] {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const paragraphs: PageParagraph[] = [];
  let nodes: Text[] = [];
  let block: Element | undefined;
  const end = () => {
    const paragraph = block && readNodes(nodes, block);
    if (paragraph) paragraphs.push(paragraph);
    nodes = [];
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement?.closest(BLOCKS) ?? root;
    if (around !== block) end();
    block = around;
    if (node instanceof Text) nodes.push(node);
  }
  end();
  return paragraphs;
}

function readNodes(nodes: readonly Text[], element: Element): PageParagraph | undefined {
  let text = '';
  const places: TextPlace[] = [];
  for (const node of nodes) {
    for (const { 0: piece, index } of node.data.matchAll(/\s+|\S+/g)) {
      const isSpace = piece.trim() === '';
      if (isSpace && (text === '' || text.endsWith(' '))) continue;
      places.push({ start: text.length, node, offset: index });
      text += isSpace ? ' ' : piece;
    }
  }
  return /[\p{L}\p{N}]/u.test(text) ? { text, element, places } : undefined;
}

/** The range of characters of a paragraph in the page. */
export function rangeOf({ places }: PageParagraph, charStart: number, charEnd: number): Range | undefined {
  const first = placeOf(places, charStart);
  const last = placeOf(places, charEnd - 1);
  if (!first || !last) return undefined;
  const range = first.node.ownerDocument.createRange();
  // The page may have changed since it was read.
  range.setStart(first.node, Math.min(first.node.length, first.offset + charStart - first.start));
  range.setEnd(last.node, Math.min(last.node.length, last.offset + charEnd - last.start));
  return range;
}

function placeOf(places: readonly TextPlace[], index: number): TextPlace | undefined {
  return places.findLast(({ start }) => start <= index);
}

/** Number of the character of a paragraph at a place in the page, or -1: where someone clicked. */
export function characterAt({ places }: PageParagraph, node: Node, offset: number): number {
  const place = places.findLast((each) => each.node === node && each.offset <= offset);
  return place ? place.start + offset - place.offset : -1;
}
