// Edits of Python leave what need not change as its author wrote it.
import { describe, expect, test } from 'vitest';
import {
  applied,
  callOfAttribute,
  columnOf,
  foreignKeyOf,
  foreignKeyOver,
  withBackref,
  withKeywords,
  withRelationship,
} from '@/lib/yours/source-edit';

const MODELS = `from sqlalchemy.orm import mapped_column, relationship

class User(Base):
    posts = relationship('Post', cascade='all, delete-orphan')  # theirs

class Post(Base):
    user_id = mapped_column(ForeignKey('users.id'), nullable=True)
    author = relationship(User, backref='written')
`;
const files = { 'models.py': MODELS };
const edited = (edits: Parameters<typeof applied>[1] | null) => applied(files, edits ?? [])['models.py'];

test('a text keeps its quotes where it stays', () => {
  const call = callOfAttribute(files, 'User', 'posts');
  const edits = call && withKeywords(call, { cascade: '"all, delete-orphan"', passive_deletes: 'True' });
  expect(edited(edits)).toBe(MODELS.replace("orphan')", "orphan', passive_deletes=True)"));
});

test('a value that only looks like a text is another one', () => {
  const call = columnOf(files, ['Post'], 'posts', 'user_id');
  expect(edited(call && withKeywords(call, { nullable: '"True"' }))).toBe(MODELS.replace('=True', '="True"'));
});

test('a backref that is a text becomes a call, and is imported', () => {
  const call = callOfAttribute(files, 'Post', 'author');
  expect(edited(call && withBackref(call, files, { passive_deletes: 'True' }))).toBe(
    MODELS.replace('mapped_column, relationship', 'mapped_column, backref, relationship').replace(
      "backref='written'",
      "backref=backref('written', passive_deletes=True)",
    ),
  );
});

describe('of SQLModel', () => {
  const OWN = `class User(SQLModel, table=True):
    posts: list["Post"] = Relationship(back_populates="user", cascade_delete=True)
    notes: list["Note"] = Relationship(sa_relationship_kwargs={"uselist": False, "cascade": "all, delete-orphan"})
    pets: list["Pet"] = Relationship(sa_relationship_kwargs=KWARGS)

class Post(SQLModel, table=True):
    user_id: int = Field(foreign_key="user.id")
    kind: int = Field(sa_column=Column(Integer, index=True))
`;
  const written = (attribute: string, wanted: Parameters<typeof withRelationship>[1]) => {
    const call = callOfAttribute({ 'a.py': OWN }, 'User', attribute);
    const edits = call && withRelationship(call, wanted);
    return edits && applied({ 'a.py': OWN }, edits)['a.py'];
  };

  test.each([
    ['posts', { cascade: null, passive_deletes: 'True' }, ', cascade_delete=True', ', passive_deletes=True'],
    ['posts', { cascade: '"all"' }, 'cascade_delete=True', 'sa_relationship_kwargs={"cascade": "all"}'],
    ['notes', { cascade: '"all"', passive_deletes: 'True' }, '"all, delete-orphan"})', '"all"}, passive_deletes=True)'],
    ['notes', { cascade: null }, ', "cascade": "all, delete-orphan"', ''],
  ])('%s gets %j', (attribute, wanted, before, then) => {
    expect(written(attribute, wanted)).toBe(OWN.replace(before, then));
  });

  test('a dictionary that stands elsewhere is left alone', () => {
    expect(written('pets', { cascade: '"all"' })).toBe(null);
  });

  test('a Field has what a ForeignKey and a column have', () => {
    const files = { 'a.py': OWN };
    const key = foreignKeyOf(files, ['Post'], 'post', 'user_id');
    expect(applied(files, key ? withKeywords(key, { ondelete: '"CASCADE"' }) : [])['a.py']).toBe(
      OWN.replace('"user.id"', '"user.id", ondelete="CASCADE"'),
    );
    const kind = columnOf(files, ['Post'], 'post', 'kind');
    expect(applied(files, kind ? withKeywords(kind, { index: null }) : [])['a.py']).toBe(
      OWN.replace(', index=True', ''),
    );
  });
});

test('what a class has from others, and what a function of it returns, is found', () => {
  const files = {
    'mixins.py': `class Owned:
    @declared_attr
    def user_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("users.id"))

class Named(Owned):
    name = mapped_column(String)
`,
    'models.py': 'class Post(mixins.Named, Base):\n    id = mapped_column(primary_key=True)\n',
  };
  const key = foreignKeyOf(files, ['Post'], 'posts', 'user_id');
  expect(key?.path).toBe('mixins.py');
  expect(columnOf(files, ['Post'], 'posts', 'name')?.path).toBe('mixins.py');
  expect(callOfAttribute(files, 'Post', 'title')).toBe(null);
});

test('of two keys over columns of the same names, that of the table', () => {
  const constraint = 'ForeignKeyConstraint(["a", "b"], ["t.a", "t.b"])';
  const text = `class One(Base):\n    __table_args__ = (${constraint},)\n\nclass Two(Base):\n    __table_args__ = (${constraint},)\n`;
  const files = { 'models.py': text };
  expect(foreignKeyOver(files, ['Two'], 'two', ['a', 'b'])?.node.from).toBe(text.lastIndexOf('ForeignKey'));
  expect(foreignKeyOver(files, [], 'three', ['a', 'b'])).toBe(null);
});
