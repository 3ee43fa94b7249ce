// Which control sets which setting: one table for the source panel, where it stands in the code, and for the
// strip of a phone, where it stands behind its name.
import type { ReactNode } from 'react';
import { change } from '@/lib/scenario/change';
import { DRIVER_PROGRAMS } from '@/lib/scenario/dialect';
import { GONE } from '@/lib/scenario/elsewhere';
import { operationTitle } from '@/lib/scenario/python-operation';
import { LOADED, type Loaded, MAPPERS, type Operation, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import { DRIVERS, SERIES } from '@/lib/versions';
import { CascadeFlag } from './cascade-flag';
import { FlagSelect, FlagSwitch } from './flag';

export interface FlagsProps {
  readonly scenario: Scenario;
  readonly onChange: (next: Scenario) => void;
  /** The operations to choose from; those of the scenario's shape. */
  readonly operations: readonly Operation[];
}

const PASSIVE_DELETES = ['False', 'True', 'all'] as const;
const ON_DELETE = ['None', 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'] as const;
const same = <T extends string>(values: readonly T[]) => values.map((value) => ({ value, label: value }));

/** What the state of the collection before the operation is called. */
export function loadedTitle(loaded: Loaded, { shape }: Scenario): string {
  if (loaded === 'no') return 'not loaded';
  if (loaded === 'loaded') return 'loaded';
  return shape === 'one-to-many' ? 'one post loaded' : 'profile loaded, not user.profile';
}

const GONE_TITLES: Readonly<Record<Scenario['gone'], string>> = {
  nothing: 'nothing',
  'post-1': 'post 1',
  'post-2': 'post 2',
  posts: 'the user’s posts',
  'user-1': 'the user and the posts',
  'user-2': 'user 2 and its posts',
  all: 'everything',
};

/** What another connection deletes meanwhile, in words. */
export const goneTitle = (gone: Scenario['gone']): string => GONE_TITLES[gone];

const MAPPER_TITLES: Readonly<Record<Scenario['mapper'], string>> = {
  plain: 'as they come',
  'confirm-deleted-rows-false': 'confirm_deleted_rows=False',
  'version-id-col': 'version_id_col',
};

export const mapperTitle = (mapper: Scenario['mapper']): string => MAPPER_TITLES[mapper];

/** The control of a setting. `text` is how the value reads where the control stands. */
export function Flag({
  field,
  text,
  scenario,
  onChange,
  operations,
}: FlagsProps & { readonly field: Exclude<keyof Scenario, 'posts'>; readonly text: ReactNode }): ReactNode {
  const set = (settings: Partial<Scenario>) => onChange(change(scenario, settings));
  switch (field) {
    case 'cascade':
      return <CascadeFlag cascade={scenario.cascade} onChange={(cascade) => set({ cascade })} />;
    case 'passiveDeletes': {
      const { passiveDeletes } = scenario;
      return (
        <FlagSelect
          label="passive_deletes"
          text={text}
          tone="orm"
          value={passiveDeletes === 'all' ? 'all' : passiveDeletes ? 'True' : 'False'}
          options={PASSIVE_DELETES.map((value) => ({ value, label: value === 'all' ? '"all"' : value }))}
          onChange={(value) => set({ passiveDeletes: value === 'all' ? value : value === 'True' })}
        />
      );
    }
    case 'onDelete':
      return (
        <FlagSelect
          label="ondelete"
          text={text}
          tone="foreign-key"
          value={scenario.onDelete ?? 'None'}
          options={same(ON_DELETE)}
          onChange={(value) => set({ onDelete: value === 'None' ? null : value })}
        />
      );
    case 'nullable':
    case 'index':
    case 'unique':
      return (
        <FlagSwitch
          label={field}
          tone="foreign-key"
          value={scenario[field]}
          onChange={(value) => set({ [field]: value })}
        />
      );
    case 'operation':
      return (
        <FlagSelect
          label="operation"
          text={text}
          tone="plain"
          value={scenario.operation}
          options={operations.map((value) => ({ value, label: operationTitle(value) }))}
          onChange={(operation) => set({ operation })}
        />
      );
    case 'loaded':
      return (
        <FlagSelect
          label={`user.${NAMES[scenario.shape].attribute} before the operation`}
          text={text}
          tone="plain"
          value={scenario.loaded}
          options={LOADED.map((value) => ({ value, label: loadedTitle(value, scenario) }))}
          onChange={(loaded) => set({ loaded })}
        />
      );
    case 'sqlalchemy':
      return (
        <FlagSelect
          label="series of SQLAlchemy"
          text={text}
          tone="plain"
          value={scenario.sqlalchemy}
          options={same(SERIES)}
          onChange={(sqlalchemy) => set({ sqlalchemy })}
        />
      );
    case 'driver':
      return (
        <FlagSelect
          label="driver"
          text={text}
          tone="plain"
          value={scenario.driver}
          options={DRIVERS.map((value) => ({
            value,
            label: DRIVER_PROGRAMS[value].isAsync ? `${value}, AsyncSession` : `${value}, Session`,
          }))}
          onChange={(driver) => set({ driver })}
        />
      );
    case 'gone':
      return (
        <FlagSelect
          label="what another connection deletes meanwhile"
          text={text}
          tone="plain"
          value={scenario.gone}
          options={GONE.map((value) => ({ value, label: goneTitle(value) }))}
          onChange={(gone) => set({ gone })}
        />
      );
    case 'mapper':
      return (
        <FlagSelect
          label="arguments of the mappers"
          text={text}
          tone="plain"
          value={scenario.mapper}
          options={MAPPERS.map((value) => ({ value, label: mapperTitle(value) }))}
          onChange={(mapper) => set({ mapper })}
        />
      );
    case 'shape':
      return (
        <FlagSelect
          label="relationship"
          text={text}
          tone="plain"
          value={scenario.shape}
          options={same(SHAPES)}
          onChange={(shape) => set({ shape })}
        />
      );
  }
}
