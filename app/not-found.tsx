import Link from 'next/link';
import { Brand } from '@/components/chrome/brand';

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-prose content-center gap-4 p-6">
      <Brand />
      <h1 className="text-2xl font-semibold tracking-tight">There is no such page.</h1>
      <p className="text-ink-2">
        The address may be mistyped, or the link old.{' '}
        <Link href="/" className="text-ink underline underline-offset-4">
          Open the explorer
        </Link>
        .
      </p>
    </main>
  );
}
