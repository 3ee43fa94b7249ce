// The first step of a run as the build draws it: what stands on the stage, at the sizes and in the room that it will
// take when it comes alive (layout.ts), so that nothing below it moves then. It has no lines and needs no script but
// the few words that say whether ranks fit beside each other, and align the lanes of several; it is not seen before.
import './stage.css';
import { indexRun } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import type { Trace } from '@/lib/trace/trace';
import { ClassNode } from './class-node';
import { castOf, draw, type StageNode } from './flow';
import { leastBetweenRanks, MOST_BETWEEN_RANKS, type Ranks } from './layout';
import { LaneNode, TICKET_WIDTH, TicketNode } from './nodes';
import { TableNode } from './table-node';
import { TicketTexts } from './ticket-texts';

// Each reading of a size after a change lays the page out again: all are read first, and what is not shown (another
// tab's, on a phone) has none.
const FIT = `{
  const stage = document.currentScript.parentElement;
  const seen = ({ clientWidth }) => clientWidth > 0;
  if (seen(stage)) {
    const ranks = [...stage.querySelectorAll('[data-rank]')];
    const widths = [];
    for (const rank of ranks) {
      const own = [...rank.children].map((node) => node.offsetWidth);
      widths[rank.dataset.rank] = Math.max(widths[rank.dataset.rank] ?? 0, ...own);
    }
    const room = ranks[0].parentElement.clientWidth - widths.reduce((sum, width) => sum + width, 0);
    const gaps = widths.length - 1;
    if (room >= gaps * stage.dataset.least) {
      stage.dataset.across = '';
      const between = gaps === 0 ? 0 : Math.min(Math.max(stage.dataset.least, ${MOST_BETWEEN_RANKS}), room / gaps);
      for (const rank of ranks) {
        rank.style.width = widths[rank.dataset.rank] + 'px';
        rank.parentElement.style.columnGap = between + 'px';
        if (gaps === 0) rank.style.marginInline = 'auto';
      }
    }
    const all = [...document.querySelectorAll('.sketch')].filter(seen);
    if (all.length > 1) {
      const heights = [0, 1].map((lane) => Math.max(...all.map(({ children }) => children[lane].offsetHeight)));
      for (const { children } of all) heights.forEach((height, lane) => { children[lane].style.minHeight = height + 'px'; });
    }
  }
}`;

export function Sketch({ run }: { readonly run: Trace<unknown> }) {
  const index = indexRun(run);
  const cast = castOf(index);
  const [narrow, guttered] = [false, true].map((gutter) => draw(index, stateAt(index, 0), gutter).nodes);
  const nodes = narrow ?? [];
  const found = new Map(nodes.map((node) => [node.id, node]));
  const lane = (ranks: Ranks) => <Lane ranks={ranks} nodeOf={(id) => found.get(id)} />;
  const nameOf = (id: string) => (
    <>
      <LaneName nodes={nodes} id={id} className="@min-[800px]:hidden" />
      <LaneName nodes={guttered ?? []} id={id} className="hidden @min-[800px]:block" />
    </>
  );
  return (
    <div className="stage sketch in-one-piece @container" data-least={leastBetweenRanks(cast)} suppressHydrationWarning>
      <div className="sketch-lane min-h-[92px] bg-orm-lane" suppressHydrationWarning>
        {nameOf('lane-python')}
        {lane(cast.ranks.python)}
      </div>
      <div className="sketch-wire border-y border-line bg-card" suppressHydrationWarning>
        {nameOf('lane-wire')}
        <div className={`w-max ${TICKET_WIDTH}`}>
          {nodes.map((node) => node.type === 'ticket' && <TicketNode key={node.id} data={node.data} />)}
        </div>
        <TicketTexts index={index} />
      </div>
      <div className="sketch-lane sketch-foot bg-fk-lane">
        {nameOf('lane-postgres')}
        {lane(cast.ranks.postgres)}
      </div>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file */}
      <script dangerouslySetInnerHTML={{ __html: FIT }} />
      <span hidden className="parsed" />
    </div>
  );
}

function Lane({ ranks, nodeOf }: { readonly ranks: Ranks; readonly nodeOf: (id: string) => StageNode | undefined }) {
  return (
    <div className="sketch-ranks" suppressHydrationWarning>
      {ranks.map((ids, rank) => (
        <div key={ids[0]} className="sketch-rank" data-rank={rank} suppressHydrationWarning>
          {ids.map((id) => {
            const node = nodeOf(id);
            return (
              <div key={id} className="w-max">
                {node?.type === 'class' && <ClassNode data={node.data} />}
                {node?.type === 'table' && <TableNode data={node.data} />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function LaneName({
  nodes,
  id,
  className,
}: {
  readonly nodes: readonly StageNode[];
  readonly id: string;
  readonly className: string;
}) {
  return (
    <div className={`sketch-name ${className}`}>
      {nodes.map((node) => node.id === id && node.type === 'lane' && <LaneNode key={id} data={node.data} />)}
    </div>
  );
}
