// An answer in short, for the list.
import { modelOf, type RecordedRun } from '@/lib/questions/question';
import { indexRun } from '@/lib/trace/run-index';
import { verdictOf } from '@/lib/verdict/verdict';
import type { Answer } from '@/lib/which/answer';
import type { Row } from './chooser';

/** Of a model's text the settings that decide on a delete. */
const SETTING = /\b(?:cascade|passive_deletes|ondelete|nullable)=(?:"[^"]*"|\w+)/g;

export function rowOf({ id, title, run, ...need }: Answer, recorded: RecordedRun): Row {
  const text = 'code' in run ? run.code : modelOf(run);
  return {
    ...{ id, title, children: need.children, fate: need.fate, besides: need.besides },
    settings: [...new Set(text.match(SETTING))],
    outcome: 'run' in recorded ? sentencesOf(recorded.run) : '',
  };
}

function sentencesOf(run: Extract<RecordedRun, { run: unknown }>['run']): string {
  const { sentences } = verdictOf(indexRun(run), run.scenario);
  return sentences.map((parts) => parts.map(({ text }) => text).join('')).join(' ');
}
