// What the observer says of programs of a reader's own: classes, keys and collections that no scenario has.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import type { SessionEvent, Trace } from '@/lib/trace/trace';
import { doubtsOf } from '@/lib/verdict/doubts';
import { describeLive } from './live';

/** Authors with books, books with pages; what a test changes is given. */
const library = (operation: string, { books = 'cascade="all, delete-orphan"', imports = '', engine = '' } = {}) => `
import enum
from sqlalchemy import Enum, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
${imports}
class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    books = relationship("Book", order_by="Book.id", ${books})

class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))
    pages = relationship("Page", cascade="all, delete-orphan")

class Page(Base):
    __tablename__ = "pages"
    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))

engine = create_engine("postgresql+psycopg://localhost/library"${engine})
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Author(id=1))
    session.flush()
    session.add_all([Book(id=n, author_id=1, pages=[Page(id=n)]) for n in (1, 2, 3)])
    session.commit()
with Session(engine) as session:
    author = session.get_one(Author, 1)
    # --- the operation
${operation
  .trim()
  .split('\n')
  .map((line) => `    ${line.trim()}`)
  .join('\n')}
    session.commit()
`;

const said = ({ events }: Trace<unknown>, action: SessionEvent['action']) =>
  events.filter((event) => event.type === 'session').filter((event) => event.action === action);

const objectsOf = (trace: Trace<unknown>, action: SessionEvent['action']) =>
  said(trace, action).flatMap(({ objects }) =>
    objects.flatMap(({ entity, keys }) => keys.map((key) => `${entity} ${key}`)),
  );

await describeLive('Of a program', ({ database, python }) => {
  const run = (source: string) => runProgram(database, python, source, 'program.py');

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
engine = create_engine("postgresql+psycopg2://localhost/shop")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Paint(colour=Colour.red))
    session.commit()
with Session(engine) as session:
    session.delete(session.get_one(Paint, Colour.red))
    session.commit()
`);
    expect(trace.error).toBeNull();
    expect(objectsOf(trace, 'marked-deleted')).toEqual(['Paint red']);
    expect(trace.before).toEqual({ paints: [['red']] });
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

  test('rows that the witness was kept from seeing are said to be unexplained', () => {
    const trace = run(
      library(
        `session.execute(text("ALTER TABLE pages DISABLE TRIGGER USER"))
         session.execute(text("DELETE FROM pages WHERE id < 3"))
         session.execute(text("INSERT INTO pages (id, book_id) VALUES (9, 1)"))
         session.execute(text("UPDATE pages SET book_id = 1 WHERE id = 3"))`,
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
