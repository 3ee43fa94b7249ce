// Whose collection each object is in: a box for each owner, with room for all that it has at any step.
import { type Hands, heldAt } from '@/lib/trace/hands';
import { numeral } from '@/lib/trace/quantity';
import { type CollectionState, objectStateOf } from '@/lib/trace/state';
import { READABLE_ROWS } from './edges';
import type { ClassData } from './flow';
import { rowNamesOf } from './row-names';
import { Steady } from './steady';

export function HandsList({
  data: { mapped, index, state, objects },
  hands,
}: {
  readonly data: ClassData;
  readonly hands: Hands;
}) {
  const held = heldAt(index, state, hands);
  const { relationship, place, owners, moved } = hands;
  const names = index.entities[place]?.names ?? [];
  return (
    <ul aria-label={`Whose ${relationship.attribute}`} className="mt-1 grid gap-1">
      {[...owners].map(([owner, ever]) => {
        const shown = [...ever].filter(([object]) => ever.size <= READABLE_ROWS || moved.has(object));
        const others = [...ever.keys()].filter((object) => ever.size > READABLE_ROWS && !moved.has(object));
        const there = others.filter((object) => held[object]?.owner === owner).length;
        return (
          <li
            key={owner}
            data-hand={`${mapped.name}:${owner}`}
            className="grid gap-1 rounded-md border border-line bg-paper/60 px-2 py-1"
          >
            <span className="flex items-baseline justify-between gap-4">
              <span>
                <span className="font-mono">
                  {mapped.name}#{owner}
                </span>{' '}
                {rowNamesOf(index)(mapped).get(owner)}
              </span>
              <Steady widest="not loaded" className="text-right text-ink-2">
                {statusOf(
                  state.collections.get(`${mapped.name}:${owner}.${relationship.attribute}`),
                  objects !== null && objectStateOf(index, objects, objects.entity.names.indexOf(owner)) !== null,
                )}
              </Steady>
            </span>
            <ul className="flex flex-wrap gap-1">
              {shown.map(([object, widest]) => (
                <Member
                  key={object}
                  label={`${relationship.target}#${names[object]}`}
                  note={held[object]?.owner === owner ? held[object].note : null}
                  widest={widest}
                />
              ))}
              {others.length > 0 && (
                <li className="px-1.5 py-px text-ink-2">
                  <Steady widest={othersText(others.length)}>{othersText(there)}</Steady>
                </li>
              )}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

const othersText = (count: number) => `and ${numeral(count)} more`;

/** Of an owner that the Session does not know nothing is said. */
function statusOf(collection: CollectionState | undefined, known: boolean): string {
  if (collection?.loaded) return 'loaded';
  if (collection?.expired) return 'expired';
  return known ? 'not loaded' : '';
}

/** `note` is null when it is not there. */
function Member({
  label,
  note,
  widest,
}: {
  readonly label: string;
  readonly note: string | null;
  readonly widest: string;
}) {
  return (
    <li
      data-member={note === null ? undefined : label}
      className={`flex flex-wrap gap-x-1 rounded border border-line bg-card px-1.5 py-px whitespace-nowrap ${note === null ? 'invisible' : 'row-mark'}`}
    >
      <span className="font-mono">{label}</span>
      {widest !== '' && (
        <Steady widest={widest} className="text-ink-2">
          {note}
        </Steady>
      )}
    </li>
  );
}
