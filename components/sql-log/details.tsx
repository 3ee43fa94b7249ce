// What stands behind one line: the rule with its source, every row that was touched and by whom, the parameter
// sets, and PostgreSQL's words when it refused.

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Code } from '@/components/code/code';
import { Prose } from '@/components/rules/prose';
import type { Rule } from '@/lib/rules/rule';
import type { Effect, RuleId, StatementEvent, TraceError } from '@/lib/trace/trace';
import type { ForeignKeyLine } from './entries';
import { parameterText } from './parameters';
import { Rows } from './rows';

export type FindRule = (id: RuleId) => Pick<Rule, 'title' | 'text' | 'reference'> | null;

const WHO = {
  client: <span className="mark-orm inline-flex items-center gap-1.5 text-orm">ORM</span>,
  'foreign-key': <span className="mark-fk inline-flex items-center gap-1.5 text-fk">foreign key</span>,
} as const;

function EffectLine({ effect: { operation, table, key, change, by } }: { readonly effect: Effect }) {
  return (
    <>
      {operation} {table} {key}
      {change && (
        <span className="text-ink-2">
          {' '}
          {change.column} {change.from ?? 'NULL'} → {change.to ?? 'NULL'}
        </span>
      )}{' '}
      {WHO[by]}
    </>
  );
}

function RuleNote({ id, rules }: { readonly id: RuleId; readonly rules: FindRule }) {
  const rule = rules(id);
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
  rules,
}: {
  readonly line: ForeignKeyLine;
  readonly statement: StatementEvent;
  /** The line that set the foreign key off. */
  readonly number: number;
  readonly rules: FindRule;
}) {
  const effects = statement.effects.filter((effect) => effect.by === 'foreign-key' && effect.statement === line.sql);
  return (
    <div className="grid gap-3 text-[13.5px]">
      <p className="text-ink-2">PostgreSQL ran this by itself, inside the statement of line {number}.</p>
      <RuleNote id={FOREIGN_KEY_ACTS} rules={rules} />
      <RuleNote id={TOLD_APART} rules={rules} />
      <Effects effects={effects} />
    </div>
  );
}

export function StatementDetails({
  statement,
  rule,
  error,
  rules,
  source,
}: {
  readonly statement: StatementEvent;
  /** The statement's own rule, or that of the model's same statement. */
  readonly rule: RuleId | null;
  /** The error that ended the run. */
  readonly error: TraceError | null;
  readonly rules: FindRule;
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
      {rule && <RuleNote id={rule} rules={rules} />}
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
        <Part title={`${parameters.length.toLocaleString('en')} parameter sets, one executemany`}>
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
