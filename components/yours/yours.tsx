'use client';
// The reader's own program: the editor, the run that it came to, and what can be done with both.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Main } from '@/components/chrome/main';
import { useReader } from '@/components/chrome/use-reader';
import type { LineWords } from '@/components/editor/code-editor';
import { filesOf, withFiles } from '@/components/editor/dropped';
import { failureOf, progressOf, usePython, weightOf } from '@/components/engine/python';
import { PythonChoice } from '@/components/engine/python-choice';
import { openEngine, useEngine, useEngineState, wholeState } from '@/components/engine/use-engine';
import { Failure, Loading, megabytes } from '@/components/engine/waiting';
import { DRAWN } from '@/components/run/drawn';
import { lineAt } from '@/components/run/program';
import { usePlayer } from '@/components/run/use-player';
import { useKept } from '@/components/save/use-kept';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { EngineFiles } from '@/lib/engine/page/session';
import type { Aside } from '@/lib/program-text';
import { beyondEnd, ignoredWords } from '@/lib/scenario/ignored';
import { layOut } from '@/lib/trace/arrival';
import { following, type Watched } from '@/lib/trace/following';
import { hasOperation } from '@/lib/trace/operation';
import { Player } from '@/lib/trace/player';
import { eventAt, firstStepOf } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { type Draft, isSameText } from '@/lib/yours/draft';
import { DRAFT, keptDraft } from './draft';
import { FileTabs } from './file-tabs';
import { ImportsNote } from './imports-note';
import { Output } from './output';
import { type How, NOTICE, type Ran, RanView } from './ran-view';
import { type Published, readAddress } from './read-address';
import { type TextGroup, Texts } from './texts';

const PRIMARY =
  'inline-flex h-9 items-center gap-2 rounded-lg bg-ink px-4 text-[14px] font-semibold whitespace-nowrap text-paper hover:opacity-90 disabled:opacity-60';
const SILENT: Aside = { printed: [], written: null, refused: null, deletables: [] };
const QUIET: LineWords = { at: null, sent: new Set(), error: null };

export function Yours({
  first,
  groups,
  programs,
  files,
}: {
  /** What stands there when nothing else is asked for. */
  readonly first: Draft;
  readonly groups: readonly TextGroup[];
  /** The texts that can be chosen, and those that only addresses name. */
  readonly programs: Published;
  readonly files: EngineFiles;
}) {
  const [text, write, setText] = useKept(first, DRAFT);
  const textNow = useRef(text);
  textNow.current = text;
  const [shown, setShown] = useState(first.filename);
  const [notice, setNotice] = useState<string | null>(null);
  /** Somebody else wrote it, and it has not been run yet. */
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const busyNow = useRef(false);
  const [stopped, setStopped] = useState(false);
  const [ran, setRan] = useState<Ran | null>(null);
  /** The last one of another text, series or driver. */
  const [before, setBefore] = useState<Ran | null>(null);
  /** What the next program will run in. */
  const [next, setNext] = useState<'none' | 'cold' | 'warming' | 'ready'>('none');
  const step = useRef<number | null>(null);
  const last = useRef<Ran | null>(null);
  const [player] = useState(() => new Player<null>(FRAMES));
  const [follower] = useState(() => following(player));
  useTimelineKeys(player);

  const session = useEngine(files);
  const engine = useEngineState(session, wholeState);
  const python = usePython(session, files, text.sqlalchemy);

  // What the address asks for, or else what was written here before.
  useEffect(() => {
    let current = true;
    readAddress(programs, first).then((asked) => {
      if (!current) return;
      const kept = keptDraft();
      if (asked.notice) setNotice(asked.notice);
      if ('text' in asked) {
        setText(asked.text);
        setShown(asked.text.filename);
        setShared(asked.shared);
        step.current = asked.step;
        return;
      }
      if (kept) {
        setText(kept);
        setShown(kept.filename);
      }
    });
    return () => {
      current = false;
    };
  }, [programs, first, setText]);

  const begin = useCallback(
    (next: Draft) => {
      write(next);
      setShown(next.filename);
      setShared(false);
      setNotice(null);
    },
    [write],
  );

  const bring = async (dropped: readonly File[]) => {
    const next = await withFiles(text, dropped);
    if (typeof next === 'string') setNotice(next);
    else begin(next);
  };

  const runAs = useCallback(
    async (how: How) => {
      const current = openEngine(files);
      const from = textNow.current;
      busyNow.current = true;
      setBusy(true);
      setStopped(false);
      setShared(false);
      setNotice(null);
      current.retry();
      current.python.start(from.sqlalchemy);
      let told: Aside = SILENT;
      const { source, filename, modules, driver } = from;
      const program = { source, filename, modules, standIns: true, foreign: true, ...(driver && { driver }), ...how };
      const trace = await current.runProgram(program, (aside) => {
        told = aside;
      });
      busyNow.current = false;
      setBusy(false);
      setNext('cold');
      if (!trace) return;
      const index = await layOut(trace, DRAWN);
      const { written, ...aside } = told;
      const text = written ? { ...from, ...written } : from;
      const earlier = last.current;
      if (earlier && !isSameText(earlier.text, text) && hasOperation(earlier.trace)) setBefore(earlier);
      // What is written for models leaves them as they are.
      const deletables = how.deletes ? (earlier?.deletables ?? []) : aside.deletables;
      last.current = { ...aside, text, from, how, deletables, trace, index };
      setRan(last.current);
      const to = step.current;
      step.current = null;
      const beyond = beyondEnd(to, index.lastStep);
      if (beyond) setNotice(`The step in the link ${ignoredWords(beyond)}`);
      player.load(index, to ?? (motionIsWelcome() ? 0 : END));
      if (to === null && motionIsWelcome()) player.play();
    },
    [files, player],
  );
  const run = useCallback(() => runAs({}), [runAs]);
  const tryText = useCallback(
    (next: Draft) => {
      textNow.current = next;
      write(next);
      runAs(last.current?.how ?? {});
    },
    [write, runAs],
  );
  // A Python that has never run anything takes four times as long, and its second run half as long again as later ones:
  // the next one runs our own text first, twice.
  const fresh = engine.status === 'ready' && python.status === 'ready';
  useEffect(() => {
    if (!fresh || busy || next !== 'cold' || !session) return;
    setNext('warming');
    const { source, filename } = first;
    const warm = () => session.runProgram({ source, filename, standIns: true });
    warm()
      // What the reader has asked for meanwhile waits in the same lane, where the newest wins.
      .then((trace) => (trace && !busyNow.current ? warm() : trace))
      .then((trace) => setNext(trace ? 'ready' : 'cold'));
  }, [fresh, busy, next, session, first]);
  const stop = () => {
    setStopped(true);
    session?.stopProgram();
  };

  const failure = busy ? null : failureOf(engine, python);
  const progress = busy ? progressOf(engine, python) : null;
  const isMain = shown === text.filename;
  const change = useCallback(
    (content: string) =>
      write((now) =>
        shown === now.filename
          ? { ...now, source: content }
          : { ...now, modules: { ...now.modules, [shown]: content } },
      ),
    [write, shown],
  );
  const content = isMain ? text.source : (text.modules[shown] ?? '');
  const same = ran !== null && ran.from.source === text.source && ran.from.modules === text.modules;

  const toLine = useCallback(
    (line: number) => {
      const { index } = player.getSnapshot();
      const at = index?.events.findIndex((event) => event.type === 'statement' && event.line === line) ?? -1;
      if (index && at >= 0) player.seek(firstStepOf(index, at) + 1);
    },
    [player],
  );

  if (weightOf(files) === 0) {
    return (
      <Main className="mx-auto max-w-[900px] px-4 py-10 sm:px-6">
        <p className={NOTICE}>This build carries no SQLAlchemy to run your program on.</p>
      </Main>
    );
  }
  const ready = next === 'ready' || (next === 'none' && fresh);
  return (
    <Main className="mx-auto grid max-w-[1800px] grid-cols-1 items-start gap-3 px-4 py-3 sm:gap-x-6 sm:px-6 sm:py-3.5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 lg:col-span-2 lg:flex-nowrap">
        <h1 className="text-[16px] font-semibold tracking-tight sm:text-[19px] lg:shrink-0">
          Your code, and who deletes its rows
        </h1>
        <p className="text-[14px] text-balance text-ink-2">
          Any program with SQLAlchemy. It runs in this tab, on a PostgreSQL of its own; the text never leaves it.
        </p>
        <div className="flex min-w-0 items-center gap-2 sm:ml-auto lg:shrink-0">
          <Texts
            groups={groups}
            programs={programs}
            text={text}
            onChoose={begin}
            onFiles={bring}
            onFailure={setNotice}
          />
        </div>
      </div>
      <section aria-label="The program" className="grid min-w-0 gap-3 lg:sticky lg:top-3">
        {notice && (
          <p role="status" className={`${NOTICE} bg-bad-soft`}>
            {notice}
          </p>
        )}
        {shared && (
          <p role="status" className={`${NOTICE} bg-card`}>
            <b>This text came with the link; somebody else wrote it.</b> Nothing of it has run yet. When you run it, it
            stays in a worker of this tab that has no network, no storage and no page.
          </p>
        )}
        <div className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
          <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
            {busy ? (
              <button type="button" className={PRIMARY} onClick={stop}>
                Stop
              </button>
            ) : (
              <button type="button" className={PRIMARY} onClick={run} aria-keyshortcuts="Control+Enter Meta+Enter">
                {shared ? 'Run this text' : 'Run'}
                <kbd className="font-sans text-[12px] font-normal opacity-80 max-sm:hidden">Ctrl ⏎</kbd>
              </button>
            )}
            <PythonChoice chosen={text} ofText onChange={(some) => write({ ...text, ...some })} />
          </div>
          <FileTabs text={text} shown={shown} onShow={setShown} onChange={write} />
          <pre className="hidden p-3 text-[12px] whitespace-pre-wrap print:block">{content}</pre>
          <div className="h-[46vh] min-h-64 lg:h-[calc(100vh-19rem)] print:hidden" data-testid="editor">
            <Editor
              text={content}
              label={shown}
              onChange={change}
              onRun={run}
              onLine={toLine}
              follower={follower}
              ran={isMain && same && ran?.text === ran?.from ? ran : null}
              onDrop={bring}
            />
          </div>
          <ImportsNote text={text} />
          <p id="editor-keys" className="border-t border-line px-3 py-1.5 text-[12.5px] text-ink-2">
            Tab indents; Escape and then Tab leaves the editor. Ctrl or ⌘ with F searches.
          </p>
        </div>
        <div className="min-h-6 text-[13.5px]" role="status">
          {progress ? (
            <Loading what="SQLAlchemy and PostgreSQL" {...progress} />
          ) : busy ? (
            <p className="text-ink-2">Running…</p>
          ) : stopped ? (
            <p className="text-ink-2">
              Stopped. Its database and its Python are gone;{' '}
              {ready ? 'fresh ones are ready.' : 'fresh ones are being made ready.'}
            </p>
          ) : ran ? (
            <p className="text-ink-2">
              {same ? '' : 'The text has changed since this run. '}
              {ready
                ? 'A fresh Python is ready for the next run.'
                : 'A fresh Python is being made ready for the next run.'}
            </p>
          ) : (
            <p className="text-ink-2">
              {ready
                ? 'Ready.'
                : `The first run loads SQLAlchemy, ${megabytes(weightOf(files, text.sqlalchemy))} MB, and PostgreSQL.`}
            </p>
          )}
        </div>
        {failure && <Failure {...failure} onRetry={run} />}
        {ran && (
          <Output
            printed={ran.printed}
            error={ran.trace.error}
            file={ran.text === ran.from ? null : ran.text.filename}
            onLine={toLine}
          />
        )}
      </section>
      <div className="grid min-w-0 grid-cols-1 gap-3 sm:gap-6" aria-busy={busy}>
        {ran ? (
          <RanView
            ran={ran}
            before={before}
            busy={busy}
            player={player}
            follower={follower}
            onLine={toLine}
            onRunAs={runAs}
            onEdit={begin}
            onTry={tryText}
          />
        ) : (
          <Empty />
        )}
      </div>
    </Main>
  );
}

/** What is said before the first run. */
function Empty() {
  return (
    <div className="grid gap-3 rounded-xl border border-line-strong border-dashed px-5 py-6 text-[15px] text-ink-2">
      <p className="text-[17px] font-medium text-ink">
        Run it, and every row it removes stands here with who removed it.
      </p>
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>
          The program makes its tables and fills them, with any URL of PostgreSQL: it gets a database of its own, empty,
          in this tab.
        </li>
        <li>
          What is shown begins with the first thing that deletes, or at a comment with the words{' '}
          <code className="text-ink">--- the operation</code>.
        </li>
        <li>
          Several files may import each other: drop them on the editor. An .sql file beside them, as{' '}
          <code className="text-ink">pg_dump --schema-only</code> writes it, makes the tables that you really have.
        </li>
        <li>Models alone will do: rows are made for them, and a delete of each class is written.</li>
      </ul>
    </div>
  );
}

interface EditorProps {
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onLine: (line: number) => void;
  readonly onDrop: (files: readonly File[]) => void;
  readonly follower: Watched<null>;
  /** The run of this very text. */
  readonly ran: Ran | null;
}

function Editor({ ran, follower, onDrop, ...props }: EditorProps) {
  const at = usePlayer(follower, ({ index, step }) => index && lineAt(index, eventAt(index, step)));
  // Nobody edits before they have come.
  const came = useReader();
  const [CodeEditor, setCodeEditor] = useState<typeof import('@/components/editor/code-editor').default | null>(null);
  useEffect(() => {
    if (came) import('@/components/editor/code-editor').then((module) => setCodeEditor(() => module.default));
  }, [came]);
  const ofRun = useMemo(() => (ran ? wordsOf(ran.trace) : QUIET), [ran]);
  const words = useMemo(() => (ran ? { ...ofRun, at } : QUIET), [ran, ofRun, at]);
  return (
    <div
      className="h-full"
      onDropCapture={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        filesOf(event.dataTransfer).then(onDrop, () => onDrop([]));
      }}
    >
      {CodeEditor ? (
        <CodeEditor {...props} words={words} />
      ) : (
        <pre className="h-full overflow-hidden bg-code py-1 pl-16 text-[13px] leading-[1.65]">{props.text}</pre>
      )}
    </div>
  );
}

/** What no step changes. */
function wordsOf({ events, error }: Trace<null>): LineWords {
  const sent = new Set(events.flatMap((event) => (event.type === 'statement' && event.line ? [event.line] : [])));
  const told = error?.line ? { line: error.line, message: `${error.class}: ${error.message}` } : null;
  return { at: null, sent, error: told };
}
