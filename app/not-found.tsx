import Link from 'next/link';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';

export default function NotFound() {
  return (
    <>
      <SiteHeader current={null} />
      <Main className="mx-auto grid max-w-prose gap-4 px-4 py-16 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">There is no such page.</h1>
        <p className="text-ink-2">
          The address may be mistyped, or the link old.{' '}
          <Link href="/" className="text-ink underline underline-offset-4">
            Open the explorer
          </Link>
          .
        </p>
      </Main>
    </>
  );
}
