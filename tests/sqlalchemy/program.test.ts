// Programs of a reader's own on SQLAlchemy, from the text to the trace.
import { expect, test } from 'vitest';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runProgram } from '@/lib/engine/run/run-program';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { pythonScript } from '@/lib/scenario/python-script';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { differences } from '@/lib/trace/engine-difference';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { lastError } from '@/scripts/drivers/difference';
import { askedOf } from '@/scripts/sqlalchemy/space';
import { describeLive } from './live';

const statementsOf = ({ events }: Trace<unknown>): StatementEvent[] =>
  events.filter((event) => event.type === 'statement');

const TREE = `from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("nodes.id"))
    children: Mapped[list["Node"]] = relationship(cascade="all, delete-orphan")


engine = create_engine("postgresql+psycopg://me:secret@db.example/app")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Node(id=1, children=[Node(id=n, children=[Node(id=n + 2)]) for n in (2, 3)]))
    session.commit()

with Session(engine) as session:
    root = session.get(Node, 1)
    session.delete(root)
    session.commit()
`;

await describeLive('A program', ({ series, database, python }) => {
  const run = (source: string) => runProgram(database, python, { source: source, filename: 'program.py' });

  test.each<Partial<Scenario>>([
    {},
    { passiveDeletes: false, onDelete: 'SET NULL', nullable: true },
    { onDelete: 'RESTRICT' },
    { operation: 'clear-posts', loaded: 'loaded' },
    { operation: 'remove-post', cascade: 'save-update, merge', nullable: true },
    { shape: 'one-to-one', operation: 'replace-profile', unique: true },
    { operation: 'raw-delete', onDelete: 'SET DEFAULT' },
  ])('that the page copies for %j does what the scenario does', (settings) => {
    const scenario = { ...DEFAULT_SCENARIO, ...askedOf(series), ...settings };
    const trace = run(pythonScript(scenario));
    const expected = runScenario(database, scenario);
    // The script catches what a scenario ends with.
    const inItsSchema = JSON.parse(
      JSON.stringify({ ...trace, error: lastError(trace) }).replaceAll('\\"cascade_lens\\"', '\\"public\\"'),
    );
    const alike = differences<unknown>(inItsSchema, expected).filter((line) => !line.startsWith('objects'));
    expect(alike).toEqual([]);
    // The scenario's own run names the same lines of the same script.
    const itself = runScenarioOnSqlalchemy(database, python, scenario);
    expect(statementsOf(itself).map(({ line }) => line)).toEqual(statementsOf(trace).map(({ line }) => line));
    expect(statementsOf(itself).every(({ line }) => line)).toBe(true);
  });

  test('with models of another shape is witnessed row by row', () => {
    const trace = run(TREE);
    const rows = [[1, null], ...[2, 3].map((id) => [id, 1]), ...[4, 5].map((id) => [id, id - 2])];
    expect(trace.before).toEqual({ nodes: rows });
    expect(trace.error).toBeNull();
    const deletes = statementsOf(trace).filter(({ sql }) => sql.startsWith('DELETE'));
    const keys = [[4, 5], [2, 3], [1]]; // S3
    expect(deletes.map(({ parameters }) => parameters)).toEqual(keys.map((each) => each.map((id) => ({ id }))));
    const effects = deletes.flatMap((statement) => statement.effects);
    expect(effects.map(({ by, key }) => `${by} ${key}`)).toEqual([4, 5, 2, 3, 1].map((key) => `client ${key}`));
    expect(trace.rows).toEqual({ nodes: [] });
  });

  test.skipIf(series === '2.0')('may delete several objects in one call', () => {
    const trace = run(
      TREE.replace(
        'root = session.get(Node, 1)\n    session.delete(root)',
        'both = [session.get(Node, n) for n in (4, 5)]\n    session.delete_all(both)',
      ),
    );
    const marked = trace.events.flatMap((event) =>
      event.type === 'session' && event.action === 'marked-deleted' ? event.objects : [],
    );
    expect(marked).toMatchObject([4, 5].map((key) => ({ entity: 'Node', keys: [key] })));
    const sent = statementsOf(trace).filter(({ at }) => at !== 'setup');
    // The SELECT for the children of the second flushes the first.
    expect(sent.map(({ sql }) => sql.split(' ', 1)[0])).toEqual(['SELECT', 'DELETE', 'SELECT', 'DELETE']);
    expect(trace.rows.nodes?.map(([id]) => id)).toEqual([1, 2, 3]);
  });

  test('has no relationships where the text of one raises, whatever it raises', () => {
    const trace = run(TREE.replace('relationship(', 'relationship(primaryjoin="Node.nobody == Node.id", '));
    expect(trace.error).toMatchObject({ class: 'AttributeError' });
    expect(trace.schema.classes).toMatchObject([{ name: 'Node', relationships: [] }]);
  });

  test('says which of its lines caused each statement, and which came before the operation', () => {
    const trace = run(TREE);
    const lines = TREE.split('\n');
    const [get, load] = statementsOf(trace);
    expect([get?.at, lines[(get?.line ?? 0) - 1]?.trim()]).toEqual(['setup', 'root = session.get(Node, 1)']);
    expect([load?.at, lines[(load?.line ?? 0) - 1]?.trim()]).toEqual(['call', 'session.delete(root)']);
    expect(lines[(statementsOf(trace).at(-1)?.line ?? 0) - 1]?.trim()).toBe('session.commit()');
  });

  test('may await at its top level, and begins the operation at a comment', () => {
    const trace = run(
      TREE.replace(
        'with Session(engine) as session:\n    root',
        'with Session(engine) as session:\n    # --- the operation\n    root',
      ).concat('import asyncio\nawait asyncio.sleep(0)\n'),
    );
    expect(trace.error).toBeNull();
    expect(statementsOf(trace).map(({ at }) => at)).not.toContain('setup');
  });

  test.each([
    ['1 +', 'SyntaxError', 'invalid syntax (program.py, line 1)'],
    ['raise ValueError("mine")', 'ValueError', 'mine'],
    ['import nowhere', 'ModuleNotFoundError', "No module named 'nowhere'"],
  ])('that fails as %s does has its exception in the trace', (source, name, message) => {
    const trace = run(source);
    expect(trace.events).toEqual([]);
    expect(trace.error).toMatchObject({ class: name, sqlstate: null, message, detail: null, constraint: null });
    // A text that cannot be read was never at any line.
    expect(trace.error?.line).toBe(name === 'SyntaxError' ? undefined : 1);
  });

  test('leaves nothing behind: no table, no open transaction, no schema', () => {
    const scenario = { ...DEFAULT_SCENARIO, ...askedOf(series), passiveDeletes: false };
    const expected = runScenario(database, scenario);
    run(`${TREE}\nforgotten = Session(engine)\nforgotten.add(Node(id=9))\nforgotten.flush()\n`);
    expect(differences(runScenarioOnSqlalchemy(database, python, scenario), expected)).toEqual([]);
    const names = database.execute({ sql: "SELECT to_regclass('nodes')::text", parameters: [], many: false });
    expect(names.rows).toEqual([[null]]);
  });
});
