// What the observer says of programs of a reader's own: classes, keys and collections that no scenario has.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import type { SessionEvent } from '@/lib/trace/trace';
import { doubtsOf } from '@/lib/verdict/doubts';
import { library, objectsOf, said } from './a-library';
import { describeLive } from './live';

await describeLive('Of a program', ({ database, python }) => {
  const run = (source: string) => runProgram(database, python, { source: source, filename: 'program.py' });

  test('only what was taken out of a collection is an orphan; what a cascade leads to is not', () => {
    const trace = run(library('author.books.remove(author.books[0])'));
    expect(objectsOf(trace, 'orphaned')).toEqual(['Book 1']);
    expect(objectsOf(trace, 'cascaded')).toEqual(['Page 1']);
    expect(said(trace, 'orphaned')[0]?.note).toContain('Book 1 has no parent');
    expect(trace.missing).toEqual([]);
  });

  test('a collection is said as it was read, and then as it was changed', () => {
    const trace = run(library('author.books.pop(0)'));
    const members = (action: SessionEvent['action']) =>
      said(trace, action).flatMap(({ collections }) =>
        collections.filter(({ attribute }) => attribute === 'books').map((each) => each.members),
      );
    expect([members('loaded'), members('changed')]).toEqual([[[1, 2, 3]], [[2, 3]]]);
  });

  test('a collection that was read empty is said to be empty, also when the program had put something into it unread', () => {
    const trace = run(
      library(
        `session.add(Author(id=2)); session.flush()
         book = author.books[0]; other = session.get_one(Author, 2); session.expire(other)
         other.books.append(book)
         session.flush()
         print(len(other.books))`,
        { books: 'passive_deletes=True, cascade="save-update"' },
      ),
    );
    const read = said(trace, 'loaded').flatMap(({ collections }) => collections.filter(({ key }) => key === 2));
    expect([trace.error, read.map(({ members }) => members)]).toEqual([null, [[]]]);
  });

  test('an error that the Session itself raises is told, though no statement failed', () => {
    const operation = `try:
  session.delete(author); session.flush(); session.add(author)
except InvalidRequestError:
  pass`;
    const source = library('pass', { imports: 'from sqlalchemy.exc import InvalidRequestError' });
    const indented = operation.replaceAll('\n', '\n    ');
    const trace = run(source.replace('pass\n    session.commit', `${indented}\n    session.commit`));
    expect(said(trace, 'caught').map(({ error }) => error?.class)).toEqual(['InvalidRequestError']);
    expect([trace.error, trace.rows.authors]).toEqual([null, []]);
  });

  test('an object of its own that is in no Session is nobody’s affair, also when merge() reads it', () => {
    const trace = run(library('session.merge(Author(id=1, books=[Book(id=2)]))'));
    expect(said(trace, 'loaded').flatMap(({ collections }) => collections.map(({ members }) => members))).toEqual([
      [1, 2, 3],
      ...[1, 3].map((page) => [page]),
    ]);
    expect(objectsOf(trace, 'orphaned')).toEqual(['Book 1', 'Book 3']);
  });

  test('what add() takes back and what expunge() takes out is told', () => {
    const trace = run(
      library(`first, second, third = author.books
               session.delete(second)
               session.add(second)
               session.expunge(third)`),
    );
    expect(objectsOf(trace, 'un-marked')).toContain('Book 2');
    expect(objectsOf(trace, 'expunged')).toEqual(['Book 3']);
    expect(trace.rows.books).toHaveLength(3);
  });

  test('what a flush has deleted can be taken out, too', () => {
    const trace = run(
      library('book = author.books[0]; session.delete(author); session.flush(); session.expunge(book)'),
    );
    expect([trace.error, objectsOf(trace, 'expunged').sort()]).toEqual([null, ['Book 1', 'Page 1']]);
  });

  test('a collection may be of a class of its own', () => {
    const imports = `
from sqlalchemy.orm.collections import collection
class Shelf:
    def __init__(self):
        self.held = {}
    @collection.appender
    def put(self, book):
        self.held[id(book)] = book
    @collection.remover
    def take(self, book):
        del self.held[id(book)]
    @collection.iterator
    def all(self):
        return iter(self.held.values())
`;
    const books = 'cascade="all, delete-orphan", collection_class=Shelf';
    const trace = run(library('author.books.take(next(author.books.all()))', { books, imports }));
    expect([trace.error, trace.missing, objectsOf(trace, 'orphaned')]).toEqual([null, [], ['Book 1']]);
  });

  test('a key is named as the database has it', () => {
    const trace = run(`
import enum
from sqlalchemy import Enum, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase):
    pass
class Colour(enum.Enum):
    red = 1
class Paint(Base):
    __tablename__ = "paints"
    colour: Mapped[Colour] = mapped_column(Enum(Colour, name="colour"), primary_key=True)
    dry: Mapped[bool] = mapped_column(primary_key=True)
engine = create_engine("postgresql+psycopg2://localhost/shop")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Paint(colour=Colour.red, dry=True))
    session.commit()
with Session(engine) as session:
    session.delete(session.get_one(Paint, (Colour.red, True)))
    session.commit()
`);
    expect(trace.error).toBeNull();
    expect(objectsOf(trace, 'marked-deleted')).toEqual(['Paint red,t']);
    expect(trace.before).toEqual({ paints: [['red', 't']] });
  });

  test('SQLAlchemy’s warnings of the preparations are kept, and nobody else’s', () => {
    const imports = 'import warnings; warnings.warn("not of SQLAlchemy")';
    const trace = run(
      library('session.delete(author)', { books: 'cascade="all", viewonly=False, overlaps=""', imports }),
    );
    expect(trace.warnings).toEqual([]);
    const twice = `
class Novel(Book):
    pages_again = relationship("Page")
`;
    const warned = run(library('session.delete(author)').replace('\nengine =', `${twice}\nengine =`));
    expect(warned.warnings.map((each) => [each.class, each.at])).toContainEqual(['SAWarning', 'setup']);
  });

  test('a pool may be told of its size', () => {
    const engine = ', pool_size=5, max_overflow=10, pool_timeout=3, pool_use_lifo=True, pool_pre_ping=True';
    expect(run(library('session.delete(author)', { engine })).error).toBeNull();
  });

  test('a savepoint is an event, and what it takes back is there again', () => {
    const trace = run(
      library(`first, second, third = author.books
               nested = session.begin_nested()
               session.delete(second)
               session.flush()
               nested.rollback()
               session.delete(third)`),
    );
    const actions = trace.events.flatMap((event) => (event.type === 'transaction' ? [event.action] : []));
    expect(actions).toEqual(['begin', 'savepoint', 'rollback-to', 'commit']);
    expect(trace.rows.books?.map(([id]) => id)).toEqual([1, 2]);
    expect(trace.unexplained).toEqual([]);
    expect(said(trace, 'changed').at(-1)?.note).toContain('book 2');
    expect(objectsOf(trace, 'expired')).toEqual([]);
  });

  test('a flush that fails inside a savepoint takes back no more than that', () => {
    const trace = run(
      library(
        `with suppress(IntegrityError), session.begin_nested(): session.add(Book(id=1)); session.flush()
         session.delete(author)`,
        { imports: 'from contextlib import suppress\nfrom sqlalchemy.exc import IntegrityError' },
      ),
    );
    expect(said(trace, 'expired').map(({ note }) => note)).toEqual([
      'The savepoint is taken back, and had touched no object',
    ]);
    expect(trace.rows.authors).toEqual([]);
  });

  test('an error that is caught ends nothing, in the operation and before it', () => {
    const caught = `try:
    with Session(engine) as other:
        other.execute(text("DELETE FROM books"))
except DatabaseError:
    pass
`;
    const operation = 'try:\n  session.execute(text("DELETE FROM books"))\nexcept DatabaseError:\n  session.rollback()';
    const source = library('pass', { imports: 'from sqlalchemy import text\nfrom sqlalchemy.exc import DatabaseError' })
      .replace('with Session(engine) as session:\n    author', `${caught}with Session(engine) as session:\n    author`)
      .replace('    pass\n    session.commit', `    ${operation.replaceAll('\n', '\n    ')}\n    session.commit`);
    const trace = run(source);
    expect(trace.error).toBeNull();
    expect(said(trace, 'caught').map(({ at, error }) => [at, error?.sqlstate])).toEqual([['call', '23503']]);
    expect(said(trace, 'raised')).toEqual([]);
    expect(trace.events.some(({ at }) => at === 'after-error')).toBe(false);
    // Not caught, the same error ends the program.
    const ended = run(source.replace('except DatabaseError:\n      session', 'except KeyError:\n      session'));
    expect(ended.error).toMatchObject({ class: 'IntegrityError', sqlstate: '23503' });
    expect([said(ended, 'caught'), said(ended, 'raised').map(({ error }) => error)]).toEqual([[], [undefined]]);
  });

  test('rows that are touched only by the COMMIT are its own', () => {
    const trace = run(
      library('session.delete(author)', {
        setup: `CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO authors VALUES (7); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER noted AFTER DELETE ON authors DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION note()`,
      }),
    );
    const [commit] = trace.events.filter((event) => event.type === 'statement' && event.sql === 'COMMIT');
    expect(commit).toMatchObject({
      at: 'commit',
      failed: false,
      effects: [{ by: 'trigger', table: 'authors', key: 7 }],
    });
    expect([trace.unexplained, trace.rows.authors]).toEqual([[], [[7]]]);
  });

  test.each([
    ['before a statement', '# --- the operation', 'session.delete(author)'],
    ['behind one', 'session.delete(author)  # --- the operation'],
    ['in the middle of one', 'session.delete(', '    # --- the operation', '    author)'],
    ['before an else', 'if author is None:', '    pass', '# --- the operation', 'else:', '    session.delete(author)'],
    ['in a header', 'if author:  # --- the operation', '    session.delete(author)'],
    [
      'before a decorator',
      '# --- the operation',
      '@(lambda work: work())',
      'def work():',
      '    session.delete(author)',
    ],
    ['in a print()', 'print(', '    "--- the operation")', 'session.delete(author)'],
    ['without indentation', '\b# --- the operation', 'session.delete(author)'],
    [
      'behind a text that has its words',
      "text = '''",
      "# --- the operation'''",
      '# --- the operation',
      'session.delete(author)',
    ],
  ])('the marker may stand %s', (_, ...lines) => {
    const body = ['author.books', ...lines].map((line) => (line.startsWith('\b') ? line.slice(1) : `    ${line}`));
    const trace = run(library('').replace('    # --- the operation\n', () => `${body.join('\n')}\n`));
    expect([trace.error, trace.rows.authors]).toEqual([null, []]);
    expect(said(trace, 'marked-deleted')[0]?.at).toBe('call');
    const statements = trace.events.filter(({ type }) => type === 'statement');
    // the author and the books were read before it
    expect(statements.map(({ at }) => at === 'setup').slice(0, 3)).toEqual([true, true, false]);
  });

  test('the marker may be the first line, and the last', () => {
    const source = library('session.delete(author)').replace('# --- the operation', '');
    const first = run(`# --- the operation\n"""Of books."""\nfrom __future__ import annotations\n${source}`);
    expect([first.error, first.missing]).toEqual([null, []]);
    expect(first.events.some(({ at }) => at === 'flush')).toBe(true);
    const last = run(`${source.replace('session.delete(author)', 'pass')}# --- the operation`);
    expect([last.error, last.events, last.missing]).toEqual([null, [], []]);
  });

  test('a program in which nothing is deleted is told so', () => {
    const trace = run(library('author.id = author.id').replace('# --- the operation', ''));
    expect(doubtsOf(trace)).toEqual([expect.stringMatching(/^What the operation is: no line has "--- the operation"/)]);
    expect(run(library('session.delete(author)')).missing).toEqual([]);
  });

  test.each([
    ['a bulk delete', 'session.execute(delete(Page))'],
    ['a Query', 'session.query(Page).delete()'],
    ['SQL of its own', 'session.execute(text("-- all\\n/* of */ DELETE FROM pages"))'],
    [
      'a statement that begins with WITH',
      'session.execute(text("WITH gone AS (DELETE FROM pages RETURNING 1) SELECT * FROM gone"))',
    ],
    ['TRUNCATE', 'session.execute(text("TRUNCATE pages"))'],
    ['Core', 'session.connection().exec_driver_sql("DELETE FROM pages")'],
    ['a flush that finds an orphan', 'author.books.clear(); session.flush()'],
    ['an orphan without a way back', 'author.books[0].pages.clear(); session.flush()'],
  ])('without a marker it begins with %s', (_, operation) => {
    const source = library(operation, { imports: 'from sqlalchemy import delete, text' });
    const trace = run(source.replace('# --- the operation', 'author.books[0].pages'));
    expect([trace.error, trace.missing, trace.rows.pages]).toEqual([null, [], expect.anything()]);
    const effects = trace.events.flatMap((event) => (event.type === 'statement' ? event.effects : []));
    expect(effects.some(({ table, operation }) => table === 'pages' && operation !== 'INSERT')).toBe(true);
    const reads = trace.events.filter((event) => event.type === 'statement' && event.sql.startsWith('SELECT'));
    expect(reads[0]?.at).toBe('setup');
    expect(trace.events.find(({ at }) => at !== 'setup')?.type).toMatch(/statement|session/);
  });

  test('with a marker nothing else begins it', () => {
    const source = library('session.delete(author)', { imports: 'from sqlalchemy import text' });
    const trace = run(
      source.replace(
        '    # --- the operation',
        '    session.execute(text("DELETE FROM pages WHERE false"))\n    # --- the operation',
      ),
    );
    const found = trace.events.find((event) => event.type === 'statement' && event.sql.startsWith('DELETE'));
    expect([trace.error, found?.at]).toEqual([null, 'setup']);
  });

  test('no exception is too much, and nothing ends the process', () => {
    for (const raised of ['KeyboardInterrupt', 'GeneratorExit', 'SystemExit(2)', 'asyncio.CancelledError']) {
      const trace = run(`import asyncio\n${library('session.delete(author)')}raise ${raised}\n`);
      expect(trace.error?.class).toBe(raised.replace(/^asyncio\.|\(.*/g, ''));
      expect(trace.rows.authors).toEqual([]);
    }
    const ended = run(library('session.delete(author)\nsession.flush()\nimport os; os._exit(3)'));
    expect(ended.error).toMatchObject({ class: 'SystemExit', message: '3' });
    expect(ended.rows.authors).toHaveLength(1);
  });

  test('an end by sys.exit(0) is none of an error, by sys.exit(1) it is', () => {
    const [whole, failed] = [0, 1].map((code) =>
      run(`${library('session.delete(author)')}import sys; sys.exit(${code})\n`),
    );
    expect([whole?.error, failed?.error?.class]).toEqual([null, 'SystemExit']);
  });

  test('what a statement took from under an object that the Session holds is stale', () => {
    const trace = run(
      library(
        `books = list(author.books)
         session.execute(delete(Page), execution_options={"synchronize_session": False})
         session.execute(delete(Book).where(Book.id > 1), execution_options={"synchronize_session": False})`,
        { imports: 'from sqlalchemy import delete' },
      ),
    );
    expect(objectsOf(trace, 'stale')).toEqual(['Book 2', 'Book 3']);
  });

  test('the end of a transaction around the Session is the end of the operation', () => {
    const source = library('session.delete(author)')
      .replace(/with Session\(engine\) as session:\n {4}author/, 'outer = engine.connect()\nouter.begin()\n$&')
      .replace(/(outer\.begin\(\)\nwith Session\()engine\)/, '$1outer, join_transaction_mode="rollback_only")');
    const trace = run(`${source}outer.rollback()\nouter.execute(select(Author)).all()\n`);
    expect(trace.events.at(-1)).toMatchObject({ type: 'transaction', action: 'rollback' });
    expect(trace.rows.authors).toEqual([[1]]);
  });

  test('an operation that opens a Session of its own begins with the rows that were there', () => {
    const source = library('pass').replace(
      /with Session\(engine\) as session:\n {4}author = .*$/s,
      `def close(number):
    with Session(engine) as session:
        session.delete(session.get_one(Author, number))
        session.commit()
# --- the operation
close(1)
`,
    );
    const trace = run(source);
    expect(trace.before.books).toHaveLength(3);
    expect(trace.events[0]).toMatchObject({ type: 'transaction', action: 'begin', at: 'call' });
    expect([trace.rows.authors, trace.unexplained]).toEqual([[], []]);
  });

  test('tables that are made late are seen like any other, and TRUNCATE row by row', () => {
    const trace = run(
      library(
        `session.execute(text("CREATE TABLE taken (page_id integer PRIMARY KEY)"))
         session.execute(text("INSERT INTO taken SELECT id FROM pages"))
         session.execute(text("TRUNCATE pages"))`,
        { imports: 'from sqlalchemy import text' },
      ),
    );
    const effects = trace.events.flatMap((event) => (event.type === 'statement' ? event.effects : []));
    expect(effects.map(({ operation, table, key }) => [operation, table, key])).toEqual([
      ...[1, 2, 3].map((key) => ['INSERT', 'taken', key]),
      ...[1, 2, 3].map((key) => ['TRUNCATE', 'pages', key]),
    ]);
    expect([trace.before.taken, trace.rows.pages, trace.unexplained]).toEqual([undefined, [], []]);
  });

  test('what nothing in Python refers to any more is not stale', () => {
    const sql = 'text("DELETE FROM pages WHERE book_id = 1")';
    const options = { imports: 'from sqlalchemy import text' };
    const held = run(library(`page = session.get(Page, 1)\nsession.execute(${sql})`, options));
    const gone = run(library(`page = session.get(Page, 1)\ndel page\nsession.execute(${sql})`, options));
    expect([objectsOf(held, 'stale'), objectsOf(gone, 'stale')]).toEqual([['Page 1'], []]);
  });

  test('objects of an inheritance are named by their rows, where the key is theirs', () => {
    const trace = run(`
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase):
    pass
class Owner(Base):
    __tablename__ = "owners"
    id: Mapped[int] = mapped_column(primary_key=True)
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id", ondelete="CASCADE"))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "thing"}
class Toy(Thing):
    __mapper_args__ = {"polymorphic_identity": "toy"}
class Tool(Thing):
    __tablename__ = "tools"
    number: Mapped[int] = mapped_column(primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("things.id", ondelete="CASCADE"))
    __mapper_args__ = {"polymorphic_identity": "tool"}
engine = create_engine("postgresql+psycopg://localhost/attic")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Owner(id=1), Owner(id=2)])
    session.flush()
    # Tool 3 is row 4 of its own table, and tool 4 row 3.
    tools = [Tool(id=3, number=4, owner_id=1), Tool(id=4, number=3, owner_id=2)]
    session.add_all([Thing(id=1, owner_id=1), Toy(id=2, owner_id=1), *tools])
    session.commit()
with Session(engine, expire_on_commit=False) as session:
    things = session.scalars(select(Thing)).all()
    tools = session.scalars(select(Tool)).all()
    session.delete(session.get_one(Owner, 1))
    session.commit()
`);
    expect(trace.error).toBeNull();
    expect(objectsOf(trace, 'stale').sort()).toEqual(['Thing 1', 'Tool 3', 'Toy 2']);
  });

  test('a class may be mapped to a JOIN', () => {
    const both = `
class Leaf(Base):
    __table__ = Book.__table__.join(Page.__table__)
    id = column_property(Book.__table__.c.id, Page.__table__.c.book_id)
    page_id = Page.__table__.c.id
`;
    const source = library('session.delete(author)', { imports: 'from sqlalchemy.orm import column_property' });
    const trace = run(source.replace('\nengine =', `${both}\nengine =`));
    expect([trace.error, trace.missing]).toEqual([null, []]);
    expect(trace.schema.classes.find(({ name }) => name === 'Leaf')?.tables.toSorted()).toEqual(['books', 'pages']);
  });

  const imports = `
def elsewhere():
    with Session(engine) as other:
        other.delete(other.get_one(Book, 1))
        other.commit()
`;

  test('what another Session does in between is another connection’s, and the row is gone for this one', () => {
    const trace = run(library('book = author.books[0]; book.pages\nelsewhere()\nsession.delete(book)', { imports }));
    const sent = trace.events.filter((event) => event.type === 'statement');
    const deletes = sent.filter(({ sql }) => sql.startsWith('DELETE FROM books'));
    expect(deletes.map(({ connection, rowcount }) => [connection, rowcount])).toEqual([
      [2, 1],
      [undefined, 0],
    ]);
    const transactions = trace.events.filter((event) => event.type === 'transaction');
    expect(transactions.map(({ action, connection }) => [action, connection])).toEqual([
      ['begin', undefined],
      ['begin', 2],
      ['commit', 2],
      ['commit', undefined],
    ]);
    expect(objectsOf(trace, 'marked-deleted')).toEqual(['Book 1', 'Page 1']);
    expect(trace.warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining('0 were matched'));
    expect([trace.error, trace.unexplained]).toEqual([null, []]);
  });

  test('two transactions that have both written are refused, and nothing of them is mixed up', () => {
    const trace = run(library('session.delete(author.books[1]); session.flush()\nelsewhere()', { imports }));
    expect(trace.error).toMatchObject({
      class: 'NotSupportedError',
      message: expect.stringContaining('one connection'),
    });
    expect(trace.rows.books).toHaveLength(3);
  });

  test('rows that the witness was kept from seeing are said to be unexplained', () => {
    const trace = run(
      library(
        // in one message, so that nothing can be switched on again in between
        `session.execute(text("ALTER TABLE pages DISABLE TRIGGER USER; DELETE FROM pages WHERE id < 3;"
         " INSERT INTO pages (id, book_id) VALUES (9, 1); UPDATE pages SET book_id = 1 WHERE id = 3"))`,
        { imports: 'from sqlalchemy import text' },
      ),
    );
    expect(doubtsOf(trace)).toEqual([
      '2 rows of pages (1 and 2) are gone, and nothing here saw who deleted them.',
      '1 row of pages (3) is not as before, and nothing here saw who changed it.',
      '1 row of pages (9) is new, and nothing here saw who inserted it.',
    ]);
  });

  test('whatever fails in the observer fails no program, and is said', () => {
    const trace = run(
      library(`import cascade_lens.observer as o
               whole, o._say_marked = o._say_marked, None
               session.delete(author)
               o._say_marked = whole`),
    );
    expect(trace.error).toBeNull();
    expect(trace.rows.authors).toEqual([]);
    expect(trace.missing).toEqual([expect.stringContaining('What delete() marks could not be observed')]);
  });
});
