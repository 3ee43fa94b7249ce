// Where the boxes of a schema stand: parents above their children.
import { Graph, layout } from '@dagrejs/dagre';
import type { Arrow } from '@/lib/audit/radius';

/** Of a box, in pixels. */
export const WIDTH = 190;
export const HEIGHT = 62;

export interface At {
  readonly x: number;
  readonly y: number;
}

/** The upper left corners, by table. */
export function placesOf(tables: readonly string[], arrows: readonly Arrow[]): ReadonlyMap<string, At> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 78, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of tables) graph.setNode(name, { width: WIDTH, height: HEIGHT });
  for (const { key } of arrows) {
    if (key.references !== key.table) graph.setEdge(key.references, key.table, {}, key.place);
  }
  layout(graph);
  return new Map(
    tables.map((name) => {
      const { x = 0, y = 0 } = graph.node(name) as { x?: number; y?: number };
      return [name, { x: x - WIDTH / 2, y: y - HEIGHT / 2 }] as const;
    }),
  );
}
