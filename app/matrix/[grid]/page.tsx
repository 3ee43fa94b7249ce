import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { gridTitle } from '@/components/matrix/grids-menu';
import { DEFAULT_GRID, GRIDS } from '@/lib/matrix/grids';
import { MatrixPage } from '../matrix-page';

interface Props {
  readonly params: Promise<{ readonly grid: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return GRIDS.filter((grid) => grid !== DEFAULT_GRID).map(({ id }) => ({ grid: id }));
}

async function gridOf({ params }: Props) {
  const { grid: id } = await params;
  return GRIDS.find((grid) => grid.id === id) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `${gridTitle(await gridOf(props))}: every combination · Cascade Lens` };
}

export default async function Page(props: Props) {
  return <MatrixPage grid={await gridOf(props)} />;
}
