// The ways of Python 3.14 to name a class before it is there.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { RELEASES } from '@/lib/versions';
import { describeLive } from './live';

const FUTURE = 'from __future__ import annotations\n';

const imports = (base: string) => `
from typing import TYPE_CHECKING, Annotated
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column, relationship

Short = Annotated[str, mapped_column(String(50))]

class Base(${base}):
    pass
`;

const OPERATION = `
engine = create_engine("postgresql+psycopg://db.example/app")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(User(id=1, name="ann", posts=[Post(id=1), Post(id=2)]))
    session.commit()
with Session(engine) as session:
    session.delete(session.get(User, 1))
    session.commit()
`;

const MODELS = `${imports('DeclarativeBase')}
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Short | None]
    posts: Mapped[list[Post]] = relationship(back_populates="user", cascade="all, delete-orphan")
    profile: Mapped[Profile | None] = relationship(back_populates="user")

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="posts")

class Profile(Base):
    __tablename__ = "profiles"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User | None] = relationship(back_populates="profile")
`;

const DATACLASSES = `${imports('MappedAsDataclass, DeclarativeBase, kw_only=True')}
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Short | None] = mapped_column(default=None)
    posts: Mapped[list[Post]] = relationship(cascade="all, delete-orphan", default_factory=list)

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), init=False)
`;

const UNSEEN = 'if TYPE_CHECKING:\n    from elsewhere import Post, Profile\n';

await describeLive('A program', ({ series, database, python }) => {
  const { version } = python;
  // Debian's release is older than Python 3.14.
  const asWritten = RELEASES[series].find((each) => each.version === version)?.inDebian ? test.skip : test;

  asWritten.each([
    ['unquoted', MODELS],
    ['postponed by "from __future__ import annotations"', FUTURE + MODELS],
    ['imported for the type checker alone', FUTURE + MODELS.replace('\nclass Base', `${UNSEEN}\nclass Base`)],
    ['unquoted in a dataclass', DATACLASSES],
    ['postponed in a dataclass', FUTURE + DATACLASSES],
  ])('may name classes that come later: %s', (_, models) => {
    const { error, rows, schema } = runProgram(database, python, {
      source: models + OPERATION,
      filename: 'program.py',
    });
    expect(error).toBeNull();
    expect([rows.users, rows.posts]).toEqual([[], []]);
    const posts = schema?.classes
      .flatMap(({ relationships }) => relationships)
      .find(({ attribute }) => attribute === 'posts');
    expect(posts).toMatchObject({ target: 'Post', direction: 'one-to-many' });
  });

  asWritten('whose class cannot be mapped has the exception and the classes that could', () => {
    const source = `${MODELS}\nclass Lost(Base):\n    id: Mapped[int]\n`;
    const { error, schema } = runProgram(database, python, { source, filename: 'program.py' });
    expect(error).toMatchObject({ class: 'InvalidRequestError' });
    expect(schema?.classes.map(({ name }) => name)).toEqual(['Post', 'Profile', 'User']);
  });
});
