// What a program's run says of its tables and classes, and how it names rows of any key.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { PROGRAMS } from '@/lib/programs/programs';
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

const effectsOf = ({ events }: Trace<unknown>): Effect[] =>
  events.flatMap((event) => (event.type === 'statement' ? event.effects : []));

await describeLive('The run of a program', ({ database, python }) => {
  const run = (source: string) => runProgram(database, python, { source: source, filename: 'program.py' });

  test('names rows by their whole key, whatever is in it', () => {
    const result = run(LABELS);
    expect(result.error).toBeNull();
    const keys = [
      [1, 'a tag'],
      [1, "it's"],
    ];
    expect(effectsOf(result).filter(({ table }) => table === 'post tags')).toEqual(
      keys.map((key) => ({ by: 'client', operation: 'DELETE', table: 'post tags', key })),
    );
    const index = indexRun(result);
    const table = index.tables.find(({ name }) => name === 'post tags');
    expect(table?.names).toEqual(['(1, a tag)', "(1, it's)"]);
    expect(table?.rows).toEqual(keys);
    expect([...index.rowOfEffect]).not.toContain(-1);
    expect(result.unexplained).toEqual([]);
  });

  test('reads tables and foreign keys with their actions from the catalog', () => {
    const { schema } = run(LABELS);
    expect(schema.tables.map(({ name }) => name)).toEqual(['posts', 'tags', 'post tags']);
    expect(schema.tables.at(-1)).toEqual({
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
          onUpdate: 'NO ACTION',
          deferred: false,
          indexed: true, // by the primary key, which begins with it
        },
        {
          name: 'post tags_label_fkey',
          columns: ['label'],
          references: 'tags',
          referenced: ['label'],
          onDelete: 'NO ACTION',
          onUpdate: 'NO ACTION',
          deferred: true,
          indexed: false,
        },
      ],
    });
  });

  test('takes classes and relationships from the mappers, in words of theirs', () => {
    const { schema } = run(LABELS);
    const shared = {
      direction: 'many-to-many',
      uselist: true,
      cascade: ['merge', 'save-update'],
      secondary: 'post tags',
      lazy: 'select',
      viewonly: false,
      postUpdate: false,
      singleParent: false,
    };
    expect(schema.classes).toEqual([
      {
        name: 'Post',
        tables: ['posts'],
        inherits: null,
        relationships: [{ attribute: 'tags', target: 'Tag', passiveDeletes: false, reverse: 'posts', ...shared }],
      },
      {
        name: 'Tag',
        tables: ['tags'],
        inherits: null,
        relationships: [{ attribute: 'posts', target: 'Post', passiveDeletes: true, reverse: 'tags', ...shared }],
      },
    ]);
    expect(run('import sqlalchemy').schema).toEqual({ tables: [], classes: [] });
  });

  test('has keys of text and large numbers, and tells M1 of classes that no scenario has', () => {
    const result = run(DOCUMENTS);
    const account = '00000000-0000-0000-0000-000000000001';
    expect(effectsOf(result).map(({ by, key, changes = [] }) => [by, key, ...changes.map(({ to }) => to)])).toEqual([
      ['client', account],
      ['foreign-key', 2 ** 40, null], // F3: as they were inserted
      ['foreign-key', 7, null],
    ]);
    expect(result.rows).toEqual({
      Accounts: [],
      documents: [
        [null, 7],
        [null, 2 ** 40],
      ],
    });
    const stale = result.events.filter((event) => event.type === 'session' && event.action === 'stale');
    expect(stale).toMatchObject([
      { objects: [{ entity: 'Document', keys: [7, 2 ** 40], state: 'stale' }], rule: 'M1' },
    ]);
    expect([...indexRun(result).rowOfEffect]).not.toContain(-1);
    expect(result.unexplained).toEqual([]);
  });

  test('has tables of another schema under both names, for tables, classes and effects alike', () => {
    const elsewhere = LABELS.replace('    pass\n', '    metadata = MetaData(schema="blog")\n')
      .replace('import Column', 'import Column, MetaData, text')
      .replace('"posts.id"', '"blog.posts.id"')
      .replace('"tags.label"', '"blog.tags.label"')
      .replace(
        'Base.metadata.create_all',
        'with engine.begin() as connection:\n    connection.execute(text("CREATE SCHEMA blog"))\nBase.metadata.create_all',
      );
    const { schema, before, rows, error, unexplained, ...result } = run(elsewhere);
    expect(error).toBeNull();
    const names = ['blog.posts', 'blog.tags', 'blog.post tags'];
    expect(schema.tables.map(({ name }) => name)).toEqual(names);
    expect(schema.tables.at(-1)?.foreignKeys.map(({ references }) => references)).toEqual(names.slice(0, 2));
    expect(schema.classes.map(({ tables }) => tables)).toEqual([['blog.posts'], ['blog.tags']]);
    expect(schema.classes.map(({ relationships }) => relationships[0]?.secondary)).toEqual([names[2], names[2]]);
    expect([Object.keys(before), Object.keys(rows)]).toEqual([names, names]);
    const touched = result.events.flatMap((event) => (event.type === 'statement' ? event.effects : []));
    expect(touched.map(({ table }) => table)).toEqual([names[2], names[2], names[0]]);
    expect(unexplained).toEqual([]);
  });

  test.each(PROGRAMS.map(({ id }) => id))('accounts for every row of %s', (id) => {
    const text = readFileSync(new URL(`../../lib/programs/python/${id}.py`, import.meta.url), 'utf8');
    expect(run(text).unexplained).toEqual([]);
  });
});
