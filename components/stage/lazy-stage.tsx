'use client';
// The stage with code of its own: React Flow draws only in the browser, and the page around it need not wait for it.
import dynamic from 'next/dynamic';
import { memo } from 'react';

export const Stage = memo(
  dynamic(() => import('./stage').then((module) => module.Stage), {
    ssr: false,
    loading: () => <div className="h-96" />,
  }),
);
