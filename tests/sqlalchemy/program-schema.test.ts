// What a program's run says of its tables and classes, and how it names rows of any key.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { indexRun } from '@/lib/trace/run-index';
import type { Effect, Trace } from '@/lib/trace/trace';
import { describeLive } from './live';

const HEAD = `import uuid
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Table, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass
`;

const TAIL = `
engine = create_engine("postgresql://")
Base.metadata.create_all(engine)
`;

const LABELS = `${HEAD}
post_tags = Table(
    "post tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("label", ForeignKey("tags.label", deferrable=True, initially="DEFERRED"), primary_key=True),
)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list["Tag"]] = relationship(secondary=post_tags, back_populates="posts")


class Tag(Base):
    __tablename__ = "tags"

    label: Mapped[str] = mapped_column(primary_key=True)
    posts: Mapped[list[Post]] = relationship(secondary=post_tags, back_populates="tags", passive_deletes=True)
${TAIL}
with Session(engine) as session:
    session.add(Post(id=1, tags=[Tag(label="a tag"), Tag(label="it's")]))
    session.commit()

with Session(engine) as session:
    post = session.get(Post, 1)
    session.delete(post)
    session.commit()
`;

const DOCUMENTS = `${HEAD}

class Account(Base):
    __tablename__ = "Accounts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    documents: Mapped[list["Document"]] = relationship(passive_deletes="all")


class Document(Base):
    __tablename__ = "documents"

    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("Accounts.id", ondelete="SET NULL"))
    number: Mapped[int] = mapped_column(primary_key=True)
${TAIL}
key = uuid.UUID(int=1)
with Session(engine) as session:
    session.add(Account(id=key, documents=[Document(number=2**40), Document(number=7)]))
    session.commit()

with Session(engine, expire_on_commit=False) as session:
    account = session.get(Account, key)
    account.documents
    session.delete(account)
    session.commit()
`
  .replace('number: Mapped[int] = mapped_column(', 'number: Mapped[int] = mapped_column(BigInteger, ')
  .replace('import Column', 'import BigInteger, Column');

const effectsOf = ({ trace }: Trace<unknown>): Effect[] =>
  trace.events.flatMap((event) => (event.type === 'statement' ? event.effects : []));

await describeLive('The run of a program', ({ database, python }) => {
  const run = (source: string) => runProgram(database, python, source, 'program.py');

  test('names rows by their whole key, whatever is in it', () => {
    const result = run(LABELS);
    expect(result.trace.error).toBeNull();
    const keys = ['(1, a tag)', "(1, it's)"];
    expect(effectsOf(result).filter(({ table }) => table === 'post tags')).toEqual(
      keys.map((key) => ({ by: 'client', operation: 'DELETE', table: 'post tags', key })),
    );
    const index = indexRun(result);
    const table = index.tables.find(({ name }) => name === 'post tags');
    expect(table?.keys).toEqual(keys);
    expect(table?.rows).toEqual([
      [1, 'a tag'],
      [1, "it's"],
    ]);
    expect([...index.rowOfEffect]).not.toContain(-1);
  });

  test('reads tables and foreign keys with their actions from the catalog', () => {
    const { schema } = run(LABELS);
    expect(schema?.tables.map(({ name }) => name)).toEqual(['posts', 'tags', 'post tags']);
    expect(schema?.tables.at(-1)).toEqual({
      name: 'post tags',
      columns: [
        { name: 'post_id', type: 'integer', nullable: false },
        { name: 'label', type: 'character varying', nullable: false },
      ],
      key: ['post_id', 'label'],
      foreignKeys: [
        {
          name: 'post tags_post_id_fkey',
          columns: ['post_id'],
          references: 'posts',
          referenced: ['id'],
          onDelete: 'CASCADE',
          deferred: false,
        },
        {
          name: 'post tags_label_fkey',
          columns: ['label'],
          references: 'tags',
          referenced: ['label'],
          onDelete: 'NO ACTION',
          deferred: true,
        },
      ],
    });
  });

  test('takes classes and relationships from the mappers, in words of theirs', () => {
    const { schema } = run(LABELS);
    const shared = {
      direction: 'many-to-many',
      cascade: ['merge', 'save-update'],
      secondary: 'post tags',
      lazy: 'select',
    };
    expect(schema?.classes).toEqual([
      {
        name: 'Post',
        table: 'posts',
        relationships: [{ attribute: 'tags', target: 'Tag', passiveDeletes: false, reverse: 'posts', ...shared }],
      },
      {
        name: 'Tag',
        table: 'tags',
        relationships: [{ attribute: 'posts', target: 'Post', passiveDeletes: true, reverse: 'tags', ...shared }],
      },
    ]);
    expect(run('import sqlalchemy').schema).toEqual({ tables: [], classes: [] });
  });

  test('has keys of text and large numbers, and tells M1 of classes that no scenario has', () => {
    const result = run(DOCUMENTS);
    const account = '00000000-0000-0000-0000-000000000001';
    expect(effectsOf(result).map(({ by, key, change }) => [by, key, change?.to])).toEqual([
      ['client', account, undefined],
      ['foreign-key', 2 ** 40, null], // F3: as they were inserted
      ['foreign-key', 7, null],
    ]);
    expect(result.trace.rows).toEqual({
      Accounts: [],
      documents: [
        [null, 7],
        [null, 2 ** 40],
      ],
    });
    const stale = result.trace.events.filter((event) => event.type === 'session' && event.action === 'stale');
    expect(stale).toMatchObject([
      { objects: [{ entity: 'Document', keys: [7, 2 ** 40], state: 'stale' }], rule: 'M1' },
    ]);
    expect([...indexRun(result).rowOfEffect]).not.toContain(-1);
  });
});
