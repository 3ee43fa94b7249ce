// SQLAlchemy's state as React reads it, and what loading it costs.
import { useMemo, useSyncExternalStore } from 'react';
import { choosePython } from '@/lib/engine/page/python-choice';
import { type PythonState, untouched } from '@/lib/engine/page/python-session';
import type { EngineFiles, EngineSession, SessionState } from '@/lib/engine/page/session';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import { type Readable, Store } from '@/lib/store/store';
import type { Series } from '@/lib/versions';

/**
 * The state of SQLAlchemy in this tab; what the build carries until the page is interactive. Of a series that is wanted:
 * another one does not stand in for it.
 */
export function usePython(session: EngineSession | null, { python }: EngineFiles, wanted?: Series): PythonState {
  const before = beforeStart(python);
  const { subscribe, getSnapshot } = session?.python ?? before;
  const state = useSyncExternalStore(subscribe, getSnapshot, before.getSnapshot);
  return useMemo(() => (wanted ? stateOf(wanted, state, python) : state), [wanted, state, python]);
}

function stateOf(wanted: Series, state: PythonState, manifest: PythonManifest): PythonState {
  if (state.status === 'absent') return state;
  const choice = choosePython(manifest, wanted);
  if ('absent' in choice) return { status: 'absent', reason: choice.absent };
  if (choice.insteadOf) return { status: 'absent', reason: choice.insteadOf.reason };
  return state.choice.series === wanted ? state : { status: 'idle', choice };
}

const untouchedStates = new WeakMap<PythonManifest, Readable<PythonState>>();

/** The same store for the same build. */
function beforeStart(manifest: PythonManifest): Readable<PythonState> {
  const known = untouchedStates.get(manifest) ?? new Store(untouched(manifest));
  untouchedStates.set(manifest, known);
  return known;
}

/** Bytes that loading SQLAlchemy takes, as they travel; 0 when the build carries none. */
export function weightOf({ python }: EngineFiles, wanted?: Series): number {
  const choice = choosePython(python, wanted);
  return 'absent' in choice ? 0 : choice.files.travels;
}

interface Progress {
  readonly text: string;
  /** Null where it cannot be told. */
  readonly share: number | null;
}

/** How far SQLAlchemy is. */
export function progressOfPython(python: Extract<PythonState, { status: 'downloading' | 'starting' }>): Progress {
  if (python.status === 'starting') return { text: 'starting SQLAlchemy…', share: null };
  return downloading('SQLAlchemy', python);
}

/** How far the packages of a program are; null when none is on its way. */
function progressOfPackages(python: PythonState): Progress | null {
  return python.status === 'ready' && python.packages ? downloading('packages', python.packages) : null;
}

function downloading(what: string, { received, total }: { readonly received: number; readonly total: number }) {
  const share = total > 0 ? received / total : null;
  return { text: `downloading ${what}${share === null ? '' : ` ${Math.floor(share * 100)} %`}`, share };
}

/** How far both are that a program needs; null when both are there. */
export function progressOf(engine: SessionState, python: PythonState): Progress | null {
  if (engine.status === 'idle') return { text: 'starting PostgreSQL…', share: null };
  if (engine.status === 'loading') {
    const { phase, received, total } = engine;
    if (total === 0) return { text: phase === 'downloading' ? 'starting PostgreSQL…' : phase, share: null };
    if (phase !== 'downloading') return { text: 'starting PostgreSQL…', share: null };
    return { text: `downloading PostgreSQL ${Math.floor((received / total) * 100)} %`, share: received / total };
  }
  if (python.status === 'starting' || python.status === 'downloading') return progressOfPython(python);
  return progressOfPackages(python);
}

/** Which of them has failed. */
export function failureOf(engine: SessionState, python: PythonState) {
  if (engine.status === 'failed') return engine;
  return python.status === 'failed' ? python : null;
}
