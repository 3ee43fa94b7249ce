// What stands behind one line: the rule with its source, every row that was touched and by whom, the parameter
// sets, and PostgreSQL's words when it refused.

import Link from 'next/link';
import type { ReactNode } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { Code } from '@/components/code/code';
import { Prose } from '@/components/prose/prose';
import { findCited } from '@/lib/rules/cited';
import { DOER_WORDS } from '@/lib/trace/actor';
import { nameOf } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';
import type { Effect, RuleId, StatementEvent, TraceError, Value } from '@/lib/trace/trace';
import type { ForeignKeyLine } from './entries';
import { parameterText } from './parameters';
import { Rows } from './rows';

const shown = (value: Value) => value ?? 'NULL';

function EffectLine({ effect: { operation, table, key, changes = [], by, trigger } }: { readonly effect: Effect }) {
  const { mark, text } = DOER_LOOKS[by];
  return (
    <>
      {operation} {table} {key === null ? '' : nameOf(key)}
      {changes.map(({ column, from, to }) => (
        <span key={column} className="text-ink-2">
          {' '}
          {column} {shown(from)} → {shown(to)}
        </span>
      ))}{' '}
      <span className={`${mark} inline-flex items-center gap-1.5 ${text}`}>
        {DOER_WORDS[by]}
        {trigger && ` ${trigger.name}`}
      </span>
    </>
  );
}

function RuleNote({ id }: { readonly id: RuleId }) {
  const rule = findCited(id);
  if (!rule) return null;
  return (
    <p className="max-w-prose text-ink">
      <b className="font-semibold">
        <Prose text={rule.title} />.
      </b>{' '}
      <Prose text={rule.text} />
      <span className="mt-0.5 block text-[12.5px] text-ink-3">
        <Link
          href={`/rules/#${id}`}
          prefetch={false}
          className="text-ink-2 underline underline-offset-4 hover:text-ink"
        >
          Rule {id}
        </Link>
        {' · '}
        {rule.reference}
      </span>
    </p>
  );
}

/** K1: the rule under which a foreign key acts; W1: how its rows are told apart. */
export const FOREIGN_KEY_ACTS = 'K1';
const TOLD_APART = 'W1';

export function ForeignKeyDetails({
  line,
  statement,
  number,
}: {
  readonly line: ForeignKeyLine;
  readonly statement: StatementEvent;
  /** The line that set the foreign key off. */
  readonly number: number;
}) {
  const effects = statement.effects.filter((effect) => effect.by === 'foreign-key' && effect.statement === line.sql);
  return (
    <div className="grid gap-3 text-[13.5px]">
      <p className="text-ink-2">PostgreSQL ran this by itself, inside the statement of line {number}.</p>
      <RuleNote id={FOREIGN_KEY_ACTS} />
      <RuleNote id={TOLD_APART} />
      <Effects effects={effects} />
    </div>
  );
}

export function StatementDetails({
  statement,
  rule,
  error,
  source,
}: {
  readonly statement: StatementEvent;
  /** The statement's own rule, or that of the model's same statement. */
  readonly rule: RuleId | null;
  /** The error that ended the run. */
  readonly error: TraceError | null;
  /** The lines of the program; none when there is no program. */
  readonly source: readonly string[];
}) {
  const { effects, parameters, failed, many, line } = statement;
  const cause = line === undefined ? undefined : source[line - 1];
  return (
    <div className="grid gap-3 text-[13.5px]">
      {cause !== undefined && (
        <Part title={`Line ${line} of the program caused it`}>
          <code className="rounded-lg bg-code px-3 py-1.5 text-[12.5px] whitespace-pre-wrap wrap-anywhere">
            <Code text={cause.trim()} language="python" />
          </code>
        </Part>
      )}
      {rule && <RuleNote id={rule} />}
      {rule && statement.rule === null && (
        <p className="text-ink-2">SQLAlchemy gives no reason. This is the rule by which the model sends the same.</p>
      )}
      {failed && error && (
        <p className="rounded-lg border border-bad/35 bg-bad-soft px-3 py-2 font-mono text-[12.5px] leading-relaxed wrap-anywhere">
          <span className="font-semibold text-bad">
            {error.class} {error.sqlstate && `SQLSTATE ${error.sqlstate}`}
          </span>
          <span className="block">{error.message}</span>
          {error.detail && <span className="block text-ink-2">DETAIL: {error.detail}</span>}
        </p>
      )}
      {many && (
        <Part title={`${numeral(parameters.length)} parameter sets, one executemany`}>
          <Rows label="Parameter sets" count={parameters.length} render={(at) => parameterText(parameters[at] ?? [])} />
        </Part>
      )}
      {effects.length > 0 && <Effects effects={effects} />}
      {!rule && effects.length === 0 && !many && <p className="text-ink-2">No row was touched.</p>}
    </div>
  );
}

function Effects({ effects }: { readonly effects: readonly Effect[] }) {
  return (
    <Part title="Rows touched, in PostgreSQL’s order, as its triggers reported them">
      <Rows
        label="Rows touched"
        count={effects.length}
        render={(at) => {
          const effect = effects[at];
          return effect ? <EffectLine effect={effect} /> : null;
        }}
      />
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h3 className="text-[12.5px] font-medium text-ink-3">{title}</h3>
      {children}
    </div>
  );
}
