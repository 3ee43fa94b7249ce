// What is told of a Session while another one works beside it, before the operation or in the middle of it.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { library, objectsOf, said } from './a-library';
import { describeLive } from './live';

const imports = `
from sqlalchemy import delete
def elsewhere(number, end="commit"):
    with Session(engine) as other:
        other.execute(delete(Page).where(Page.book_id == number))
        other.execute(delete(Book).where(Book.id == number))
        getattr(other, end)()
`;

await describeLive('Beside another Session', ({ database, python }) => {
  const run = (source: string) => runProgram(database, python, { source: source, filename: 'program.py' });

  /** With everything loaded, and with a line of the program before its operation. */
  const held = (operation: string, before = 'pass') =>
    library(operation, { imports }).replace(
      / {4}author = .*\n/,
      `$&    books = list(author.books)\n    pages = session.scalars(select(Page)).all()\n    ${before}\n`,
    );

  test('the Session that has something in hand is the one that is watched', () => {
    const trace = run(held('session.delete(author.books[1])', 'elsewhere(1)'));
    expect(trace.error).toBeNull();
    expect(said(trace, 'loaded')[0]).toMatchObject({ at: 'setup', objects: [{ entity: 'Author', keys: [1] }] });
    expect(objectsOf(trace, 'marked-deleted')).toEqual(['Book 2', 'Page 2']);
    const connections = trace.events.flatMap((event) => (event.type === 'transaction' ? [event.connection] : []));
    expect(connections).toEqual([undefined, 2, 2, undefined]);
  });

  test('what it has committed before the operation is no row from before, and stale at the end of the other', () => {
    const trace = run(held('session.delete(author.books[1])', 'elsewhere(1)'));
    expect(trace.before.books).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(objectsOf(trace, 'stale').sort()).toEqual(['Book 1', 'Page 1']);
    expect(said(trace, 'stale').map(({ at }) => at)).toEqual(['commit', 'commit']);
    expect(trace.unexplained).toEqual([]);
  });

  test('what it takes is not stale where the Session learns of it in time, or where it is given back', () => {
    const learned = run(held('elsewhere(1)\nsession.execute(delete(Book).where(Book.id == 1))'));
    expect(objectsOf(learned, 'stale')).toEqual(['Page 1']);
    expect(objectsOf(run(held('elsewhere(1, "rollback")')), 'stale')).toEqual([]);
  });

  test('of two that are left open the newest is watched, and what it holds is told', () => {
    const second = 'session = Session(engine); author = session.get_one(Author, 1)';
    const trace = run(held('session.delete(author)', second));
    expect(objectsOf(trace, 'loaded').slice(-1)).toEqual(['Page 3']);
    expect(objectsOf(trace, 'marked-deleted')).toContain('Author 1');
    expect([trace.rows.authors, trace.missing]).toEqual([[], []]);
  });

  test('one that has read nothing since its own COMMIT is still the one that is watched', () => {
    const trace = run(held('session.delete(author.books[1])', 'session.commit(); elsewhere(1)'));
    expect(objectsOf(trace, 'marked-deleted')).toEqual(['Book 3', 'Page 3']);
    expect(trace.before.books).toHaveLength(2);
  });

  test('one that the preparations drop is gone, with what it has not committed', () => {
    const trace = run(
      held(
        'session.delete(author)',
        'other = Session(engine); other.add(Author(id=2)); other.flush(); other = None; import gc; gc.collect()',
      ),
    );
    expect([trace.error, trace.before.authors, trace.rows.authors]).toEqual([null, [[1]], []]);
    const dropped = imports.replace(
      'elsewhere(',
      'dropped():\n    other = Session(engine)\n    other.add(Author(id=2))\n    other.flush()\nimport gc\ndef elsewhere(',
    );
    const alone = run(
      library('session.delete(author)', { imports: dropped }).replace(
        /with Session\(engine\) as session:\n {4}author/,
        'dropped(); gc.collect()\n$&',
      ),
    );
    expect([alone.error, alone.before.authors, alone.rows.authors]).toEqual([null, [[1]], []]);
  });

  test('without a mark the Session that is told to delete is watched', () => {
    const source = held('session.delete(author)', 'newer = Session(engine); newer.get_one(Author, 1)');
    const trace = run(source.replace('# --- the operation', 'newer.commit()'));
    expect(objectsOf(trace, 'marked-deleted')).toContain('Author 1');
  });

  test('what one Session has committed of its own preparations is there before the operation', () => {
    const trace = run(held('session.delete(author)', 'session.add(Author(id=2)); session.commit()'));
    expect(trace.before.authors).toEqual([[1], [2]]);
    expect([trace.rows.authors, trace.unexplained]).toEqual([[[2]], []]);
  });
});
