'use client';
// What could be changed about a finding: each change is tried, everything observed again with it, and shown with what it does.
import { useEffect, useMemo, useState } from 'react';
import type { Finding } from '@/lib/audit/finding';
import type { Mend } from '@/lib/audit/mend';
import type { Migration as MigrationRecord } from '@/lib/audit/migration';
import { type Audited, deletableIn } from '@/lib/audit/progress';
import { holds, trialOf, trialWords } from '@/lib/audit/trial';
import type { Files } from '@/lib/yours/files';
import type { ChangedLine } from '@/lib/yours/source-edit';
import type { FindingActions } from './actions';
import { type Auditing, trialName } from './use-audit';

interface Offered {
  readonly mend: Mend;
  readonly lines: readonly ChangedLine[];
  readonly files: Files;
  /** Of its trial. */
  readonly name: string;
}

const BUTTON = 'h-9 rounded-lg border border-line-strong px-3 text-[14px] text-ink hover:bg-ink/5 disabled:opacity-60';
const NONE: readonly Offered[] = [];

export function Mends({
  finding,
  audited,
  files,
  trials,
  free,
  onTry,
  onGiveWay,
  onStop,
  onAccept,
}: FindingActions & { readonly finding: Finding }) {
  const [offered, setOffered] = useState(NONE);
  useEffect(() => {
    let current = true;
    // The parser of Python is that of the editor, which is there by now.
    Promise.all([import('@/lib/audit/mend'), import('@/lib/yours/source-edit')]).then(
      ([{ mendsOf, withMend }, { changedLines }]) => {
        if (!current || 'error' in audited) return;
        setOffered(
          mendsOf(finding, audited, files).map((mend) => {
            const changed = withMend(files, mend, audited);
            return { mend, lines: changedLines(files, mend.edits), files: changed, name: trialName(changed) };
          }),
        );
      },
    );
    return () => {
      current = false;
    };
  }, [finding, audited, files]);
  useEffect(() => {
    if (!free) return;
    const next = offered.find(({ name }) => !trials.has(name));
    if (!next) return;
    const [running] = [...trials].find(([, { status }]) => status === 'running') ?? [];
    if (running === undefined) onTry(next.files);
    // it is of a finding that was left
    else if (offered.every(({ name }) => name !== running)) onGiveWay();
  }, [free, offered, trials, onTry, onGiveWay]);
  if (offered.length === 0) return null;
  return (
    <div className="grid gap-3">
      <h4 className="text-[13.5px] font-semibold text-ink">What could be changed</h4>
      <ul className="grid gap-4">
        {offered.map((each) => {
          const trial = trials.get(each.name);
          return (
            <li key={each.mend.intention} className="grid gap-2">
              <p className="text-[14px] text-ink">So that {each.mend.intention}:</p>
              {trial?.status === 'whole' && trial.soFar ? (
                <Tried
                  {...each}
                  finding={finding}
                  before={audited}
                  after={trial.soFar}
                  onAccept={() => onAccept(trial, each.mend)}
                />
              ) : trial?.status === 'ended' ? (
                <>
                  <Edit {...each} />
                  <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[13.5px] text-ink-2">
                    Whether it helps was not seen: the trial was ended.
                    <button type="button" className={BUTTON} onClick={() => onTry(each.files)}>
                      Try it on all classes
                    </button>
                  </p>
                </>
              ) : (
                <Trying trial={trial} onStop={onStop} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Trying({ trial, onStop }: { readonly trial: Auditing | undefined; readonly onStop: () => void }) {
  if (!trial) return <p className="text-[13.5px] text-ink-2">It is tried next.</p>;
  const { soFar, done } = trial;
  const classes = deletableIn(soFar).length;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[13.5px] text-ink-2">
      <span className="tabular-nums">
        {classes === 0 ? 'Trying it: the classes are mapped…' : `Trying it: ${done} of ${classes} classes`}
      </span>
      <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={onStop}>
        Stop trying
      </button>
    </p>
  );
}

function Edit({ mend, lines }: Offered) {
  return (
    <>
      {lines.length > 0 && <Changed lines={lines} />}
      {mend.migration && <Migration {...mend.migration} isAll={lines.length === 0} />}
    </>
  );
}

function Changed({ lines }: { readonly lines: readonly ChangedLine[] }) {
  return (
    <pre className="rounded-lg border border-line bg-code px-3 py-2 text-[12.5px] leading-[1.6] break-words whitespace-pre-wrap">
      {lines.map(({ path, line, before, after }) => (
        <span key={`${path} ${line}`} className="block">
          <span className="block text-bad">
            <span className="sr-only">Line {line} as it is: </span>
            <span aria-hidden="true">− </span>
            {before.trim()}
          </span>
          <span className="block text-ink">
            <span className="sr-only">as it would be: </span>
            <span aria-hidden="true">+ </span>
            {after.trim()}
          </span>
        </span>
      ))}
    </pre>
  );
}

function Migration({ sql, alembic, isAll }: MigrationRecord & { readonly isAll: boolean }) {
  return (
    <details className="text-[13.5px] text-ink-2" open={isAll}>
      <summary className="cursor-pointer hover:text-ink">
        {isAll ? 'The migration' : 'The migration that goes with it'}
      </summary>
      <pre className="mt-2 rounded-lg border border-line bg-code px-3 py-2 text-[12.5px] leading-[1.6] break-words whitespace-pre-wrap">
        {sql}
      </pre>
      <p className="mt-2">With Alembic:</p>
      <pre className="mt-1 rounded-lg border border-line bg-code px-3 py-2 text-[12.5px] leading-[1.6] break-words whitespace-pre-wrap">
        {alembic}
      </pre>
    </details>
  );
}

/** What does not help is no offer. */
function Tried({
  finding,
  before,
  after,
  onAccept,
  ...offered
}: Offered & {
  readonly finding: Finding;
  readonly before: Audited;
  readonly after: Audited;
  readonly onAccept: () => void;
}) {
  const { mend } = offered;
  const trial = useMemo(() => trialOf(finding, mend, before, after), [finding, mend, before, after]);
  if (!holds(trial)) return <p className="text-[13.5px] text-ink-2">Tried, and not offered. {trialWords(trial)}</p>;
  return (
    <>
      <Edit {...offered} />
      <div role="status" className="grid gap-2 rounded-lg border border-line px-3 py-2.5">
        <p className="text-ink">{trialWords(trial)}</p>
        <button type="button" className={`${BUTTON} w-fit`} onClick={onAccept}>
          Put it into the text
        </button>
      </div>
    </>
  );
}
