// Edits of Python leave what need not change as its author wrote it.
import { expect, test } from 'vitest';
import { applied, callOfAttribute, columnOf, withBackref, withKeywords } from '@/lib/yours/source-edit';

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
