// The ends of the stage's lines, which are React Flow's. What stands on the stage is given them, so that it can be
// drawn without React Flow, too.
import { Handle, type Position } from '@xyflow/react';
import type { CSSProperties } from 'react';

/** An invisible end for an edge. */
function Anchor({
  id,
  type,
  side,
  style = {},
}: {
  readonly id: string;
  readonly type: 'source' | 'target';
  readonly side: `${Position}`;
  /** Where along its side the end is; the middle if not said. */
  readonly style?: CSSProperties;
}) {
  return (
    <Handle id={id} type={type} position={side as Position} style={style} isConnectable={false} className="invisible" />
  );
}

/** How far beside the others a line goes that goes back. */
const BESIDE = { down: 22, right: 136 };

/** Where lines leave a node and meet it, `top` and `left` of its corner. */
function Sides({ top, left }: { readonly top: number; readonly left: number }) {
  const beside = { top: top + BESIDE.down, left: left + BESIDE.right };
  return (
    <>
      <Anchor id="left" type="target" side="left" style={{ top }} />
      <Anchor id="right" type="source" side="right" style={{ top }} />
      <Anchor id="top" type="target" side="top" style={{ left }} />
      <Anchor id="bottom" type="source" side="bottom" style={{ left }} />
      <Anchor id="back-left" type="source" side="left" style={{ top: beside.top }} />
      <Anchor id="back-right" type="target" side="right" style={{ top: beside.top }} />
      <Anchor id="back-top" type="source" side="top" style={{ left: beside.left }} />
      <Anchor id="back-bottom" type="target" side="bottom" style={{ left: beside.left }} />
    </>
  );
}

export const ENDS = { Anchor, Sides };
export type Ends = typeof ENDS;
