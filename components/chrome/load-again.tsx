'use client';

/** What is set on a page is in its address, and there again. */
export function LoadAgain() {
  return (
    <button type="button" className="font-medium underline underline-offset-4" onClick={() => window.location.reload()}>
      Load the page again
    </button>
  );
}
