import type { Metadata } from 'next';
import { DEFAULT_GRID } from '@/lib/matrix/grids';
import { MatrixPage } from './matrix-page';

export const metadata: Metadata = {
  title: 'Every combination of cascade, passive_deletes and ON DELETE · Cascade Lens',
  description:
    'Who deletes the children, what is refused and what stays behind with NULL, for every combination of cascade, passive_deletes, ondelete and nullable. Observed on PostgreSQL.',
};

export default function Page() {
  return <MatrixPage grid={DEFAULT_GRID} />;
}
