'use client';
// The stage with code of its own: React Flow draws only in the browser, and the page around it need not wait for it.
// Until everything on it stands in its place, the sketch that the build drew stands there.
import dynamic from 'next/dynamic';
import { memo, type ReactNode, useCallback, useState } from 'react';
import type { Bands } from './layout';
import type { StageProps } from './stage';

const Flow = dynamic(() => import('./stage').then((module) => module.Stage), { ssr: false });

export const Stage = memo(function Stage({
  sketch = null,
  onPlaced: tell,
  ...props
}: StageProps & { readonly sketch?: ReactNode }) {
  const [placed, setPlaced] = useState(false);
  const onPlaced = useCallback(
    (bands: Bands) => {
      setPlaced(true);
      tell?.(bands);
    },
    [tell],
  );
  return (
    <div className="relative">
      {!placed && (sketch ?? <div className="h-96" />)}
      <div className={placed ? '' : 'invisible absolute inset-x-0 top-0'}>
        <Flow {...props} onPlaced={onPlaced} />
      </div>
    </div>
  );
});
