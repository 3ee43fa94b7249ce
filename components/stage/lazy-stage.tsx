'use client';
// The stage with code of its own: React Flow draws only in the browser, and the page around it need not wait for it.
// Until everything on it stands in its place, the sketch that the build drew stands there; as long as it shows what
// there is to show and nobody has come to the page, not even the code is loaded.
import dynamic from 'next/dynamic';
import { memo, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { Picture } from '@/components/chrome/as-built';
import { Part } from '@/components/chrome/part';
import { useReader } from '@/components/chrome/use-reader';
import type { Bands } from './layout';
import type { StageProps } from './stage';

const Flow = dynamic(() => import('./stage').then((module) => module.Stage), { ssr: false });

/** `sketch` is of the first step of the run or, where it is outdated, of another one. */
export const Stage = memo(function Stage({
  sketch = null,
  outdated = false,
  onPlaced: tell,
  ...props
}: StageProps & { readonly sketch?: ReactNode; readonly outdated?: boolean }) {
  const came = useReader();
  const [placed, setPlaced] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const onPlaced = useCallback(
    (bands: Bands) => {
      setPlaced(true);
      tell?.(bands);
    },
    [tell],
  );
  const alive = came || placed || !sketch || outdated || props.step > 0;
  // Stages beside each other do not come alive at once: those that are there keep to the lanes of the sketches.
  useLayoutEffect(() => {
    if (!alive) return;
    const [python, wire] = [...(whole.current?.querySelector('.sketch')?.children ?? [])].map(
      (lane) => lane.getBoundingClientRect().height,
    );
    if (python && wire) tell?.({ python, wire });
  }, [alive, tell]);
  return (
    <div ref={whole} className="relative">
      {!placed && (sketch ? <Picture>{sketch}</Picture> : <div className="h-96" />)}
      {alive && (
        <Part what="The stage">
          <div className={placed ? '' : 'invisible absolute inset-x-0 top-0'}>
            <Flow {...props} onPlaced={onPlaced} />
          </div>
        </Part>
      )}
    </div>
  );
});
