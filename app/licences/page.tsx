import type { Metadata } from 'next';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { ComponentEntry } from '@/components/licences/component-entry';
import { GROUPS } from '@/lib/shipped/component';
import { belowBase } from '../base-path';
import { shippedComponents } from '../built';

export const metadata: Metadata = {
  title: 'What this site is made of, and under which licences · Cascade Lens',
  description: 'Every package and library in the pages, in PostgreSQL and in Python, with its version and its licence.',
};

export default function LicencesPage() {
  const components = shippedComponents();
  return (
    <>
      <SiteHeader current={null} />
      <Main className="mx-auto grid max-w-[1080px] px-4 pb-24 sm:px-6">
        <div className="grid content-start gap-3 pt-10 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            What this site is made of
          </h1>
          <p className="max-w-[62ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            Cascade Lens itself is under the MIT licence. It carries the work of others, which is listed here as the
            build found it: {components.length} packages and libraries, each with what it does here and, when it is
            opened, the text of its licence. The same stands in{' '}
            <a href={belowBase('/licences.txt')} className="text-ink underline underline-offset-4">
              one text file
            </a>{' '}
            and, with hashes, in a{' '}
            <a href={belowBase('/sbom.cdx.json')} className="text-ink underline underline-offset-4">
              bill of materials
            </a>{' '}
            (CycloneDX).
          </p>
        </div>
        {GROUPS.map((group) => {
          const within = components.filter((each) => each.group === group);
          if (within.length === 0) return null;
          return (
            <section key={group} aria-label={group} className="pt-10">
              <h2 className="pb-4 text-[21px] font-medium tracking-[-0.015em]">{group}</h2>
              {within.map((each) => (
                <ComponentEntry key={each.purl} component={each} />
              ))}
            </section>
          );
        })}
      </Main>
    </>
  );
}
