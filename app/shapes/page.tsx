import type { Metadata } from 'next';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { AskedProgram } from '@/components/shapes/asked-program';
import { PictureLegend } from '@/components/shapes/picture-legend';
import { ShapesIndex } from '@/components/shapes/shapes-index';
import { recordedProgram } from '../built';

export const metadata: Metadata = {
  title: 'Other shapes: many-to-many, inheritance, cycles, keys, triggers · Cascade Lens',
  description:
    'Three levels, many-to-many, trees and cycles, joined inheritance, composite keys, savepoints, triggers: each a Python program, run on SQLAlchemy itself, with its diagram, its SQL and its lesson.',
};

export default function ShapesPage() {
  return (
    <>
      <SiteHeader current="shapes" />
      <Main className="mx-auto max-w-[1180px] px-4 2xl:max-w-[1500px] min-[125rem]:max-w-[2160px] pb-24 sm:px-6">
        <div className="grid gap-3 pt-10 pb-8 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            Other shapes of models
          </h1>
          <p className="max-w-[62ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            The explorer knows a user with posts or a profile. Everything else is a Python program here, run on
            SQLAlchemy itself and PostgreSQL: see what it sends, row by row, and run it again in your tab.
          </p>
          <PictureLegend />
        </div>
        <AskedProgram />
        <ShapesIndex
          runOf={({ id }) => {
            const recorded = recordedProgram(id);
            return 'run' in recorded ? recorded.run : null;
          }}
        />
      </Main>
    </>
  );
}
