/** What stands in place of a run where the build could make none. */
export function AbsentRun({ reason }: { readonly reason: string }) {
  return (
    <p className="rounded-xl border border-line bg-card px-4 py-3 text-[14.5px] text-ink-2">
      This build carries no SQLAlchemy, so there is no run to show. The reason, from the build: {reason}
    </p>
  );
}
