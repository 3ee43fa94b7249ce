// What each setting is called, and each of its values that is no word of Python: the same on every page.
import { cascades } from './cascade';
import { DEFAULT_SCENARIO, type Loaded, type PassiveDeletes, type Scenario } from './scenario';
import { NAMES, type Shape } from './shape';

const SETTING_NAMES: Readonly<Record<Exclude<keyof Scenario, 'loaded'>, string>> = {
  cascade: 'cascade',
  passiveDeletes: 'passive_deletes',
  onDelete: 'ondelete',
  nullable: 'nullable',
  index: 'index',
  unique: 'unique',
  operation: 'operation',
  shape: 'relationship',
  posts: 'Posts of user 1',
  sqlalchemy: 'SQLAlchemy',
  driver: 'driver',
  gone: 'another connection deletes',
  mapper: 'mappers',
};

/** For example "passive_deletes" or "user.posts before". */
export function settingName(field: keyof Scenario, shape: Shape): string {
  return field === 'loaded' ? `user.${NAMES[shape].attribute} before` : SETTING_NAMES[field];
}

/** As Python writes it. */
export const passiveDeletesWords = (value: PassiveDeletes): string =>
  value === 'all' ? '"all"' : value ? 'True' : 'False';

/** What the state of the collection before the operation is called. */
export function loadedWords(loaded: Loaded, shape: Shape): string {
  switch (loaded) {
    case 'no':
      return 'not loaded';
    case 'partial':
      return shape === 'one-to-many' ? 'one loaded' : 'profile only';
    case 'loaded':
      return 'loaded';
  }
}

const GONE_WORDS: Readonly<Record<Scenario['gone'], string>> = {
  nothing: 'nothing',
  'post-1': 'post 1',
  'post-2': 'post 2',
  posts: 'the user’s posts',
  'user-1': 'the user and the posts',
  'user-2': 'user 2 and its posts',
  all: 'everything',
};

/** What another connection deletes. */
export const goneWords = (gone: Scenario['gone']): string => GONE_WORDS[gone];

const MAPPER_WORDS: Readonly<Record<Scenario['mapper'], string>> = {
  plain: 'as they come',
  'confirm-deleted-rows-false': 'confirm_deleted_rows=False',
  'version-id-col': 'version_id_col',
};

/** The arguments of the mappers. */
export const mapperWords = (mapper: Scenario['mapper']): string => MAPPER_WORDS[mapper];

/** A scenario by what sets it apart: how the children are to go, and whatever is not as usual. */
export function nameOfWay(way: Scenario): string {
  const { cascade, passiveDeletes, onDelete, loaded, sqlalchemy, driver, gone, mapper, shape } = way;
  const deletes = cascades(cascade, 'delete');
  const switches = (['nullable', 'index', 'unique'] as const).filter((each) => way[each] !== DEFAULT_SCENARIO[each]);
  return [
    ...(passiveDeletes === false ? [] : [`passive_deletes=${passiveDeletesWords(passiveDeletes)}`]),
    ...(deletes ? (passiveDeletes === false ? ['cascade only'] : []) : ['no delete cascade']),
    ...(passiveDeletes === false && cascades(cascade, 'delete-orphan') ? ['delete-orphan'] : []),
    ...(onDelete === 'CASCADE' ? [] : [`ondelete=${onDelete ?? 'None'}`]),
    ...switches.map((each) => `${each}=${way[each] ? 'True' : 'False'}`),
    ...(loaded === 'no' ? [] : [loadedWords(loaded, shape)]),
    ...(sqlalchemy === DEFAULT_SCENARIO.sqlalchemy ? [] : [`SQLAlchemy ${sqlalchemy}`]),
    ...(driver === DEFAULT_SCENARIO.driver ? [] : [driver]),
    ...(gone === 'nothing' ? [] : [`${SETTING_NAMES.gone} ${goneWords(gone)}`]),
    ...(mapper === 'plain' ? [] : [mapperWords(mapper)]),
  ].join(', ');
}
