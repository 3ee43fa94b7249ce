// Rules about models that no scenario has, on SQLAlchemy itself.
import { expect, test } from 'vitest';
import type { Bridge } from '@/lib/sqlalchemy/bridge/python';
import { describeBridge } from './live';

/** Runs a program over User and Post with these two relationship()s, and gives what it leaves in `result`. */
function resultOn(bridge: Bridge, posts: string, user: string, program: string): unknown {
  const names = bridge.run(`
import json, warnings
from sqlalchemy import *
from sqlalchemy.exc import ArgumentError, MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import *
class Base(DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts = relationship("Post", back_populates="user", ${posts})
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    user = relationship("User", back_populates="posts", ${user})
engine = create_async_engine("postgresql+pglite://")
sent = []
event.listen(engine.sync_engine, "before_cursor_execute", lambda c, cursor, sql, *rest: sent.append(sql.split(" \\n")[0]))
async def fresh():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
        await connection.execute(text("INSERT INTO users VALUES (1)"))
        await connection.execute(text("INSERT INTO posts VALUES (1, 1), (2, 1)"))
    sent.clear()
${program}
result = json.dumps(result)`);
  const text: string = names.get('result');
  names.destroy();
  return JSON.parse(text);
}

const ORPHANS = 'cascade="all, delete-orphan"';

await describeBridge('Rules', ({ bridge }) => {
  const result = (posts: string, user: string, program: string) => resultOn(bridge, posts, user, program);

  test('C4: delete-orphan on the many side is refused, and accepted with single_parent=True', () => {
    const configure = `
try:
    configure_mappers()
    result = None
except ArgumentError as error:
    result = str(error)
finally:
    clear_mappers()`;
    expect(result('', ORPHANS, configure)).toMatch(/^For many-to-one relationship Post.user, delete-orphan cascade/);
    expect(result('', `${ORPHANS}, single_parent=True`, configure)).toBeNull();
  });

  test('C5: passive_deletes on the many-to-one side warns of nothing and changes nothing', () => {
    const program = `
await fresh()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    async with AsyncSession(engine) as session:
        await session.delete(await session.get(User, 1))
        await session.commit()
result = [[str(each.message) for each in caught], sent]
clear_mappers()`;
    const without = result(ORPHANS, '', program);
    expect(without).toEqual([[], expect.arrayContaining([expect.stringMatching(/^DELETE FROM posts/)])]);
    expect(result(ORPHANS, 'passive_deletes=True', program)).toEqual(without);
  });

  test('O5: delete() loads children in async code, reading the collection there raises MissingGreenlet', () => {
    expect(
      result(
        ORPHANS,
        '',
        `
await fresh()
async with AsyncSession(engine) as session:
    user = await session.get(User, 1)
    try:
        user.posts.clear()
        raised = None
    except MissingGreenlet as error:
        raised = type(error).__name__
    await session.delete(user)
    await session.commit()
    result = [raised, (await session.execute(select(func.count()).select_from(Post))).scalar()]
clear_mappers()`,
      ),
    ).toEqual(['MissingGreenlet', 0]);
  });

  test('O6: a post that never had a user is inserted with NULL under delete-orphan', () => {
    expect(
      result(
        ORPHANS,
        '',
        `
await fresh()
async with AsyncSession(engine) as session:
    session.add(Post(id=9))
    await session.commit()
    result = (await session.execute(text("SELECT id, user_id FROM posts WHERE id = 9"))).one()._asdict()
clear_mappers()`,
      ),
    ).toEqual({ id: 9, user_id: null });
  });
});
