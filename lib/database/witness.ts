// The witness: row triggers inside PostgreSQL that say who touched each row. They speak through RAISE NOTICE,
// because a notice keeps its place between the statements of a pipelined message and survives the rollback of a
// failed one (W5), and because PostgreSQL adds the statement of the foreign key to its context by itself (W2).
import type { Effect, Value } from '@/lib/trace/trace';
import type { Report } from './backend-reader';

/** SQLSTATE of the witness's notices; class "CL" is free for users (PostgreSQL 18 manual, appendix A). */
export const WITNESS = 'CL001';

/**
 * The trigger functions. BEFORE triggers are the only ones that see the depth of the foreign key (W1), and
 * they must hand the row on (W4).
 */
export const WITNESS_SQL = `
CREATE SCHEMA witness;
CREATE FUNCTION witness.of_parent() RETURNS trigger LANGUAGE plpgsql AS $witness$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE NOTICE 'DELETE % % %', TG_TABLE_NAME, OLD.id, pg_trigger_depth() USING ERRCODE = '${WITNESS}';
    RETURN OLD;
  END IF;
  RAISE NOTICE '% % % %', TG_OP, TG_TABLE_NAME, NEW.id, pg_trigger_depth() USING ERRCODE = '${WITNESS}';
  RETURN NEW;
END $witness$;
CREATE FUNCTION witness.of_child() RETURNS trigger LANGUAGE plpgsql AS $witness$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE NOTICE 'DELETE % % %', TG_TABLE_NAME, OLD.id, pg_trigger_depth() USING ERRCODE = '${WITNESS}';
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    RAISE NOTICE 'UPDATE % % % user_id % %', TG_TABLE_NAME, OLD.id, pg_trigger_depth(), OLD.user_id, NEW.user_id
      USING ERRCODE = '${WITNESS}';
    RETURN NEW;
  END IF;
  RAISE NOTICE 'INSERT % % %', TG_TABLE_NAME, NEW.id, pg_trigger_depth() USING ERRCODE = '${WITNESS}';
  RETURN NEW;
END $witness$;
`;

/** The trigger that reports the rows of a table; a child has a user_id whose changes are reported. */
export function witnessTrigger(table: string, role: 'parent' | 'child'): string {
  return `CREATE TRIGGER witness BEFORE INSERT OR UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION witness.of_${role}()`;
}

/** The row effects among the notices of a statement, in the order in which PostgreSQL touched the rows. */
export function effectsOf(notices: readonly Report[]): Effect[] {
  const effects: Effect[] = [];
  const statements = new Map<string | null, string | null>();
  for (const { sqlstate, message, where } of notices) {
    if (sqlstate !== WITNESS) continue;
    let statement = statements.get(where);
    if (statement === undefined) {
      statement = foreignKeyStatement(where);
      statements.set(where, statement);
    }
    effects.push(effectOf(message, statement));
  }
  return effects;
}

/** What a trigger said of one row, and how deep in triggers. */
interface Touch {
  readonly touched: Omit<Effect, 'by' | 'statement'>;
  readonly depth: number;
}

function effectOf(message: string, statement: string | null): Effect {
  const { touched, depth } = message.startsWith('[') ? touchOfProgram(message) : touchOfScenario(message);
  if (depth === 1) return { by: 'client', ...touched };
  // W3: a depth of 2 without the foreign key's statement would be some other trigger; this schema has none.
  if (statement === null) throw new Error(`Neither the client nor a foreign key did "${message}"`);
  return { by: 'foreign-key', ...touched, statement };
}

/** As the functions above say it: words, and numbers for keys and values. */
function touchOfScenario(message: string): Touch {
  const [operation, table, key, depth, column, from, to] = message.split(' ');
  if (!isOperation(operation) || table === undefined) throw new Error(`The witness said "${message}"`);
  const change = column === undefined ? {} : changeOf(column, from, to);
  return { touched: { operation, table, key: Number(key), ...change }, depth: Number(depth) };
}

/** As the functions of table-witness.ts say it: a JSON array. */
function touchOfProgram(message: string): Touch {
  const [operation, table, key, depth, ...changed] = JSON.parse(message);
  if (!isOperation(operation)) throw new Error(`The witness said "${message}"`);
  const [column, from, to] = changed;
  const change = operation === 'UPDATE' ? { changes: changed.length === 0 ? [] : [{ column, from, to }] } : {};
  return { touched: { operation, table, key, ...change }, depth };
}

function isOperation(word: unknown): word is Effect['operation'] {
  return word === 'DELETE' || word === 'UPDATE' || word === 'INSERT';
}

/** An UPDATE of something else reports the column with the same value twice. */
function changeOf(column: string, from: string | undefined, to: string | undefined): Pick<Effect, 'changes'> {
  return { changes: from === to ? [] : [{ column, from: integer(from), to: integer(to) }] };
}

/** RAISE prints a NULL as <NULL>. */
function integer(printed: string | undefined): Value {
  return printed === undefined || printed === '<NULL>' ? null : Number(printed);
}

/**
 * The foreign key's own SQL, from a notice's context. Only ri_triggers.c (PostgreSQL 18) writes ONLY behind the
 * verb; the innermost such line is the statement that touched the row.
 */
function foreignKeyStatement(where: string | null): string | null {
  return where?.match(/^SQL statement "((?:DELETE FROM|UPDATE) ONLY .*)"$/m)?.[1] ?? null;
}
