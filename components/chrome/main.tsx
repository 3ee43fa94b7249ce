import type { ReactNode } from 'react';

/** What a page is about: where the header's link to skip it leads. */
export function Main({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className={className}>
      {children}
    </main>
  );
}
