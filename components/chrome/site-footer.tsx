/** The foot of every page. `licences` is the address of their page. */
export function SiteFooter({ licences }: { readonly licences: string }) {
  return (
    <footer className="border-t border-line px-4 py-4 text-[13px] text-ink-3 sm:px-6 print:hidden">
      <a href={licences} className="py-1 underline decoration-line-strong underline-offset-4 hover:text-ink">
        What this site is made of, and its licences
      </a>
    </footer>
  );
}
