// One setting in full: as it is written, and the explorer's verdict for each state of the collection.
import { dependsOnLoaded, type Grid, type GridRuns, outcomesOf, SETTINGS, type Setting } from '@/lib/matrix/grids';
import { LOADED } from '@/lib/scenario/scenario';
import { OutcomeMarks, tintOf } from './marks';
import { loadedText, settingText } from './words';

export function SettingPanel({
  grid,
  runs,
  setting,
}: {
  readonly grid: Grid;
  readonly runs: GridRuns;
  /** Its position in SETTINGS. */
  readonly setting: number;
}) {
  const outcomes = outcomesOf(runs, setting);
  return (
    <section
      aria-label="The setting that is pointed at"
      data-testid="setting"
      className="sticky bottom-0 z-10 grid gap-2 border-t border-line bg-paper/95 px-1 py-3 text-[13px] backdrop-blur-sm max-sm:hidden"
    >
      <p className="font-mono text-[12.5px] text-ink">
        {settingText(SETTINGS[setting] as Setting)}
        {dependsOnLoaded(outcomes) && (
          <span className="ml-4 font-sans text-ink-2">What is left depends on what was loaded.</span>
        )}
      </p>
      <ul className="grid gap-1">
        {LOADED.map((loaded, at) => {
          const outcome = outcomes[at];
          return (
            outcome && (
              <li key={loaded} className="grid grid-cols-[10.5rem_6.5rem_minmax(0,1fr)] items-center gap-x-3">
                <span className="text-ink-2">{loadedText([loaded], grid)}</span>
                <span className="mx-outcome min-h-5 text-[12px]" data-tint={tintOf(outcome)}>
                  <OutcomeMarks outcome={outcome} />
                </span>
                <span className="text-ink lg:truncate">{outcome.verdict}</span>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
