'use client';
// The model as the Python that a reader would write, in which every flag is the control that sets it.
import Link from 'next/link';
import { memo, useMemo } from 'react';
import { SlottedCode } from '@/components/code/code';
import { change } from '@/lib/scenario/change';
import { pythonOperation } from '@/lib/scenario/python-operation';
import { pythonSource } from '@/lib/scenario/python-source';
import { goneWords, loadedWords, mapperWords, settingName } from '@/lib/scenario/setting-words';
import { DEFAULT_SERIES } from '@/lib/versions';
import { CopyScript } from './copy-script';
import { Flag, type FlagsProps } from './flags';
import { PostsField } from './posts-field';

export const SourcePanel = memo(function SourcePanel(props: FlagsProps) {
  const { scenario, onChange } = props;
  const { text, slots } = useMemo(() => pythonSource(scenario), [scenario]);
  return (
    <section aria-label="The model" className="overflow-hidden rounded-xl border border-line bg-code">
      <header className="flex items-center gap-4 border-b border-line px-4 py-2.5 sm:px-[18px]">
        <h2 className="font-mono text-[13px] font-medium text-ink-2">models.py</h2>
        <CopyScript scenario={scenario} />
      </header>
      <pre className="px-3 py-3.5 text-[12px] leading-[2] min-[400px]:px-4 min-[400px]:text-[13px] whitespace-pre-wrap [&>code>:not([popover])]:max-w-[calc(100%-2ch)] sm:px-[18px]">
        <code>
          <SlottedCode
            text={text}
            language="python"
            slots={slots}
            render={({ field }, value) => (field === 'posts' ? null : <Flag {...props} field={field} text={value} />)}
          />
        </code>
      </pre>
      {pythonOperation(scenario).loads && (
        <p className="border-t border-line px-4 py-3 text-[13.5px] text-ink-2 sm:px-[18px]">
          <b className="font-semibold text-ink">Why run_sync?</b> The collection is not loaded. Written straight into
          AsyncSession code, this line raises <code className="text-[13px]">MissingGreenlet</code> (
          <Link href="/rules/#O5" prefetch={false} className="underline underline-offset-4 hover:text-ink">
            rule O5
          </Link>
          ).
        </p>
      )}
      {scenario.sqlalchemy !== DEFAULT_SERIES && (
        <p className="border-t border-line px-4 py-3 text-[13.5px] text-ink-2 sm:px-[18px]">
          <Link href="/rules/changes/" prefetch={false} className="underline underline-offset-4 hover:text-ink">
            What changed in {DEFAULT_SERIES} for deletes
          </Link>
        </p>
      )}
      <div className="grid gap-3 border-t border-line px-4 py-4 text-[14px] sm:px-[18px]">
        {scenario.shape === 'one-to-many' && (
          <PostsField scenario={scenario} onChange={(posts) => onChange(change(scenario, { posts }))} />
        )}
        <Row name="loaded" {...props} text={loadedWords(scenario.loaded, scenario.shape)} />
        {scenario.shape === 'one-to-many' && <Row name="gone" {...props} text={goneWords(scenario.gone)} />}
        <Row name="mapper" {...props} text={mapperWords(scenario.mapper)} />
        <Row name="shape" {...props} text={scenario.shape} />
      </div>
    </section>
  );
});

/** A setting that has no place in the code. */
function Row({
  name,
  text,
  ...props
}: FlagsProps & { readonly name: 'loaded' | 'gone' | 'mapper' | 'shape'; readonly text: string }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className={`text-ink-2 ${name === 'loaded' ? 'font-mono text-[13px]' : 'first-letter:uppercase'}`}>
        {settingName(name, props.scenario.shape)}
      </span>
      <span className="max-w-2/3 shrink-0">
        <Flag {...props} field={name} text={text} />
      </span>
    </div>
  );
}
