import { html } from 'hono/html';
import type { Markup } from './layout.ts';

export interface TableColumn {
  readonly label: string;
  /** `number` is set to the right, `code` in letters of one width, `number-code` so and in one piece on a wide screen. */
  readonly look?: 'number' | 'code' | 'number-code' | 'small';
}

type Cell = Markup | string | number;

/** A table that a phone shows as one card a row, each value under its own label. */
export function dataTable(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): Markup {
  const heads = columns.map(
    ({ label, look }) => html`<th scope="col"${look === 'number' ? html` class="number"` : ''}>${label}</th>`,
  );
  const cell = (value: Cell, index: number): Markup => {
    const column = columns[index];
    return html`<td${column?.look ? html` class="${column.look === 'number-code' ? 'code whole' : column.look}"` : ''} data-label="${column?.label ?? ''}">${value}</td>`;
  };
  return html`<div class="scroll"><table class="data"><thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}
