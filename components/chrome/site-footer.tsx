const LINK = 'inline-block py-1 underline decoration-line-strong underline-offset-4 hover:text-ink';

/** The foot of every page: with the addresses of two pages. */
export function SiteFooter({ questions, licences }: { readonly questions: string; readonly licences: string }) {
  return (
    <footer className="flex flex-wrap gap-x-6 gap-y-1 border-t border-line px-4 py-4 text-[13px] text-ink-3 sm:px-6 print:hidden">
      <a href={`${questions}#error`} className={LINK}>
        Paste an error, and see where it comes from
      </a>
      <a href={licences} className={LINK}>
        What this site is made of, and its licences
      </a>
    </footer>
  );
}
