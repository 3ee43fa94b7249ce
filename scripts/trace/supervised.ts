// Runs a program in a process of its own: where that has to be ended, what it has told by then is its trace.
import { SoFar } from '@/lib/engine/protocol/so-far';
import type { Trace } from '@/lib/trace/trace';
import type { ProgramMessage, ProgramRequest } from './messages';
import { NoSqlalchemy } from './sqlalchemy';
import { type Limits, supervise } from './supervise';

/** Throws NoSqlalchemy where there is nothing to run it on, and where the process ended before the program began. */
export async function runSupervised(request: ProgramRequest, limits: Limits): Promise<Trace<null>> {
  const soFar = new SoFar();
  const answers: Extract<ProgramMessage, { type: 'ended' | 'impossible' }>[] = [];
  const { ending, said } = await supervise<ProgramMessage>(request, limits, (message) => {
    if (message.type === 'ended' || message.type === 'impossible') answers.push(message);
    else soFar.hear(message);
    return message.type === 'begun';
  });
  const [answer] = answers;
  if (answer?.type === 'ended') return answer.trace;
  if (answer?.type === 'impossible') throw new NoSqlalchemy(answer.sentence);
  const trace = soFar.ended(ending ?? { why: 'lost' });
  if (trace) return trace;
  if (ending) throw new NoSqlalchemy(tooLittle(limits));
  throw new Error(`The process of the program ended with ${said}.`);
}

export const tooLittle = ({ megabytes }: Limits): string =>
  `--memory-limit ${megabytes} is too little to begin: PostgreSQL and Python take more.`;
