// What only SQLAlchemy itself says of a run: the unit of work's list of tasks, and the identity map.
import { expect, test } from 'vitest';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runProgram } from '@/lib/engine/run/run-program';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Insight, ObjectGroup, Task } from '@/lib/trace/insight';
import type { Trace } from '@/lib/trace/trace';
import { describeLive } from './live';

const PREAMBLE = `
from sqlalchemy import *
from sqlalchemy.orm import *

class Base(DeclarativeBase):
    pass
`;

const OPERATION = `
engine = create_engine("postgresql+psycopg://db.example/app")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(seed())
    session.commit()
with Session(engine) as session:
    operation(session)
`;

/** A class whose rows refer to each other: no list of whole classes can delete them. */
const TREE = `${PREAMBLE}
class Node(Base):
    __tablename__ = "nodes"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("nodes.id"))
    children: Mapped[list["Node"]] = relationship(cascade="all, delete-orphan")

def seed():
    return [Node(id=1, children=[Node(id=n, children=[Node(id=n + 2)]) for n in (2, 3)])]

def operation(session):
    session.delete(session.get(Node, 1))
    session.commit()
${OPERATION}`;

const TAGS = `${PREAMBLE}
post_tags = Table("post_tags", Base.metadata, Column("post_id", ForeignKey("posts.id"), primary_key=True),
                  Column("tag_id", ForeignKey("tags.name"), primary_key=True))
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list["Tag"]] = relationship(secondary=post_tags)
class Tag(Base):
    __tablename__ = "tags"
    name: Mapped[str] = mapped_column(primary_key=True)

def seed():
    return [Post(id=1, tags=[Tag(name="sql"), Tag(name="orm")])]

def operation(session):
    session.delete(session.get(Post, 1))
    session.flush()
    session.add(Tag(name="new"))
    session.commit()
${OPERATION}`;

function insightOf({ insight }: Trace<unknown>): Insight {
  if (!insight) throw new Error('The run has no insight');
  return insight;
}

const said = (groups: readonly ObjectGroup[]) => groups.map(({ entity, keys }) => `${entity} ${keys.join(' ')}`);

/** "DeleteAll Post: Post 1 2 3", only of what found something to do. */
const busy = (tasks: readonly Task[]) =>
  tasks
    .filter(({ objects }) => objects.length > 0)
    .map(({ task, of, objects }) => `${task} ${of}: ${said(objects).join(', ')}`);

await describeLive('The insight of a run', ({ database, python }) => {
  const run = (settings: Partial<Scenario>) =>
    runScenarioOnSqlalchemy(database, python, { ...DEFAULT_SCENARIO, ...settings });
  const program = (source: string) => runProgram(database, python, { source: source, filename: 'program.py' });

  test('shows the tasks of a flush in the order in which they ran', () => {
    const trace = run({ passiveDeletes: false, onDelete: null });
    const [flush, ...others] = insightOf(trace).flushes;
    expect(others).toEqual([]);
    expect(flush?.tasks.map(({ task, of, deletes }) => `${task} ${of} ${deletes}`)).toEqual([
      'ProcessAll Post.user true',
      'ProcessAll User.posts true',
      'SaveUpdateAll User false',
      'ProcessAll Post.user false',
      'ProcessAll User.posts false',
      'SaveUpdateAll Post false',
      'DeleteAll Post true',
      'DeleteAll User true',
    ]);
    expect(busy(flush?.tasks ?? [])).toEqual([
      'ProcessAll Post.user: Post 1 2 3',
      'ProcessAll User.posts: User 1',
      'DeleteAll Post: Post 1 2 3',
      'DeleteAll User: User 1',
    ]);
    expect(new Set(flush?.tasks.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
  });

  test('shows a shorter list when the posts stay unloaded', () => {
    const [flush] = insightOf(run({})).flushes;
    expect(flush?.tasks.map(({ task, of }) => `${task} ${of}`)).toEqual(['SaveUpdateAll User', 'DeleteAll User']);
  });

  test('says which statement each task sent, and which were sent before there was a list', () => {
    const trace = run({ passiveDeletes: false, onDelete: null, nullable: true, cascade: 'save-update, merge' });
    const [flush] = insightOf(trace).flushes;
    const sql = (indices: readonly number[] = []) =>
      indices.map((index) => {
        const event = trace.events[index];
        return event?.type === 'statement' ? event.sql.split(' ', 1)[0] : event?.type;
      });
    expect(sql(flush?.planning)).toEqual(['SELECT']);
    const sent = flush?.tasks.filter(({ statements }) => statements.length > 0);
    expect(sent?.map(({ task, of, statements }) => `${task} ${of} ${sql(statements)}`)).toEqual([
      'SaveUpdateAll Post UPDATE',
      'DeleteAll User DELETE',
    ]);
    const inFlush = trace.events.flatMap((event, index) => (event.at === 'flush' ? [index] : []));
    expect([flush?.from, (flush?.to ?? 0) - 1]).toEqual([inFlush[0], inFlush.at(-1)]);
  });

  test('shows which task failed and which were never reached', () => {
    const trace = run({ passiveDeletes: false, onDelete: null, cascade: 'save-update, merge' });
    expect(trace.error?.sqlstate).toBe('23502');
    const tasks = insightOf(trace).flushes[0]?.tasks.slice(-3);
    expect(tasks?.map(({ task, of, outcome }) => `${task} ${of} ${outcome}`)).toEqual([
      'SaveUpdateAll Post failed',
      'DeleteAll Post not reached',
      'DeleteAll User not reached',
    ]);
    expect(busy(tasks ?? [])).toEqual(['SaveUpdateAll Post: Post 1 2 3', 'DeleteAll User: User 1']);
  });

  test('has tasks for single objects when a class depends on itself', () => {
    const trace = program(TREE); // S3
    const [flush] = insightOf(trace).flushes;
    expect(busy(flush?.tasks ?? [])).toEqual([
      'ProcessState Node.children: Node 1 2 3',
      'DeleteState Node: Node 4 5',
      'DeleteState Node: Node 2 3',
      'DeleteState Node: Node 1',
    ]);
    expect(flush?.tasks.map(({ statements }) => statements.length)).toEqual([0, 1, 1, 1]);
  });

  test('counts the rows of a table in between among the statements of its relationship', () => {
    const trace = program(TAGS); // S2
    const [first, second] = insightOf(trace).flushes;
    const sent = first?.tasks.filter(({ statements }) => statements.length > 0);
    expect(busy(sent ?? [])).toEqual(['ProcessAll Post.tags: Post 1', 'DeleteAll Post: Post 1']);
    expect(sent?.[0]?.sentence).toContain('post_tags');
    expect(busy(second?.tasks ?? [])).toEqual(['SaveUpdateAll Tag: Tag new']);
  });

  test('shows the identity map before the operation and after it', () => {
    const { before, after } = insightOf(run({ operation: 'delete-post', loaded: 'loaded' })).identityMap;
    expect(before).toEqual([
      { entity: 'User', keys: [1], state: 'persistent' },
      { entity: 'Post', keys: [1, 2, 3], state: 'persistent' },
    ]);
    expect(said(after)).toEqual(['User 1', 'Post 2 3']);
  });

  test('shows that the identity map keeps what the foreign key has deleted', () => {
    const trace = run({ operation: 'bulk-delete', loaded: 'loaded' });
    expect(trace.rows.posts?.map(([id]) => id)).toEqual([4, 5]);
    expect(said(insightOf(trace).identityMap.after)).toEqual(['Post 1 2 3']);
  });

  test('shows an identity map of expired objects after a rollback', () => {
    const { after } = insightOf(run({ passiveDeletes: 'all', onDelete: 'RESTRICT', cascade: 'all' })).identityMap;
    const refused = insightOf(run({ onDelete: 'RESTRICT' })).identityMap;
    expect(refused.after).toEqual([{ entity: 'User', keys: [1], state: 'expired' }]);
    expect(after).toEqual([]); // C1: the setting was rejected, nothing ran
  });

  test('has no flush where the program sends its DELETE past the unit of work', () => {
    for (const operation of ['raw-delete', 'bulk-delete'] as const) {
      expect(insightOf(run({ operation })).flushes).toEqual([]);
    }
  });
});
