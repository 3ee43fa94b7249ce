'use client';
// The run of a reader's program: not drawn anew while they write.
import { memo, useMemo } from 'react';
import { ProducedBy } from '@/components/engine/produced-by';
import { lineAt } from '@/components/run/program';
import { RunView } from '@/components/run/run-view';
import { usePlayer } from '@/components/run/use-player';
import type { Aside, Deletable, ProgramText, WayOfDeleting } from '@/lib/program-text';
import type { Watched } from '@/lib/trace/following';
import { hasOperation } from '@/lib/trace/operation';
import type { Player } from '@/lib/trace/player';
import { eventAt } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { callablesOf } from '@/lib/yours/callable';
import type { Draft } from '@/lib/yours/draft';
import { operationOf, withOperationAt } from '@/lib/yours/operation';
import { Before, type Told } from './before';
import { DeletableChoice, Deletables } from './deletables';
import { Fixes } from './fixes';
import { TakeAway } from './take-away';

const LINK = 'underline underline-offset-4 hover:text-ink';
export const NOTICE = 'rounded-xl border border-line px-4 py-2.5 text-[13.5px]';

export type How = Pick<ProgramText, 'call' | 'deletes'>;

/** What ran, and what came of it. */
export interface Ran extends Told, Omit<Aside, 'written'> {
  readonly trace: Trace<null>;
  /** What stood in the editor: what ran, unless that was written for it. */
  readonly from: Draft;
  /** What was asked for beside the text: a function to call, or what to delete of its models. */
  readonly how: How;
}

export const RanView = memo(function RanView({
  ran,
  before,
  busy,
  player,
  follower,
  onLine,
  onRunAs,
  onEdit,
  onTry,
}: {
  readonly ran: Ran;
  readonly before: Ran | null;
  readonly busy: boolean;
  readonly player: Player<null>;
  readonly follower: Watched<null>;
  readonly onLine: (line: number) => void;
  readonly onRunAs: (how: How) => void;
  readonly onEdit: (text: Draft) => void;
  /** Runs the text in the place of the one that is there, in the same way. */
  readonly onTry: (text: Draft) => void;
}) {
  const { text, trace } = ran;
  const note = (
    <OperationNote
      ran={ran}
      busy={busy}
      follower={follower}
      onLine={onLine}
      onRunAs={onRunAs}
      onEdit={onEdit}
      onTry={onTry}
    />
  );
  const {
    deletables,
    how: { deletes },
  } = ran;
  const onDelete = (next: WayOfDeleting) => onRunAs({ deletes: next });
  const offer = deletables.length > 0 && !deletes && (
    <Deletables deletables={deletables} busy={busy} onDelete={onDelete} />
  );
  const program = useMemo(
    () => ({ title: text.filename, label: text.filename, note: null, text: text.source }),
    [text],
  );
  if (trace.schema.tables.length === 0 && !hasOperation(trace) && !trace.error) {
    return (
      <>
        {note}
        {offer}
      </>
    );
  }
  return (
    <>
      {deletes && deletables.length > 0 && (
        <DeletableChoice deletables={deletables} deletes={deletes} busy={busy} onDelete={onDelete} />
      )}
      <RunView
        player={player}
        follower={follower}
        program={program}
        elsewhere={text === ran.from}
        bar={
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2.5 text-[13.5px] sm:px-5">
            <ProducedBy engine={ran.trace.engine} live note=", in this tab" />
            <div className="ml-auto">
              <TakeAway text={ran.text} trace={ran.trace} step={() => player.getSnapshot().step} />
            </div>
          </div>
        }
        next={<Fixes trace={trace} from={ran.from} busy={busy} onTry={onTry} />}
        lead={
          <>
            {note}
            {offer}
            {before && <Before before={before} now={ran} onPutBack={() => onEdit(before.text)} />}
          </>
        }
      />
    </>
  );
});

function OperationNote({
  ran: { trace, text, from, refused, deletables },
  busy,
  follower,
  onLine,
  onRunAs,
  onEdit,
  onTry,
}: {
  readonly ran: Ran;
  readonly busy: boolean;
  readonly follower: Watched<null>;
  readonly onTry: (text: Draft) => void;
  readonly onLine: (line: number) => void;
  readonly onRunAs: (how: How) => void;
  readonly onEdit: (text: Draft) => void;
}) {
  if (refused) {
    return (
      <p role="status" className={`${NOTICE} bg-bad-soft`}>
        <b>No rows could be made for it.</b> {refused}
      </p>
    );
  }
  if (text !== from) {
    return (
      <p className="px-1 text-[13.5px] text-ink-2">
        The program that ran was written for your models; it stands below, with the rows that it makes.{' '}
        <button type="button" className={LINK} onClick={() => onEdit(text)}>
          Open it in the editor
        </button>
      </p>
    );
  }
  const { begins, line } = operationOf(trace, text.source);
  const nothing = begins === 'nowhere' || begins === 'with the last transaction that changes anything';
  const callables = nothing && !trace.error ? callablesOf(text.source) : [];
  return (
    <div className={nothing ? `${NOTICE} grid gap-2 border-dashed` : 'px-1 text-[13.5px] text-ink-2'}>
      <p>
        {nothing && <b>Nothing was deleted. </b>}
        {begins === 'nowhere' ? (
          'There is no operation to tell apart.'
        ) : (
          <>
            The operation begins {begins}; what came before it is its preparation.
            {line !== null && (
              <>
                {' '}
                Its first statement is sent in{' '}
                <button type="button" className={LINK} onClick={() => onLine(line)}>
                  line {line}
                </button>
                .
              </>
            )}
            <StartHere
              line={line}
              follower={follower}
              busy={busy}
              onStart={(at) => onTry({ ...text, source: withOperationAt(text.source, at) })}
            />
          </>
        )}{' '}
        {nothing && whatNext(callables, deletables)}
      </p>
      {callables.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {callables.map((name) => (
            <button
              key={name}
              type="button"
              disabled={busy}
              className="h-8 rounded-lg border border-line-strong bg-card px-2.5 font-mono text-[12.5px] hover:border-ink disabled:opacity-60"
              onClick={() => onRunAs({ call: name })}
            >
              {name}()
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** The operation can be said to begin where the timeline stands. */
function StartHere({
  line,
  follower,
  busy,
  onStart,
}: {
  readonly line: number | null;
  readonly follower: Watched<null>;
  readonly busy: boolean;
  readonly onStart: (line: number) => void;
}) {
  const at = usePlayer(follower, ({ index, step }) => index && lineAt(index, eventAt(index, step)));
  if (at === null || at === line) return null;
  return (
    <>
      {' '}
      The timeline stands at line {at}:{' '}
      <button type="button" disabled={busy} className={LINK} onClick={() => onStart(at)}>
        start the operation here
      </button>
      .
    </>
  );
}

function whatNext(callables: readonly string[], deletables: readonly Deletable[]): string {
  if (callables.length > 0) return 'The text defines functions that nobody has called; one of them may do it:';
  if (deletables.length > 0) return 'Choose below what is to be deleted.';
  return 'It takes a Session that deletes something, or a comment with --- the operation where it is to begin.';
}
