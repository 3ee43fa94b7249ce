'use client';
// The text of the models: the files, and the one that is shown in the editor.
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useReader } from '@/components/chrome/use-reader';
import type { Files } from '@/lib/yours/files';

const BUTTON =
  'inline-flex h-9 cursor-pointer items-center rounded-lg border border-line-strong px-3 text-[14px] hover:bg-ink/5 focus-within:outline-2';

export function Models({
  files,
  shown,
  line,
  onShow,
  onChange,
  onFiles,
  onRun,
  onBroken,
  filesOf,
  children,
}: {
  readonly files: Files;
  readonly shown: string;
  /** The line that something was said of. */
  readonly line: number | null;
  readonly onShow: (name: string) => void;
  readonly onChange: (files: Files) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onRun: () => void;
  readonly onBroken: () => void;
  readonly filesOf: (transfer: DataTransfer) => Promise<readonly File[]>;
  readonly children: ReactNode;
}) {
  const names = Object.keys(files);
  const text = files[shown] ?? '';
  const came = useReader();
  const [CodeEditor, setCodeEditor] = useState<typeof import('@/components/editor/code-editor').default | null>(null);
  useEffect(() => {
    if (came) import('@/components/editor/code-editor').then((module) => setCodeEditor(() => module.default));
  }, [came]);
  const words = useMemo(() => ({ at: line, sent: new Set<number>(), error: null }), [line]);
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        {children}
        <label className={BUTTON}>
          Open files
          <input
            type="file"
            multiple
            accept=".py,.sql,.zip,.whl"
            className="sr-only"
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {names.length > 1 && (
        <label className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-[13px] text-ink-2">
          <span>{names.length} files</span>
          <select
            value={shown}
            onChange={(event) => onShow(event.target.value)}
            className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-card px-2 font-mono text-[12.5px] text-ink"
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {/** biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped on it, and opened by a button, too */}
      <div
        className="h-[46vh] min-h-64 lg:h-[calc(100vh-15rem)] print:hidden"
        data-testid="editor"
        onDragOver={(event) => event.preventDefault()}
        onDropCapture={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          event.stopPropagation();
          filesOf(event.dataTransfer).then(onFiles, onBroken);
        }}
      >
        {CodeEditor ? (
          <CodeEditor
            text={text}
            label={shown}
            words={words}
            onChange={(content) => onChange({ ...files, [shown]: content })}
            onRun={onRun}
            onLine={() => {}}
          />
        ) : (
          <pre className="h-full overflow-hidden bg-code py-1 pl-16 text-[13px] leading-[1.65]">{text}</pre>
        )}
      </div>
      <p id="editor-keys" className="border-t border-line px-3 py-1.5 text-[12.5px] text-ink-2">
        Tab indents; Escape and then Tab leaves the editor. Ctrl or ⌘ with F searches.
      </p>
    </div>
  );
}
