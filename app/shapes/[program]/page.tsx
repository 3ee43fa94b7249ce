import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SiteHeader } from '@/components/chrome/site-header';
import { ProgramPage } from '@/components/shapes/program-page';
import { Sketch } from '@/components/stage/sketch';
import { findProgram, PROGRAMS } from '@/lib/programs/programs';
import { engineFiles, recordedProgram } from '../../built';

interface Props {
  readonly params: Promise<{ readonly program: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return PROGRAMS.map(({ id }) => ({ program: id }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const program = findProgram((await params).program);
  return program ? { title: `${program.title} · Cascade Lens`, description: program.lesson } : {};
}

export default async function Page({ params }: Props) {
  const { program: id } = await params;
  if (!findProgram(id)) notFound();
  const recorded = recordedProgram(id);
  return (
    <>
      <SiteHeader current="shapes" />
      <noscript>
        <p className="m-4 rounded-xl border border-line bg-card p-4">
          Without JavaScript this page shows the text of a program and the log of one run, recorded when it was built.
          Stepping through it needs JavaScript.
        </p>
      </noscript>
      <ProgramPage
        key={id}
        id={id}
        recorded={recorded}
        sketch={'run' in recorded && <Sketch run={recorded.run} />}
        files={engineFiles()}
      />
    </>
  );
}
