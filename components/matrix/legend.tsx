import { Mark } from './marks';

/** What the marks of the matrix mean. */
export function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1.5 text-[13px] text-ink-2" aria-label="Marks">
      <Entry marks={<Mark actor="client" kind="deleted" />} text="the ORM deleted the rows" />
      <Entry marks={<Mark actor="foreign-key" kind="deleted" />} text="the foreign key deleted them" />
      <Entry
        marks={
          <>
            <Mark actor="client" kind="nulled" />
            <Mark actor="foreign-key" kind="nulled" />
          </>
        }
        text="the rows stay, with another user_id or NULL"
      />
      <Entry marks={<span className="text-bad">✕</span>} text="refused with its SQLSTATE, all rolled back" />
      <Entry
        marks={<span className="h-3 w-5 rounded-sm border-[1.5px] border-dashed border-line-strong" />}
        text="what is left depends on what was loaded"
      />
    </ul>
  );
}

function Entry({ marks, text }: { readonly marks: React.ReactNode; readonly text: string }) {
  return (
    <li className="inline-flex items-center gap-2">
      <span aria-hidden className="inline-flex items-center gap-1.5">
        {marks}
      </span>
      {text}
    </li>
  );
}
