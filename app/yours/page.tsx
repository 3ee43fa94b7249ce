import type { Metadata } from 'next';
import { SiteHeader } from '@/components/chrome/site-header';
import { Yours } from '@/components/yours/yours';
import { PROGRAM_GROUPS } from '@/lib/programs/programs';
import { QUESTION_PROGRAMS } from '@/lib/questions/questions';
import { DEFAULT_SERIES } from '@/lib/versions';
import { TEMPLATES } from '@/lib/yours/templates';
import { belowBase } from '../base-path';
import { engineFiles, templateText } from '../built';

export const metadata: Metadata = {
  title: 'Your code: run it, and see who deletes its rows · Cascade Lens',
  description:
    'Paste any program with SQLAlchemy. It runs in this tab, on a PostgreSQL of its own, and every row that it deletes says who removed it: the ORM, a foreign key or a trigger.',
};

const [FIRST] = TEMPLATES;
const GROUPS = [
  { title: 'To start from', texts: TEMPLATES },
  ...PROGRAM_GROUPS.map(({ title, programs }) => ({
    title,
    texts: programs.map((program) => ({ id: program.id, title: program.title })),
  })),
];

const PUBLISHED = {
  url: belowBase('/programs/'),
  ids: [...GROUPS.flatMap(({ texts }) => texts.map(({ id }) => id)), ...QUESTION_PROGRAMS],
};

export default function YoursPage() {
  const first = {
    source: templateText(FIRST.id),
    filename: 'program.py',
    modules: {},
    sqlalchemy: DEFAULT_SERIES,
    driver: null,
  };
  return (
    <>
      <SiteHeader current="yours" />
      <noscript>
        <p className="m-4 rounded-xl border border-line bg-card p-4">
          Running a program here needs JavaScript: Python and PostgreSQL run in the browser itself.
        </p>
      </noscript>
      <Yours first={first} groups={GROUPS} programs={PUBLISHED} files={engineFiles()} />
    </>
  );
}
