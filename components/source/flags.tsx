// Which control sets which setting: one table for the source panel, where it stands in the code, and for the
// strip of a phone, where it stands behind its name.
import type { ReactNode } from 'react';
import { change } from '@/lib/scenario/change';
import { DRIVER_PROGRAMS } from '@/lib/scenario/dialect';
import { GONE } from '@/lib/scenario/elsewhere';
import { operationTitle } from '@/lib/scenario/python-operation';
import { LOADED, MAPPERS, type Operation, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { goneWords, loadedWords, mapperWords, settingName } from '@/lib/scenario/setting-words';
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

/** The control of a setting. `text` is how the value reads where the control stands. */
export function Flag({
  field,
  text,
  scenario,
  onChange,
  operations,
}: FlagsProps & { readonly field: Exclude<keyof Scenario, 'posts'>; readonly text: ReactNode }): ReactNode {
  const set = (settings: Partial<Scenario>) => onChange(change(scenario, settings));
  const label = settingName(field, scenario.shape);
  switch (field) {
    case 'cascade':
      return <CascadeFlag cascade={scenario.cascade} onChange={(cascade) => set({ cascade })} />;
    case 'passiveDeletes': {
      const { passiveDeletes } = scenario;
      return (
        <FlagSelect
          label={label}
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
          label={label}
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
          label={label}
          tone="foreign-key"
          value={scenario[field]}
          onChange={(value) => set({ [field]: value })}
        />
      );
    case 'operation':
      return (
        <FlagSelect
          label={label}
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
          label={label}
          text={text}
          tone="plain"
          value={scenario.loaded}
          options={LOADED.map((value) => ({ value, label: loadedWords(value, scenario.shape) }))}
          onChange={(loaded) => set({ loaded })}
        />
      );
    case 'sqlalchemy':
      return (
        <FlagSelect
          label={label}
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
          label={label}
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
          label={label}
          text={text}
          tone="plain"
          value={scenario.gone}
          options={GONE.map((value) => ({ value, label: goneWords(value) }))}
          onChange={(gone) => set({ gone })}
        />
      );
    case 'mapper':
      return (
        <FlagSelect
          label={label}
          text={text}
          tone="plain"
          value={scenario.mapper}
          options={MAPPERS.map((value) => ({ value, label: mapperWords(value) }))}
          onChange={(mapper) => set({ mapper })}
        />
      );
    case 'shape':
      return (
        <FlagSelect
          label={label}
          text={text}
          tone="plain"
          value={scenario.shape}
          options={same(SHAPES)}
          onChange={(shape) => set({ shape })}
        />
      );
  }
}
