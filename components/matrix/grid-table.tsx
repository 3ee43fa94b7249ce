'use client';
// The grid itself: a table whose outcomes are links, with one stop for Tab and the arrow keys inside.
import { type FocusEvent, type KeyboardEvent, memo, useState } from 'react';
import { type Grid, ON_DELETES } from '@/lib/matrix/grids';
import { DEFAULT_CASCADE } from '@/lib/scenario/cascade';
import { LOADED } from '@/lib/scenario/scenario';
import { loadedWords, passiveDeletesWords } from '@/lib/scenario/setting-words';
import { type GridPosition, moveInGrid } from './grid-keys';
import { OutcomeLink } from './outcome-link';
import type { Cell, Row, TableModel } from './table-model';
import { nullableText, onDeleteText } from './words';

function positionOf(link: HTMLElement): GridPosition {
  const [row = 0, column = 0, columns = 1, line = 0, lines = 1] = (link.dataset.at ?? '').split(' ').map(Number);
  return { row, column, columns, line, lines };
}

const linkOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null);

interface Place {
  readonly grid: Grid;
  /** `data-at` of the link that Tab stops at. */
  readonly tabStop: string;
}

export const GridTable = memo(function GridTable({
  grid,
  table: { columns, groups },
  onSetting,
}: {
  readonly grid: Grid;
  readonly table: TableModel;
  /** Called with the position in SETTINGS of what is pointed at or focused. */
  readonly onSetting: (setting: number) => void;
}) {
  const [focused, setFocused] = useState<string | null>(null);
  const numbered = numberRows(groups);
  const stops = numbered.flatMap(({ rows }) => rows.flatMap((each) => each.row.cells.flatMap(stopsOf(each))));
  const tabStop = stops.find((each) => each === focused) ?? stops[0] ?? '';
  const heads = ON_DELETES.map((onDelete) => ({
    onDelete,
    span: columns.filter((column) => column.onDelete === onDelete).length,
  })).filter(({ span }) => span > 0);

  const point = (target: EventTarget) => {
    const setting = linkOf(target)?.dataset.setting;
    if (setting !== undefined) onSetting(Number(setting));
  };
  const onFocus = (event: FocusEvent) => {
    setFocused(linkOf(event.target)?.dataset.at ?? null);
    point(event.target);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const from = linkOf(event.target);
    if (!from || event.altKey || event.metaKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-at]')];
    const positions = links.map(positionOf);
    const here = positions[links.indexOf(from)];
    const next = here && moveInGrid(positions, here, event);
    if (!next) return;
    event.preventDefault();
    links[positions.indexOf(next)]?.focus();
  };

  return (
    <table
      className="mx-table"
      aria-describedby="matrix-keys"
      aria-label="Outcomes by cascade, passive_deletes, ondelete and nullable"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onPointerOver={(event) => point(event.target)}
    >
      <thead>
        <tr>
          <td className="mx-corner">
            <span aria-hidden>ondelete</span>
          </td>
          {heads.map(({ onDelete, span }) => (
            <th key={onDeleteText(onDelete)} scope="colgroup" colSpan={span}>
              <span className="sr-only">ondelete=</span>
              {onDeleteText(onDelete)}
            </th>
          ))}
        </tr>
        <tr>
          <th scope="col" className="mx-corner">
            <span>passive_deletes</span>
            <span aria-hidden className="ml-4">
              user_id
            </span>
          </th>
          {columns.map(({ onDelete, nullable }) => (
            <th key={`${onDelete} ${nullable}`} scope="col">
              {nullableText(nullable)}
            </th>
          ))}
        </tr>
      </thead>
      {numbered.map(({ cascade, rows }) => (
        <tbody key={cascade}>
          <tr>
            <th scope="rowgroup" colSpan={columns.length + 1} className="mx-cascade">
              <span>
                cascade=<b>"{cascade}"</b>
                {cascade === DEFAULT_CASCADE && <i>SQLAlchemy’s default</i>}
              </span>
            </th>
          </tr>
          {rows.map(({ row, at }) => (
            <GridRow key={String(row.passiveDeletes)} row={row} at={at} grid={grid} tabStop={tabStop} />
          ))}
        </tbody>
      ))}
    </table>
  );
});

interface NumberedRow {
  readonly row: Row;
  readonly at: number;
}

function numberRows(
  groups: TableModel['groups'],
): { readonly cascade: string; readonly rows: readonly NumberedRow[] }[] {
  let next = 0;
  return groups.map(({ cascade, rows }) => ({ cascade, rows: rows.map((row) => ({ row, at: next++ })) }));
}

/** The positions of a cell's segments, blank ones included. */
function placesOf({ columns, segments }: Cell, { row, at }: NumberedRow, column: number): readonly GridPosition[] {
  let line = 0;
  return segments.map(({ loaded }) => {
    const lines = row.split ? loaded.length : 1;
    const place = { row: at, column, columns, line, lines };
    line += lines;
    return place;
  });
}

const textOf = ({ row, column, columns, line, lines }: GridPosition) => [row, column, columns, line, lines].join(' ');

const stopsOf = (row: NumberedRow) => (cell: Cell, column: number) =>
  placesOf(cell, row, column).flatMap((place, at) => (cell.segments[at]?.shown ? [textOf(place)] : []));

function GridRow({ row, at, grid, tabStop }: NumberedRow & Place) {
  return (
    <tr data-split={row.split}>
      <th scope="row" className="mx-row">
        <span className="mx-row-head">
          <span>
            <span className="sr-only">passive_deletes=</span>
            {passiveDeletesWords(row.passiveDeletes)}
          </span>
          {row.split && (
            <span aria-hidden className="mx-loaded">
              {LOADED.map((each) => (
                <span key={each}>{loadedWords(each, grid.shape)}</span>
              ))}
            </span>
          )}
        </span>
      </th>
      {row.cells.map((cell, column) => {
        const places = placesOf(cell, { row, at }, column);
        return (
          <td
            key={cell.setting}
            colSpan={cell.columns}
            data-depends={cell.depends && cell.segments.some(({ shown }) => shown)}
          >
            <div className="mx-cell">
              {cell.segments.map((segment, index) => {
                const place = places[index];
                if (!place) return null;
                if (!segment.shown) {
                  return <span key={place.line} className="mx-blank" style={{ gridRow: `span ${place.lines}` }} />;
                }
                return (
                  <OutcomeLink
                    key={place.line}
                    grid={grid}
                    setting={cell.setting}
                    segment={segment}
                    at={textOf(place)}
                    lines={place.lines}
                    whole={cell.columns > 1}
                    depends={cell.depends}
                    tabStop={tabStop === textOf(place)}
                  />
                );
              })}
            </div>
          </td>
        );
      })}
    </tr>
  );
}
