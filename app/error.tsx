'use client';
import { Broken } from '@/components/chrome/broken';
import { Main } from '@/components/chrome/main';
import { belowBase } from './base-path';

export default function PageError({ error }: { readonly error: unknown }) {
  return (
    <Main className="mx-auto max-w-prose px-4 py-16 sm:px-6">
      <Broken error={error} home={belowBase('/')} />
    </Main>
  );
}
