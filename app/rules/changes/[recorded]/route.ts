// What running a program in the tab needs of the build: its text, its recorded runs, and where the engine's files are.
// A file of its own for each, so that nobody loads it who only reads.
import { CHANGE_PROGRAMS } from '@/lib/changes/changes';
import { engineFiles, recordedChange } from '../../../built';

interface Asked {
  readonly params: Promise<{ readonly recorded: string }>;
}

export const dynamic = 'force-static';
export const dynamicParams = false;

export function generateStaticParams() {
  return CHANGE_PROGRAMS.map((name) => ({ recorded: `${name}.json` }));
}

export async function GET(_: Request, { params }: Asked) {
  const { recorded } = await params;
  return Response.json({ recorded: recordedChange(recorded.replace(/\.json$/, '')), files: engineFiles() });
}
