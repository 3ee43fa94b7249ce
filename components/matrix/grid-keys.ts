// The arrow keys in a grid whose cells may span columns and hold several lines. Pure: positions in, a position out.

/** Where something that can be focused is; spans count from its row's, column's and line's first. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
  readonly columns: number;
  readonly line: number;
  readonly lines: number;
}

const covers = (first: number, count: number, at: number) => first <= at && at < first + count;

/** In a row, what stands at the line in the nearest of the given columns; undefined when there is none. */
function beside(
  row: readonly GridPosition[],
  from: GridPosition,
  columns: readonly number[],
): GridPosition | undefined {
  const there = row.filter(({ column }) => column === columns[0]);
  return there.find(({ line, lines }) => covers(line, lines, from.line)) ?? there[0];
}

/** Where a key leads to from one of the positions (in reading order); null when the key is none of the grid's. */
export function moveInGrid(
  positions: readonly GridPosition[],
  from: GridPosition,
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
): GridPosition | null {
  const row = positions.filter((each) => each.row === from.row);
  const column = positions.filter((each) => covers(each.column, each.columns, from.column));
  const columns = [...new Set(row.map((each) => each.column))];
  switch (key) {
    case 'ArrowRight':
      return (
        beside(
          row,
          from,
          columns.filter((each) => each > from.column),
        ) ?? from
      );
    case 'ArrowLeft':
      return beside(row, from, columns.filter((each) => each < from.column).reverse()) ?? from;
    case 'ArrowDown':
      return column[column.indexOf(from) + 1] ?? from;
    case 'ArrowUp':
      return column[column.indexOf(from) - 1] ?? from;
    case 'Home':
      return (ctrlKey ? positions : row)[0] ?? from;
    case 'End':
      return (ctrlKey ? positions : row).at(-1) ?? from;
    default:
      return null;
  }
}
