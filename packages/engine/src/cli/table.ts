/**
 * Sets rows in columns: aligned under headings for a person, tab-separated without headings for a program.
 * @param rows - As many cells as there are headings.
 */
export function formatTable(
  headings: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  options: { readonly forPerson: boolean },
): string {
  if (!options.forPerson) return rows.map((row) => `${row.map(withoutBreaks).join('\t')}\n`).join('');
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `${row.map((cell, column) => withoutBreaks(cell).padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [headings, ...rows].map((row) => `${line(row)}\n`).join('');
}

function withoutBreaks(cell: string): string {
  return cell.replace(/[\t\r\n]+/g, ' ');
}
