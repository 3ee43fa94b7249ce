'use client';
// The run of a reader's program: not drawn anew while they write.
import { memo, useMemo } from 'react';
import { ProducedBy } from '@/components/engine/produced-by';
import { RunView } from '@/components/run/run-view';
import type { Watched } from '@/lib/trace/following';
import type { Player } from '@/lib/trace/player';
import type { Trace } from '@/lib/trace/trace';
import { callablesOf } from '@/lib/yours/callable';
import type { Draft } from '@/lib/yours/draft';
import { operationOf } from '@/lib/yours/operation';
import { Before, type Told } from './before';
import { TakeAway } from './take-away';

export const NOTICE = 'rounded-xl border border-line px-4 py-2.5 text-[13.5px]';

/** What ran, and what came of it. */
export interface Ran extends Told {
  readonly trace: Trace<null>;
  readonly printed: readonly string[];
}

export const RanView = memo(function RanView({
  ran,
  before,
  busy,
  player,
  follower,
  onLine,
  onCall,
  onPutBack,
}: {
  readonly ran: Ran;
  readonly before: Ran | null;
  readonly busy: boolean;
  readonly player: Player<null>;
  readonly follower: Watched<null>;
  readonly onLine: (line: number) => void;
  readonly onCall: (name: string) => void;
  readonly onPutBack: (text: Draft) => void;
}) {
  const { text } = ran;
  const program = useMemo(
    () => ({ title: text.filename, label: text.filename, note: null, text: text.source }),
    [text],
  );
  return (
    <RunView
      player={player}
      follower={follower}
      program={program}
      elsewhere
      bar={
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2.5 text-[13.5px] sm:px-5">
          <ProducedBy engine={ran.trace.engine} live note=", in this tab" />
          <div className="ml-auto">
            <TakeAway text={ran.text} trace={ran.trace} step={() => player.getSnapshot().step} />
          </div>
        </div>
      }
      lead={
        <>
          <OperationNote ran={ran} busy={busy} onLine={onLine} onCall={onCall} />
          {before && <Before before={before} now={ran} onPutBack={() => onPutBack(before.text)} />}
        </>
      }
    />
  );
});

function OperationNote({
  ran: { trace, text },
  busy,
  onLine,
  onCall,
}: {
  readonly ran: Ran;
  readonly busy: boolean;
  readonly onLine: (line: number) => void;
  readonly onCall: (name: string) => void;
}) {
  const { begins, line } = operationOf(trace, text.source);
  if (begins === 'nowhere') {
    const callables = trace.error ? [] : callablesOf(text.source);
    return (
      <div className={`${NOTICE} grid gap-2 border-dashed`}>
        <p>
          <b>Nothing was deleted</b>, so there is no operation to tell apart.{' '}
          {callables.length > 0
            ? 'The text defines functions that nobody has called; one of them may do it:'
            : 'It takes a Session that deletes something, or a comment with --- the operation where it is to begin.'}
        </p>
        {callables.length > 0 && (
          <p className="flex flex-wrap gap-2">
            {callables.map((name) => (
              <button
                key={name}
                type="button"
                disabled={busy}
                className="h-8 rounded-lg border border-line-strong bg-card px-2.5 font-mono text-[12.5px] hover:border-ink disabled:opacity-60"
                onClick={() => onCall(name)}
              >
                {name}()
              </button>
            ))}
          </p>
        )}
      </div>
    );
  }
  return (
    <p className="px-1 text-[13.5px] text-ink-2">
      The operation begins {begins}; what came before it is its preparation.
      {line !== null && (
        <>
          {' '}
          Its first statement is sent in{' '}
          <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={() => onLine(line)}>
            line {line}
          </button>
          .
        </>
      )}
    </p>
  );
}
