// Programs of authors with books and pages, and what a trace says of them.
import type { SessionEvent, Trace } from '@/lib/trace/trace';

/** Authors with books, books with pages; what a test changes is given. */
export const library = (
  operation: string,
  { books = 'cascade="all, delete-orphan"', imports = '', engine = '', setup = 'SELECT 1' } = {},
) => `
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
with engine.begin() as connection:
    connection.exec_driver_sql('''${setup}''')
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

export const said = ({ events }: Trace<unknown>, action: SessionEvent['action']) =>
  events.filter((event) => event.type === 'session').filter((event) => event.action === action);

export const objectsOf = (trace: Trace<unknown>, action: SessionEvent['action']) =>
  said(trace, action).flatMap(({ objects }) =>
    objects.flatMap(({ entity, keys }) => keys.map((key) => `${entity} ${key}`)),
  );
