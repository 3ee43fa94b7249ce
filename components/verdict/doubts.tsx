// What the run does not know of itself, beside what it does.
export function Doubts({ doubts }: { readonly doubts: readonly string[] }) {
  if (doubts.length === 0) return null;
  return (
    <div className="grid gap-1.5 rounded-xl border border-dashed border-line-strong bg-card px-4 py-3.5 text-[14px]">
      <h3 className="font-semibold">Not seen</h3>
      {doubts.map((doubt) => (
        <p key={doubt} className="wrap-anywhere text-ink-2">
          {doubt}
        </p>
      ))}
    </div>
  );
}
