'use client';
import './globals.css';
import { Broken } from '@/components/chrome/broken';
import { belowBase } from './base-path';

export default function SiteError({ error }: { readonly error: unknown }) {
  return (
    <html lang="en">
      <body className="mx-auto max-w-prose px-4 py-16 sm:px-6">
        <Broken error={error} home={belowBase('/')} />
      </body>
    </html>
  );
}
