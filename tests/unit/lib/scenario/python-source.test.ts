import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise, tokensBetween } from '@/components/code/tokens';
import { change } from '@/lib/scenario/change';
import { operationTitle, pythonOperation } from '@/lib/scenario/python-operation';
import { pythonScript } from '@/lib/scenario/python-script';
import { pythonSource } from '@/lib/scenario/python-source';
import { DEFAULT_SCENARIO, FIELDS, LOADED, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';

const scenarios: Scenario[] = SHAPES.flatMap((shape) =>
  OPERATIONS_OF[shape].flatMap((operation) =>
    LOADED.map((loaded) => change(DEFAULT_SCENARIO, { shape, operation, loaded })),
  ),
);
const withDefaults = (settings: Partial<Scenario>) => change(DEFAULT_SCENARIO, settings);

/** The text in the slot of a setting. */
function slot(scenario: Scenario, field: keyof Scenario): string | undefined {
  const { text, slots } = pythonSource(scenario);
  const found = slots.find((each) => each.field === field);
  return found && text.slice(found.start, found.end);
}

describe('the source of a scenario', () => {
  it('is the model that a reader would write', () => {
    expect(pythonSource(DEFAULT_SCENARIO).text).toBe(`# SQLAlchemy 2.1 on asyncpg

class User(Base):
    posts = relationship(
        "Post", back_populates="user",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

class Post(Base):
    user_id = mapped_column(
        ForeignKey(
            "users.id",
            ondelete="CASCADE",
        ),
        nullable=False,
        index=True,
    )

# what we ask for
user = await session.get(User, 1)
await session.delete(user)
await session.commit()`);
  });

  it('has a slot for each flag, in the order of the text', () => {
    for (const scenario of scenarios) {
      const { slots } = pythonSource(scenario);
      const flag = scenario.shape === 'one-to-one' ? ['unique', 'index'] : ['index'];
      expect(slots.map(({ field }) => field)).toEqual([
        'sqlalchemy',
        'driver',
        'cascade',
        'passiveDeletes',
        'onDelete',
        'nullable',
        ...flag,
        'operation',
      ]);
      slots.forEach(({ start, end }, at) => {
        expect(start).toBeGreaterThanOrEqual(slots[at - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
      });
    }
  });

  it('writes values as Python does', () => {
    expect(slot(withDefaults({ onDelete: null }), 'onDelete')).toBe('None');
    expect(slot(withDefaults({ passiveDeletes: 'all' }), 'passiveDeletes')).toBe('"all"');
    expect(slot(withDefaults({ passiveDeletes: false }), 'passiveDeletes')).toBe('False');
    expect(slot(withDefaults({ cascade: 'a "quoted"\\ word\n' }), 'cascade')).toBe('"a \\"quoted\\"\\\\ word\\n"');
  });

  it('gives the column its default for SET DEFAULT, and no second index to a UNIQUE column', () => {
    expect(pythonSource(withDefaults({ onDelete: 'SET DEFAULT' })).text).toContain('server_default="0"');
    expect(pythonSource(DEFAULT_SCENARIO).text).not.toContain('server_default');
    const unique = withDefaults({ shape: 'one-to-one', unique: true });
    expect(slot(unique, 'unique')).toBe('True');
    expect(pythonSource(unique).text).not.toContain('index=');
  });

  it('awaits with asyncpg, and with the others neither awaits nor needs run_sync', () => {
    for (const scenario of scenarios) {
      expect(pythonSource(scenario).text).toContain('await session.');
      for (const driver of ['psycopg', 'psycopg2'] as const) {
        const { text } = pythonSource({ ...scenario, driver });
        expect(text).not.toMatch(/await|run_sync|async/);
        expect(text).toContain('session.commit()');
      }
    }
  });

  it('shows what the mapper is told, and what happens elsewhere', () => {
    const { text } = pythonSource(withDefaults({ mapper: 'version-id-col', gone: 'user-2' }));
    expect(text.match(/__mapper_args__ = \{"version_id_col": version\}/g)).toHaveLength(2);
    expect(text).toContain('# DELETE FROM posts WHERE user_id = 2; DELETE FROM users WHERE id = 2; COMMIT');
    expect(text.indexOf('# meanwhile')).toBeLessThan(text.indexOf('await session.delete(user)'));
    const rows = pythonSource(withDefaults({ mapper: 'confirm-deleted-rows-false' })).text;
    expect(rows.match(/__mapper_args__ = \{"confirm_deleted_rows": False\}/g)).toHaveLength(2);
  });

  it('goes through run_sync exactly where a collection is read that is not loaded', () => {
    const reading = ['remove-post', 'clear-posts', 'assign-empty', 'move-append'];
    for (const scenario of scenarios) {
      const reads = reading.includes(scenario.operation) && scenario.loaded !== 'loaded';
      expect(pythonSource(scenario).text.includes('run_sync'), JSON.stringify(scenario)).toBe(reads);
    }
  });

  it('never names an object that it has not fetched', () => {
    for (const scenario of scenarios) {
      const { prepare, lines } = pythonOperation(scenario);
      for (const name of ['user', 'user2', 'post', 'profile']) {
        const named = lines.some((line) => new RegExp(`(?<![.\\w])${name}(?![\\w])`).test(line));
        const fetched = prepare.some((line) => line.startsWith(`${name} = `));
        if (named) expect(fetched, `${name} in ${scenario.operation}, ${scenario.loaded}`).toBe(true);
      }
    }
  });

  it('gives every operation a title of its own', () => {
    const titles = FIELDS.operation.wrapped.options.map(operationTitle);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('the script of a scenario', () => {
  it('has the flags of the scenario and the rows of the seed', () => {
    const script = pythonScript(withDefaults({ onDelete: 'SET DEFAULT', posts: 7 }));
    for (const text of [
      'cascade="all, delete-orphan"',
      'passive_deletes=True',
      'ondelete="SET DEFAULT"',
      'server_default="0"',
      '{"id": 0, "name": "ghost"}',
      '"user_id": 1 if n <= 7 else 2',
      'range(1, 9 + 1)',
      'echo=True',
      'await session.commit()',
    ]) {
      expect(script).toContain(text);
    }
  });

  it('is for the series and the driver of the scenario', () => {
    const asyncpg = pythonScript(DEFAULT_SCENARIO);
    expect(asyncpg).toContain('pip install "sqlalchemy[asyncio]>=2.1,<2.2" asyncpg');
    expect(asyncpg).toContain('DATABASE_URL=postgresql+asyncpg://');
    const psycopg = pythonScript(withDefaults({ driver: 'psycopg', sqlalchemy: '2.0', gone: 'post-1' }));
    expect(psycopg).toContain('pip install "sqlalchemy>=2.0,<2.1" "psycopg[binary]"');
    expect(psycopg).toContain('DATABASE_URL=postgresql+psycopg://');
    expect(psycopg).toContain('with Session(engine, expire_on_commit=False) as session:');
    expect(psycopg).toContain(
      '            with engine.begin() as other:\n                other.execute(text("DELETE FROM posts WHERE id = 1"))\n            print(',
    );
    expect(psycopg).not.toMatch(/await|async(?!pg)/);
  });

  it('imports what it uses and nothing else', () => {
    for (const scenario of scenarios.flatMap((each) => [each, { ...each, driver: 'psycopg2' as const }])) {
      const script = pythonScript(scenario);
      const body = script.slice(script.indexOf('class Base'));
      for (const [, names = ''] of script.matchAll(/^from sqlalchemy\S* import (.+)$/gm)) {
        for (const name of names.split(', ')) expect(body, name).toMatch(new RegExp(`\\b${name}\\b`));
      }
      for (const name of ['delete', 'select', 'selectinload', 'text']) {
        if (new RegExp(`(?<![.\\w])${name}\\(`).test(body)) {
          expect(script, name).toMatch(new RegExp(`^from sqlalchemy.* import .*\\b${name}\\b`, 'm'));
        }
      }
    }
  });
});

describe('highlighting', () => {
  const rejoin = (tokens: readonly { readonly text: string }[]) => tokens.map(({ text }) => text).join('');

  it('loses and adds nothing, whole or cut', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('python' as const, 'sql' as const),
        fc.nat(),
        fc.nat(),
        (text, language, a, b) => {
          const tokens = tokenise(text, language);
          expect(rejoin(tokens)).toBe(text);
          expect(rejoin(tokensBetween(tokens, a, b))).toBe(text.slice(a, Math.max(a, b)));
        },
      ),
    );
  });

  it('knows words, strings, numbers and placeholders', () => {
    const kinds = (text: string, language: 'python' | 'sql') =>
      tokenise(text, language).flatMap(({ kind, text }) =>
        kind && !['operator', 'punctuation'].includes(kind) ? [`${kind} ${text}`] : [],
      );
    expect(kinds('x = await f("a", 1)  # why', 'python')).toEqual([
      'keyword await',
      'string "a"',
      'number 1',
      'comment # why',
    ]);
    expect(kinds('DELETE FROM users WHERE users.id = $1::INTEGER', 'sql')).toEqual([
      'keyword DELETE',
      'keyword FROM',
      'keyword WHERE',
      'variable $1',
      'keyword INTEGER',
    ]);
  });
});
