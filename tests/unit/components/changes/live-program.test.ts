// How the programs of a page take turns in the tab, and what comes of each; in the place of the engine stands one that
// answers when it is told to.
import { expect, test } from 'vitest';
import { LiveProgram } from '@/components/changes/live-program';
import type { RecordedChange } from '@/lib/changes/change';
import type { PythonState } from '@/lib/engine/page/python-session';
import type { SessionState } from '@/lib/engine/page/session';
import type { Aside, ProgramText } from '@/lib/program-text';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { aRun, statement } from '@/tests/unit/a-run';

const VERSIONS = { '2.0': '2.0.58', '2.1': '2.1.9' } as const;
const SENT = 'DELETE FROM posts';
const LINES = [
  { kind: 'statement', text: SENT, parameters: [[1]] },
  { kind: 'output', text: '1 post' },
] as const;
const RECORDED: RecordedChange = {
  source: 'print()',
  runs: { '2.0': { version: '2.0.58', lines: LINES }, '2.1': { version: '2.1.9', lines: LINES.slice(0, 1) } },
};

const aTrace = (series: Series): Trace<null> => ({
  ...aRun([statement(SENT)]),
  engine: { name: 'sqlalchemy', version: VERSIONS[series], postgres: '18' },
});

/** A session whose SQLAlchemy is there at once. `held` is its series; every run is answered by `answer`. */
class Tab {
  held: Series | null = null;
  readonly began: string[] = [];
  failed: Extract<PythonState, { status: 'failed' }> | null = null;
  answer: (series: Series) => Trace<null> | null | Promise<Trace<null> | null> = aTrace;

  readonly python = {
    getSnapshot: () =>
      this.failed ??
      ((this.held ? { status: 'ready', choice: { series: this.held } } : { status: 'idle' }) as PythonState),
    start: (series?: Series) => {
      this.held = series ?? null;
    },
  };
  readonly getSnapshot = (): SessionState => ({ status: 'ready' });
  readonly retry = () => {};
  readonly runProgram = async ({ filename }: ProgramText, onAside?: (aside: Aside) => void) => {
    this.began.push(`${filename} on ${this.held}`);
    onAside?.({ printed: ['1 post'], written: null, refused: null, deletables: [] });
    return this.held && this.answer(this.held);
  };

  program(name: string): LiveProgram {
    return new LiveProgram(this, name, RECORDED);
  }
}

test('it runs on one series after the other, and tells how many lines are not as recorded', async () => {
  const program = new Tab().program('labels');
  const seen: (Series | null)[] = [];
  program.subscribe(() => seen.push(program.getSnapshot().running));
  await program.run(['2.0', '2.1']);
  expect(new Set(seen)).toEqual(new Set([null, '2.0', '2.1']));
  const { runs, waiting, failure } = program.getSnapshot();
  expect([...runs].map(([series, { differing }]) => [series, differing])).toEqual([
    ['2.0', 0],
    ['2.1', 1],
  ]);
  expect([waiting, failure]).toEqual([[], null]);
});

test('the series that the tab holds goes first', async () => {
  const tab = new Tab();
  tab.held = '2.1';
  await tab.program('labels').run(['2.0', '2.1']);
  expect(tab.began).toEqual(['labels.py on 2.1', 'labels.py on 2.0']);
});

test('programs wait for each other, and one that runs is not begun twice', async () => {
  const tab = new Tab();
  const [one, other] = [tab.program('labels'), tab.program('gone')];
  const all = [one.run(['2.0', '2.1']), one.run(['2.0']), other.run(['2.1'])];
  expect(other.getSnapshot()).toMatchObject({ waiting: ['2.1'], running: null });
  await Promise.all(all);
  expect(tab.began).toEqual(['labels.py on 2.0', 'labels.py on 2.1', 'gone.py on 2.1']);
});

test('a failure is told with what was missed, and what there is already stays', async () => {
  const tab = new Tab();
  const program = tab.program('labels');
  tab.answer = (series) => {
    if (series === '2.0') return aTrace(series);
    tab.failed = { status: 'failed', sentence: 'SQLAlchemy stopped.', detail: 'why' } as typeof tab.failed;
    return null;
  };
  await program.run(['2.0', '2.1']);
  expect(program.getSnapshot()).toMatchObject({
    waiting: [],
    failure: { sentence: 'SQLAlchemy stopped.', detail: 'why', missed: ['2.1'] },
  });
  [tab.failed, tab.answer] = [null, aTrace];
  await program.run(['2.1']);
  expect(program.getSnapshot().failure).toBeNull();
  expect([...program.getSnapshot().runs.keys()]).toEqual(['2.0', '2.1']);
});

test('a run that gave way, or came from another series, is none', async () => {
  const tab = new Tab();
  const program = tab.program('labels');
  for (const answer of [() => null, () => aTrace('2.1')]) {
    tab.answer = answer;
    await program.run(['2.0']);
    expect(program.getSnapshot()).toMatchObject({
      failure: { sentence: 'Another run took its place.', missed: ['2.0'] },
    });
  }
});

test('once nobody looks at it any more, nothing of it begins', async () => {
  const tab = new Tab();
  const program = tab.program('labels');
  const leave = program.attend();
  tab.answer = (series) => {
    leave();
    return aTrace(series);
  };
  await program.run(['2.0', '2.1']);
  expect(tab.began).toEqual(['labels.py on 2.0']);
  program.attend();
  await program.run(['2.1']);
  expect(tab.began).toEqual(['labels.py on 2.0', 'labels.py on 2.1']);
});
