// What became of the rows of a program, at a glance: drawn by the build from the run that it recorded.
import './preview.css';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { verdictOf } from '@/lib/verdict/verdict';
import { pictureOf } from './picture';

export function Preview({ run }: { readonly run: Trace<null> }) {
  const index = indexRun(run);
  const { width, height, names, paths } = pictureOf(index);
  const { sentences, warnings } = verdictOf(index, null);
  const [warning] = warnings;
  const said = sentences.map((parts) => parts.map(({ text }) => text).join('')).join(' ');
  return (
    <div className="relative mb-1 grid h-36 place-items-center rounded-lg border border-line bg-code">
      <svg
        role="img"
        aria-label={said}
        className="picture max-w-full"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        {paths.map(({ look, d }) => (
          <path key={look} className={look} d={d} />
        ))}
        {names.map(({ text, x, y }) => (
          <text key={text} x={x} y={y}>
            {text}
          </text>
        ))}
      </svg>
      <p className="absolute right-2.5 bottom-1 flex gap-3 font-mono text-[11px] text-ink-2">
        {warning && <span>! {warning.class}</span>}
        {run.error && <span className="text-bad">✕ {run.error.class}</span>}
      </p>
    </div>
  );
}
