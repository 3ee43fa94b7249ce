// What the build left for the pages, read while they are prerendered.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedChange } from '@/lib/changes/change';
import type { EngineFiles } from '@/lib/engine/page/session';
import type { AbsentPython, CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import type { RecordedProgram } from '@/lib/programs/program';
import {
  isShape,
  type Question,
  type QuestionRun,
  type RecordedQuestion,
  type RecordedRun,
} from '@/lib/questions/question';
import { readTrace } from '@/lib/scenario/read-trace';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Component } from '@/lib/shipped/component';
import type { Trace } from '@/lib/trace/trace';
import type { Answer } from '@/lib/which/answer';
import { runsOf } from '@/lib/which/answers';
import { belowBase } from './base-path';

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(process.cwd(), ...path), 'utf8'));
}

/** A trace that is none fails the build. */
function ofScenario(data: unknown): Trace<Scenario> {
  const read = readTrace(data);
  if ('invalid' in read) throw new Error(read.invalid);
  const { scenario } = read.trace;
  if (scenario === null) throw new Error('The recorded run is of no scenario');
  return { ...read.trace, scenario };
}

/** The run that scripts/first-run.ts recorded, so that a page has something real to show at once. */
export function firstRun(): Trace<Scenario> {
  return ofScenario(readJson('.cache', 'first-run', 'first.json'));
}

/** The runs of the comparison that scripts/first-run.ts recorded, one for each of its ways. */
export function comparedRuns(): readonly Trace<Scenario>[] {
  return (readJson('.cache', 'first-run', 'compared.json') as readonly unknown[]).map(ofScenario);
}

/** A text to start from. */
export function templateText(id: string): string {
  return readFileSync(join(process.cwd(), 'lib', 'yours', 'python', `${id}.py`), 'utf8');
}

/** The text and the run of a program, as scripts/programs.ts left them. */
export function recordedProgram(id: string): RecordedProgram {
  return readJson('.cache', 'programs', `${id}.json`) as RecordedProgram;
}

/** A run of a question or an answer, as scripts/questions.ts left it by its name; that of a shape is its own. */
function recordedRun(name: string, run: QuestionRun): RecordedRun {
  if ('program' in run && isShape(run.program)) return recordedProgram(run.program);
  return readJson('.cache', 'questions', `${'program' in run ? run.program : name}.json`) as RecordedRun;
}

export function recordedQuestion({ id, run, instead }: Question): RecordedQuestion {
  return { run: recordedRun(`${id}.run`, run), instead: recordedRun(`${id}.instead`, instead) };
}

/** The run of an answer, and those of its limits. */
export function recordedAnswer(answer: Answer): readonly [RecordedRun, ...RecordedRun[]] {
  const [own, ...limits] = [...runsOf(answer)].map(([name, run]) => recordedRun(name, run));
  if (!own) throw new Error(`The answer ${answer.id} has no run`);
  return [own, ...limits];
}

/** The text and the runs of a change's program, as scripts/changes.ts left them. */
export function recordedChange(name: string): RecordedChange {
  return readJson('.cache', 'changes', `${name}.json`) as RecordedChange;
}

/** What the site is made of, as scripts/shipped.ts left it. */
export function shippedComponents(): readonly Component[] {
  return readJson('.cache', 'shipped', 'components.json') as readonly Component[];
}

/** What was recorded on a real server, to stand beside a verdict. */
export { serverFigures } from '@/lib/scale/recorded-server';

/** The folder of the engine's files, as scripts/assets.ts made it, below the site's base path. */
export function engineUrl(): string {
  const { path } = readJson('public', 'engine', 'current.json') as { readonly path: string };
  return belowBase(path);
}

/** The engine's files and those of each series of SQLAlchemy, or why this build carries none of it. */
export function engineFiles(): EngineFiles {
  const { series } = readJson('public', 'sqlalchemy', 'current.json') as PythonManifest;
  const below = (each: CarriedPython | AbsentPython) =>
    'absent' in each ? each : { ...each, path: belowBase(each.path) };
  return { baseUrl: engineUrl(), python: { series: { '2.1': below(series['2.1']), '2.0': below(series['2.0']) } } };
}
