// The audit: how long the deletes of so many classes take beside the bare statements, and in the built page what it holds
// after ten of them and how the graph of 150 classes moves.
import { PGlite, protocol } from '@electric-sql/pglite';
import type { Page } from '@playwright/test';
import type { Audit } from '@/lib/audit/facts';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { auditWhole } from '@/lib/engine/run/run-audit';
import { DEFAULT_SERIES } from '@/lib/versions';
import { openPython } from '@/scripts/sqlalchemy/node-python';
import { open } from './exported-page';
import { median, round, timed } from './numbers';

const { serialize } = protocol;
type Statement = Parameters<Database['execute']>[0];

/** A tree of classes, three below each, whose rows go by the foreign key. */
function treeOfClasses(count: number): string {
  const classes = Array.from({ length: count }, (_, at) => {
    const below = [1, 2, 3].map((each) => at * 3 + each).filter((each) => each < count);
    const parent = Math.floor((at - 1) / 3);
    return `class T${at}(Base):
    __tablename__ = "t${at}"
    id: Mapped[int] = mapped_column(primary_key=True)
${at > 0 ? `    parent_id: Mapped[int] = mapped_column(ForeignKey("t${parent}.id", ondelete="CASCADE"), index=True)\n` : ''}${below.map((each) => `    of${each}: Mapped[list["T${each}"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)\n`).join('')}`;
  });
  return `from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


${classes.join('\n\n')}`;
}

interface AuditTimes {
  readonly deletes: number;
  /** Milliseconds, Python and PostgreSQL being there. */
  readonly audit: number;
  /** The same statements once more on a PGlite with nothing of this project. */
  readonly bare: number;
  readonly ratio: number;
}

async function inNode(count: number): Promise<AuditTimes | null> {
  const database = await openDatabase();
  const opened = await openPython(database, DEFAULT_SERIES, () => {});
  if ('absent' in opened) return null;
  const files = { 'models.py': treeOfClasses(count) };
  auditWhole(database, opened.python, { files });
  const { milliseconds, result } = timed(() => auditWhole(database, opened.python, { files }));
  const sent: Statement[] = [];
  const listening: Database = {
    ...database,
    execute: (statement) => {
      sent.push(statement);
      return database.execute(statement);
    },
  };
  auditWhole(listening, opened.python, { files });
  await database.close();
  const bare = await replayed(sent);
  const deletes = (result as Audit).observed.length;
  return { deletes, audit: round(milliseconds), bare: round(bare), ratio: round(milliseconds / bare) };
}

async function replayed(statements: readonly Statement[]): Promise<number> {
  const pg = await PGlite.create();
  const messages = statements.map(({ sql, parameters }) => {
    const sets = parameters.length > 0 ? parameters : [[]];
    const executions = sets.flatMap((values) => [
      serialize.bind({ values: values.map((value) => (value === null ? null : String(value))) }),
      serialize.execute({}),
    ]);
    return Buffer.concat([serialize.parse({ text: sql }), ...executions, serialize.sync()]);
  });
  let bytes = 0;
  const onRawData = (chunk: Uint8Array) => {
    bytes += chunk.length;
  };
  const { milliseconds } = timed(() => {
    for (const message of messages) pg.execProtocolRawStream(message, { syncToFs: false, onRawData }).catch(() => {});
  });
  await pg.close();
  if (bytes === 0) throw new Error('PostgreSQL did not answer');
  return milliseconds;
}

interface AuditPage {
  /** Milliseconds of an audit of ten classes, Python being there: the median of ten. */
  readonly tenClasses: number;
  /** Of the main thread's JavaScript, in MB, after the first and after the tenth. */
  readonly heap: readonly [first: number, tenth: number];
  /** Of 150 classes: frames a second while the graph is dragged, and milliseconds until a chosen class is lit. */
  readonly graph: { readonly framesPerSecond: number; readonly lit: number };
}

async function onThePage(): Promise<AuditPage> {
  const { page, close } = await open('audit/', '.cm-content');
  await write(page, treeOfClasses(10));
  const times: number[] = [];
  const heap: number[] = [];
  for (let at = 0; at < 10; at++) {
    times.push(await audited(page));
    heap.push(await heapOf(page));
  }
  await write(page, treeOfClasses(150));
  await audited(page);
  const graph = { framesPerSecond: await framesWhileDragged(page), lit: await untilLit(page) };
  await close();
  return { tenClasses: round(median(times)), heap: [heap[0] ?? 0, heap.at(-1) ?? 0], graph };
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function audited(page: Page): Promise<number> {
  const begun = performance.now();
  await page.getByRole('button', { name: 'Try every delete' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByText('All classes were observed.').waitFor({ timeout: 600_000 });
  return performance.now() - begun;
}

async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return round(usedSize / 1e6);
}

async function framesWhileDragged(page: Page): Promise<number> {
  const pane = page.locator('.radius .react-flow__pane');
  await pane.scrollIntoViewIfNeeded();
  const box = await pane.boundingBox();
  if (!box) throw new Error('The graph is not there');
  const frames = page.evaluate(async () => {
    const begun = performance.now();
    let count = 0;
    for (; performance.now() < begun + 2000; count++) await new Promise(requestAnimationFrame);
    return (count * 1000) / (performance.now() - begun);
  });
  await page.mouse.move(box.x + 300, box.y + 40);
  await page.mouse.down();
  for (let at = 0; at < 60; at++) await page.mouse.move(box.x + 300 - (at % 30) * 8, box.y + 40 + (at % 20) * 6);
  await page.mouse.up();
  return round(await frames);
}

const untilLit = (page: Page) =>
  page.evaluate(async () => {
    const button = [...document.querySelectorAll<HTMLElement>('.radius button')].find((each) =>
      /^T\d+$/.test(each.textContent ?? ''),
    );
    const begun = performance.now();
    button?.click();
    while (!document.querySelector('.radius [aria-pressed=true]')) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return Math.round(performance.now() - begun);
  });

export async function measureAudit() {
  return { classes10: await inNode(10), classes50: await inNode(50), page: await onThePage() };
}
