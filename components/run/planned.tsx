'use client';
import type { Flush, IdentityGroup, Insight, Task } from '@/lib/trace/insight';
// What only SQLAlchemy itself can tell: the unit of work's own list of tasks for each flush, and the identity map
// before and after.
import { nameOf } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';

/** More objects than this are counted only. */
const MOST_KEYS = 12;

const OUTCOMES: Readonly<Record<Task['outcome'], string | null>> = {
  done: null,
  failed: 'Failed here',
  'not reached': 'Not reached',
};

export default function Planned({
  insight,
  numbers,
  event,
  onEvent,
}: {
  readonly insight: Insight;
  /** The numbers of the log's lines, by the place of their event. */
  readonly numbers: ReadonlyMap<number, number>;
  /** The place of the event that the stage shows. */
  readonly event: number | null;
  readonly onEvent: (event: number) => void;
}) {
  const { flushes, identityMap } = insight;
  return (
    <section aria-labelledby="planned" className="overflow-hidden rounded-xl border border-line bg-card">
      <header className="border-b border-line px-4 py-2.5">
        <h2 id="planned" className="text-[13px] font-medium text-ink">
          What SQLAlchemy planned
        </h2>
        <p className="text-[13px] text-ink-2">
          The unit of work’s own list of tasks, in the order in which it sorted and ran them.
        </p>
      </header>
      {flushes.length === 0 && (
        <p className="px-4 py-3 text-[14px] text-ink-2">There was no flush: the unit of work had nothing to do.</p>
      )}
      {flushes.map((flush, at) => (
        <FlushTasks
          key={flush.from}
          flush={flush}
          title={flushes.length > 1 ? `Flush ${at + 1} of ${flushes.length}` : 'The flush'}
          numbers={numbers}
          event={event}
          onEvent={onEvent}
        />
      ))}
      <div className="grid gap-x-6 gap-y-3 border-t border-line px-4 py-3 sm:grid-cols-2">
        <IdentityMap title="Identity map before the operation" groups={identityMap.before} />
        <IdentityMap title="Identity map at its end" groups={identityMap.after} />
      </div>
    </section>
  );
}

interface Where {
  readonly numbers: ReadonlyMap<number, number>;
  readonly event: number | null;
  readonly onEvent: (event: number) => void;
}

function FlushTasks({ flush, title, ...where }: Where & { readonly flush: Flush; readonly title: string }) {
  return (
    <div className="border-line px-4 py-3 [&+&]:border-t">
      <h3 className="text-[13px] font-semibold">{title}</h3>
      {flush.planning.length > 0 && (
        <p className="mt-1 text-[13.5px] text-ink-2">
          Before it had a list it loaded what it had to know: <Statements of={flush.planning} {...where} />
        </p>
      )}
      <ol className="mt-1.5 grid gap-0.5">
        {flush.tasks.map((task, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and may have a task twice
          <TaskLine key={`${task.task} ${task.of} ${task.deletes} ${at}`} task={task} {...where} />
        ))}
      </ol>
    </div>
  );
}

function TaskLine({ task, ...where }: Where & { readonly task: Task }) {
  const { statements, sentence, outcome } = task;
  const idle = task.objects.length === 0 && statements.length === 0;
  const now = where.event !== null && statements.includes(where.event);
  const ended = OUTCOMES[outcome];
  return (
    <li
      data-outcome={outcome}
      aria-current={now ? 'step' : undefined}
      className={`grid gap-x-4 rounded-md px-2 py-1 text-[13.5px] sm:grid-cols-[16rem_minmax(0,1fr)] ${now ? 'bg-orm-soft' : ''}`}
    >
      <code className={`text-[12.5px] wrap-anywhere ${idle ? 'text-ink-3' : 'font-semibold'}`}>
        {task.task}({task.of}){task.deletes ? ', delete' : ''}
      </code>{' '}
      <span className={idle ? 'text-ink-3' : ''}>
        {sentence}.{ended && <b className={`font-semibold ${outcome === 'failed' ? 'text-bad' : ''}`}> {ended}.</b>}{' '}
        {statements.length > 0 && <Statements of={statements} {...where} />}
      </span>
    </li>
  );
}

/** The lines of the log that a task sent, as the way to them. */
function Statements({ of, numbers, onEvent }: Where & { readonly of: readonly number[] }) {
  return of.map((event) => (
    <button
      key={event}
      type="button"
      className="mr-1.5 rounded border border-line-strong/60 px-1.5 text-[12.5px] text-ink-2 hover:border-ink hover:text-ink"
      onClick={() => onEvent(event)}
    >
      line {numbers.get(event)}
    </button>
  ));
}

function IdentityMap({ title, groups }: { readonly title: string; readonly groups: readonly IdentityGroup[] }) {
  return (
    <div>
      <h3 className="text-[13px] font-semibold">{title}</h3>
      {groups.length === 0 && <p className="text-[13.5px] text-ink-2">empty</p>}
      <ul className="text-[13.5px]">
        {groups.map(({ entity, keys, state }) => (
          <li key={`${entity} ${state}`}>
            <code className="text-[12.5px] wrap-anywhere">
              {entity} {keys.length > MOST_KEYS ? `× ${numeral(keys.length)}` : keys.map(nameOf).join(', ')}
            </code>{' '}
            <span className="text-ink-2">{state.replace('-', ' ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
