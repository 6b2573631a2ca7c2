/** A cell: text stands left, a number right. */
export type Cell = string | number;

/** A table of Markdown, as Prettier leaves it. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = head.map((_, column) => typeof rows[0]?.[column] === 'number');
  const texts = rows.map((row) => row.map(told));
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const padded = (text: string, column: number) =>
    isNumber[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [head.map(padded), rule, ...texts.map((row) => row.map(padded))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** With two digits that count, or whole from 100 on. */
function told(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (cell === 0) return '0';
  if (Math.abs(cell) >= 100) return Math.round(cell).toLocaleString('en');
  return Number(cell.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 6 });
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`;
}
