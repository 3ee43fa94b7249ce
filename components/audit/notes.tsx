'use client';
// What has to be said of an audit: what was assumed, and what could not be tried.
import type { Place } from '@/lib/audit/facts';
import type { Audited } from '@/lib/audit/progress';
import { notesOf } from '@/lib/audit/report';
import { Assumptions } from './assumptions';

export function Notes({ audited, onPlace }: { readonly audited: Audited; readonly onPlace: (place: Place) => void }) {
  const { engine } = audited;
  const notes = notesOf(audited);
  return (
    <section
      aria-labelledby="said"
      className="grid gap-2 rounded-xl border border-line px-4 py-3 text-[13.5px] sm:px-5"
    >
      <h2 id="said" className="font-semibold">
        What this rests on
      </h2>
      <p className="text-ink-2">
        SQLAlchemy {engine.sqlalchemy} on {engine.driver}, PostgreSQL {engine.postgres}, in this tab.
      </p>
      {'facts' in audited && audited.facts.assumed.length > 0 && (
        <div className="text-ink-2">
          <h3 className="text-ink">What no file has, and was assumed:</h3>
          <Assumptions audited={audited} onPlace={onPlace} />
        </div>
      )}
      {notes.length > 0 && (
        <ul className="grid list-disc gap-1 pl-5 text-ink-2">
          {notes.map((note) => (
            <li key={note}>{note}.</li>
          ))}
        </ul>
      )}
    </section>
  );
}
