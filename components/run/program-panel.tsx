'use client';
// The program that ran, with the line at work lit.
import type { RunProgram } from './program';
import { ProgramSource } from './program-source';

export default function ProgramPanel({
  program: { title, label, note, text },
  line,
}: {
  readonly program: RunProgram;
  readonly line: number | null;
}) {
  return (
    <section aria-labelledby="program" className="overflow-hidden rounded-xl border border-line">
      <header className="border-b border-line bg-card px-4 py-2.5">
        <h2 id="program" className="text-[13px] font-medium text-ink">
          {title}
        </h2>
        {note && <p className="text-[13px] text-ink-2">{note}</p>}
      </header>
      <ProgramSource source={text} line={line} label={label} />
    </section>
  );
}
