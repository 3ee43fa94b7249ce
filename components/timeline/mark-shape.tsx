// One mark of a timeline's picture, placed by fractions of the box that it stands in.
import type { Mark } from './marks';

const SHAPES: Record<Mark['kind'], string> = {
  quiet: 'size-2 rounded-full border border-line-strong bg-line-strong',
  statement: 'drawn h-4 w-1 rounded-full bg-ink-3',
  client: 'drawn size-3.5 rounded-full bg-orm-solid',
  'foreign-key': 'drawn size-3 rotate-45 bg-fk-solid',
  trigger: 'drawn size-3.5 bg-trigger-solid [clip-path:polygon(50%_0,100%_100%,0_100%)]',
  elsewhere: 'size-2.5 border-[1.5px] border-line-strong bg-card',
  refused:
    'drawn size-3.5 bg-bad [clip-path:polygon(20%_0,50%_30%,80%_0,100%_20%,70%_50%,100%_80%,80%_100%,50%_70%,20%_100%,0_80%,30%_50%,0_20%)]',
};
const BANDS: Record<Mark['kind'], string> = {
  ...SHAPES,
  client: 'drawn h-3 rounded-full bg-orm-solid',
  'foreign-key':
    'drawn h-2.5 bg-fk-solid forced-colors:bg-[repeating-linear-gradient(90deg,Canvas_0_2px,transparent_2px_6px)]',
  trigger: 'drawn h-2 bg-trigger-solid',
};

export function MarkShape({ mark }: { readonly mark: Mark }) {
  const band = mark.to > mark.from;
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute top-[18px] -translate-y-1/2 ${band ? BANDS[mark.kind] : `-translate-x-1/2 ${SHAPES[mark.kind]}`}`}
      style={{ left: `${mark.from * 100}%`, ...(band ? { width: `${(mark.to - mark.from) * 100}%` } : {}) }}
    />
  );
}
