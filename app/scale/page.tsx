import type { Metadata } from 'next';
import { SiteHeader } from '@/components/chrome/site-header';
import { ScalePage } from '@/components/scale/scale-page';
import { engineUrl } from '../built';

export const metadata: Metadata = {
  title: 'What a cascade costs, from 10 to 100,000 rows · Cascade Lens',
  description:
    'Measure ORM deletes against ON DELETE CASCADE on a real PostgreSQL in your browser: time, statements, round trips, rows loaded and bytes, with EXPLAIN (ANALYZE) beside the chart.',
};

export default function Page() {
  return (
    <>
      <SiteHeader current="scale" />
      <ScalePage engineUrl={engineUrl()} />
    </>
  );
}
