// The files of a program, where there are several: the first one runs, the others can be imported by it.
import type { Draft } from '@/lib/yours/draft';
import { isPython } from '@/lib/yours/files';

export function FileTabs({
  text,
  shown,
  onShow,
  onChange,
}: {
  readonly text: Draft;
  readonly shown: string;
  readonly onShow: (name: string) => void;
  readonly onChange: (text: Draft) => void;
}) {
  const others = Object.keys(text.modules);
  if (others.length === 0) return null;
  const runInstead = () => {
    const { [shown]: source = '', ...rest } = text.modules;
    onChange({ ...text, filename: shown, source, modules: { ...rest, [text.filename]: text.source } });
  };
  const remove = () => {
    const { [shown]: _, ...modules } = text.modules;
    onChange({ ...text, modules });
    onShow(text.filename);
  };
  return (
    <div className="flex flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
      <fieldset className="flex min-w-0 flex-wrap gap-1">
        <legend className="sr-only">File to edit</legend>
        {[text.filename, ...others].map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === shown}
            className="h-7 rounded-md px-2 font-mono text-[12.5px] text-ink-2 hover:text-ink aria-pressed:bg-ink/10 aria-pressed:text-ink"
            onClick={() => onShow(name)}
          >
            {name}
            {name === text.filename && <span className="font-sans"> · runs</span>}
          </button>
        ))}
      </fieldset>
      {shown !== text.filename && (
        <span className="ml-auto flex gap-3 px-1 text-[13px] text-ink-2">
          {isPython(shown) && (
            <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={runInstead}>
              Run this one
            </button>
          )}
          <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={remove}>
            Remove
          </button>
        </span>
      )}
    </div>
  );
}
