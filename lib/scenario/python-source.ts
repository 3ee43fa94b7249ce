// A scenario as the Python that a reader would write: the two flags of relationship(), those of the column,
// and what is asked of the Session. Each setting has a slot, so that a page can put its control there.
import { pythonFor } from './dialect';
import { GONE_STATEMENTS } from './elsewhere';
import { pythonOperation } from './python-operation';
import type { Scenario } from './scenario';
import { passiveDeletesWords } from './setting-words';
import { NAMES } from './shape';

/** Where a setting's value stands in the text: offsets in UTF-16 units, `end` excluded. */
interface Slot {
  readonly field: keyof Scenario;
  readonly start: number;
  readonly end: number;
}

interface PythonSource {
  readonly text: string;
  /** In the order of the text, not overlapping. */
  readonly slots: readonly Slot[];
}

/** A piece of a line: plain text, or a setting's value. */
type Piece = string | { readonly field: keyof Scenario; readonly text: string };
export type Line = readonly Piece[];

const pythonBoolean = (value: boolean) => (value ? 'True' : 'False');
/** JSON's string literals are Python's, too. */
const pythonString = (value: string) => JSON.stringify(value);

/** The arguments of relationship() on User, one line each. */
export function relationshipArguments({ shape, cascade, passiveDeletes }: Scenario): readonly Line[] {
  const head: readonly Line[] =
    shape === 'one-to-many'
      ? [['"Post", back_populates="user",']]
      : [['"Profile", back_populates="user",'], ['uselist=False,']];
  return [
    ...head,
    ['cascade=', { field: 'cascade', text: pythonString(cascade) }, ','],
    ['passive_deletes=', { field: 'passiveDeletes', text: passiveDeletesWords(passiveDeletes) }, ','],
  ];
}

/** The arguments of mapped_column() for the child's user_id, one line each. */
export function userIdArguments({ shape, onDelete, nullable, index, unique }: Scenario): readonly Line[] {
  const lines: Line[] = [
    ['ForeignKey('],
    ['    "users.id",'],
    ['    ondelete=', { field: 'onDelete', text: onDelete === null ? 'None' : pythonString(onDelete) }, ','],
    ['),'],
    ['nullable=', { field: 'nullable', text: pythonBoolean(nullable) }, ','],
  ];
  if (onDelete === 'SET DEFAULT') lines.push(['server_default="0",']);
  if (shape === 'one-to-one') lines.push(['unique=', { field: 'unique', text: pythonBoolean(unique) }, ',']);
  // A UNIQUE column has an index already; SQLAlchemy would turn the two flags into one unique index.
  if (!unique) lines.push(['index=', { field: 'index', text: pythonBoolean(index) }, ',']);
  return lines;
}

/** What both classes have beside their columns, one line each; nothing where the mapper is plain. */
export function mapperLines({ mapper }: Scenario): readonly Line[] {
  switch (mapper) {
    case 'plain':
      return [];
    case 'confirm-deleted-rows-false':
      return [['__mapper_args__ = {"confirm_deleted_rows": False}']];
    case 'version-id-col':
      return [['version = mapped_column(Integer, nullable=False)'], ['__mapper_args__ = {"version_id_col": version}']];
  }
}

/** Lines moved to the right by four spaces for each level. */
export function indent(lines: readonly Line[], levels: number): readonly Line[] {
  return lines.map((line) => [' '.repeat(4 * levels), ...line]);
}

/** The lines of the operation, inside a function for run_sync when they load a collection. */
export function operationLines(scenario: Scenario): readonly Line[] {
  const { lines, loads } = pythonOperation(scenario);
  const [first = '', ...rest] = lines;
  const awaited = first.startsWith('await ') ? 'await ' : '';
  const body: Line[] = [
    [awaited, { field: 'operation', text: first.slice(awaited.length) }],
    ...rest.map((line): Line => [line]),
  ];
  if (!loads) return body;
  return [['def change(_):'], ...indent(body, 1), ['await session.run_sync(change)']];
}

/** What another connection does between the fetching and the operation, as comments. */
function elsewhereLines({ gone }: Scenario): readonly Line[] {
  const statements = GONE_STATEMENTS[gone];
  if (statements.length === 0) return [];
  return [['# meanwhile, on another connection'], [`# ${statements.join('; ')}; COMMIT`]];
}

function assemble(lines: readonly Line[]): PythonSource {
  let text = '';
  const slots: Slot[] = [];
  for (const line of lines) {
    for (const piece of line) {
      const start = text.length;
      text += typeof piece === 'string' ? piece : piece.text;
      if (typeof piece !== 'string') slots.push({ field: piece.field, start, end: text.length });
    }
    text += '\n';
  }
  return { text: text.trimEnd(), slots };
}

/** The short form of a scenario's Python, with a slot for every setting that it shows. */
export function pythonSource(scenario: Scenario): PythonSource {
  const { entity, attribute } = NAMES[scenario.shape];
  return assemble([
    [
      '# SQLAlchemy ',
      { field: 'sqlalchemy', text: scenario.sqlalchemy },
      ' on ',
      { field: 'driver', text: scenario.driver },
    ],
    [''],
    ['class User(Base):'],
    [`    ${attribute} = relationship(`],
    ...indent(relationshipArguments(scenario), 2),
    ['    )'],
    ...indent(mapperLines(scenario), 1),
    [''],
    [`class ${entity}(Base):`],
    ['    user_id = mapped_column('],
    ...indent(userIdArguments(scenario), 2),
    ['    )'],
    ...indent(mapperLines(scenario), 1),
    [''],
    ['# what we ask for'],
    ...pythonOperation(scenario).prepare.map((line) => [line]),
    ...elsewhereLines(scenario),
    ...operationLines(scenario),
    [pythonFor(scenario.driver, 'await session.commit()')],
  ]);
}
