/** What is pressed. Words of a text are part of its lines, which the rule leaves out. */
const TARGETS =
  ':is(button, select, textarea, a[href], input:not([type="file"]), [role="option"], [data-potoo="voice-picker-preview"])' +
  ':is([data-potoo], [data-potoo] *)';

/** Gives what is pressed and is smaller than `least` CSS pixels in height or width, with its size. */
export function smallTargets(root: ParentNode, least: number): string[] {
  return [...root.querySelectorAll<HTMLElement>(TARGETS)].flatMap((element) => {
    // A box to tick is as large as its label.
    const target = (element.matches('[type="checkbox"]') && element.closest('label')) || element;
    const { width, height } = target.getBoundingClientRect();
    const isHidden = width <= 1 || height <= 1;
    // Half a pixel is a matter of rounding.
    if (isHidden || Math.min(width, height) >= least - 0.5) return [];
    const name = element.dataset['potoo'] ?? element.tagName.toLowerCase();
    return [`${name} "${element.ariaLabel ?? element.textContent}": ${width.toFixed(1)} x ${height.toFixed(1)}`];
  });
}
