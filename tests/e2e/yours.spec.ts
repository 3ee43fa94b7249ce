// A reader's own program: written, run, stopped, shared.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { absent } from './carried';
import { expect, test } from './explorer';

test.skip(absent !== null, String(absent));

const editor = (page: Page) => page.locator('.cm-content');
const verdict = (page: Page) => page.locator('[aria-labelledby=verdict] [role=status]');
const runButton = (page: Page) => page.getByRole('button', { name: /^Run( this text)?\b/ }).first();

async function open(page: Page, address = ''): Promise<void> {
  await page.goto(`./yours/${address}`);
  await expect(editor(page)).toBeVisible();
}

/** Puts a text in the place of the one that is there, by the keyboard. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

const BLOG = `from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

engine = create_engine("postgresql://db.example/app")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(User(posts=[Post(), Post()]))
    session.commit()
with Session(engine) as session:
    session.delete(session.get(User, 1))
    session.commit()
`;

test('a program runs by the keyboard alone, and its lines and steps lead to each other', async ({ page }) => {
  await open(page);
  await write(page, `${BLOG}print("done")\n`);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('done');
  await expect(page.getByText('The operation begins with what deletes first')).toContainText('sent in line 24.');

  // a line leads to its step, and the step lights the line
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await page.locator('.cm-sent-mark').last().click();
  await expect(page.locator('.cm-at-work')).toContainText('session.commit()');
  await expect(page.locator('.cm-sent-mark')).toHaveCount(2);
  await page.getByRole('slider', { name: /^Step/ }).press('Home');
  await expect(page.locator('.cm-at-work')).toHaveCount(0);
});

test('a program that takes Python down with it is shown up to there, and the next one runs', async ({
  page,
  complaints,
}) => {
  await open(page);
  await write(page, `${BLOG}print("before")\nx = []\nfor _ in range(200_000):\n    x = [x]\nrepr(x)\n`);
  await runButton(page).click();
  await expect(verdict(page)).toContainText('The program ended in PythonCrash');
  await expect(verdict(page)).toContainText('2 rows of posts');
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('before');
  await expect(output).toContainText('Python itself broke in the middle of this program: it ran out of stack.');
  await expect(output).not.toContainText('cascade_lens');
  await write(page, BLOG);
  await runButton(page).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(verdict(page)).not.toContainText('PythonCrash');
  // Pyodide's own, in the console.
  expect(complaints[0]).toContain('Pyodide has suffered a fatal error');
  complaints.length = 0;
});

test('what a tab leaves out of the standard library is stood in for', async ({ page }) => {
  await open(page);
  await write(page, `import pdb, smtplib\nfrom click.testing import CliRunner\n${BLOG}print("done")\n`);
  await expect(page.getByText('Not to be had in a tab')).toContainText('pdb, smtplib');
  await runButton(page).click();
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('done');
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
});

test('what ends it is underlined at its line, with what it means', async ({ page }) => {
  await open(page);
  await write(page, `${BLOG}create_engine("sqlite://")\n`);
  await runButton(page).click();
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('NoSuchModuleError');
  await expect(output).toContainText('SQLite is not here');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('create_engine("sqlite://")');
  await expect(verdict(page)).toContainText('The program ended in NoSuchModuleError, at line 25.');
  // what it had committed by then is told, too
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts, and that was committed.');

  await write(page, 'class User(\n');
  await runButton(page).click();
  await expect(output).toContainText('SyntaxError');
});

test('an endless program is stopped by one click, and the next one runs', async ({ page }) => {
  await open(page);
  await write(page, 'while True:\n    pass\n');
  await runButton(page).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped.')).toBeVisible();
  await write(page, BLOG);
  await runButton(page).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
});

test('each run gets a Python of its own', async ({ page }) => {
  await open(page);
  await write(page, `import sqlalchemy.orm, builtins\nsqlalchemy.orm.Session.delete = None\nbuiltins.len = None\n`);
  await runButton(page).click();
  await expect(page.getByText('A fresh Python is ready')).toBeVisible();
  await write(page, BLOG);
  await runButton(page).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
});

test('a link carries the text, and runs nothing before a click', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await write(page, `${BLOG}# to be shared: ü\n`);
  await page.getByRole('combobox', { name: 'SQLAlchemy' }).selectOption('2.0');
  await runButton(page).click();
  await expect(page.getByTestId('produced-by')).toContainText('SQLAlchemy 2.0');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await context.newPage();
  await other.goto(link);
  await other.mouse.move(1, 1);
  await expect(other.getByText('somebody else wrote it')).toBeVisible();
  await expect(editor(other)).toContainText('to be shared: ü');
  await expect(other.getByRole('combobox', { name: 'SQLAlchemy' })).toHaveValue('2.0');
  await expect(other.getByTestId('produced-by')).toHaveCount(0);
  await runButton(other).click();
  await expect(verdict(other)).toContainText('foreign key removed 2 rows of posts');
  await other.close();
});

test('a mangled link is said to be one, and a draft is there again after a reload', async ({ page }) => {
  await open(page, '#code=AAAA');
  await expect(page.getByText('The text in the link cannot be read')).toBeVisible();
  await open(page, '?program=toString');
  await expect(page.getByText('There is no program “toString” on this site.')).toBeVisible();
  await write(page, '# mine\n');
  await expect(editor(page)).toHaveText('# mine');
  await page.reload();
  await expect(editor(page)).toHaveText('# mine');
});

test('a setting of the explorer and a shape open as programs', async ({ page }) => {
  await page.goto('./?ondelete=None');
  await page.getByRole('link', { name: 'Edit as a program' }).click();
  await expect(editor(page)).toContainText('One delete of Cascade Lens');
  await page.goto('./shapes/tree/');
  await page.getByRole('link', { name: 'Edit this program' }).click();
  await expect(editor(page)).toContainText('class Node');
});

test('several files import each other', async ({ page }) => {
  await open(page);
  const [models = '', use = ''] = BLOG.split('with Session(engine)');
  const rest = BLOG.slice(models.length);
  await page.getByLabel('Files to add').setInputFiles([
    { name: 'models.py', mimeType: 'text/x-python', buffer: Buffer.from(models) },
    { name: 'main.py', mimeType: 'text/x-python', buffer: Buffer.from(`from models import *\n${rest}`) },
  ]);
  expect(use).not.toBe('');
  await expect(page.getByRole('button', { name: 'main.py · runs' })).toBeVisible();
  await page.getByRole('button', { name: 'models.py' }).click();
  await expect(editor(page)).toContainText('class User');
  await runButton(page).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
});

test('a program reaches no network, no storage, no page, and no JavaScript that could', async ({ page }) => {
  await open(page);
  await write(
    page,
    `import js
from pyodide.code import run_js

for name in ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts", "indexedDB", "caches",
             "Worker", "SharedWorker", "BroadcastChannel", "FontFace", "localStorage", "document", "window", "navigator"):
    print(name, getattr(js, name, None) is None)

def refused(name, attempt):
    try:
        attempt()
        print(name, False)
    except Exception as error:
        print(name, True)

refused("text as a timer", lambda: js.setTimeout("1"))
refused("Function", lambda: js.Function.new("return 1")())
refused("constructor", lambda: js.console.log.constructor("return 1")())
refused("eval", lambda: js.eval("1"))
refused("run_js", lambda: run_js("1"))
refused("pyfetch", lambda: __import__("pyodide.http").http.open_url("./"))
`,
  );
  await runButton(page).click();
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toHaveText(/fetch True.*run_js True.*pyfetch True/s);
  await expect(output).not.toContainText('False');
});

test('a test for pytest runs as it is, once one says which function to call', async ({ page }) => {
  await open(page);
  const setUp = BLOG.slice(
    BLOG.indexOf('engine ='),
    BLOG.indexOf('with Session(engine) as session:\n    session.delete'),
  );
  const models = BLOG.slice(0, BLOG.indexOf('engine ='));
  const indented = setUp.replaceAll(/^(?=.)/gm, '    ');
  await write(
    page,
    `import pytest\n${models}\n@pytest.fixture\ndef session():\n${indented}    yield Session(engine)\n
def test_posts_go(session):\n    session.delete(session.get(User, 1))\n    session.commit()\n`,
  );
  await runButton(page).click();
  await expect(page.getByText('Nothing was deleted')).toBeVisible();
  await page.getByRole('button', { name: 'test_posts_go()' }).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(page.getByText('pytest is not to be had in a tab')).toBeVisible();
});

const MODELS = BLOG.slice(0, BLOG.indexOf('engine ='));

test('models without a program are deleted class by class, on rows that are made for them', async ({ page }) => {
  await open(page);
  await write(page, `${MODELS}\nimport celery\n`);
  await expect(page.getByText('Not to be had in a tab, so stand-ins take its place: celery')).toBeVisible();
  await runButton(page).click();
  await expect(page.getByText('Nothing was deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Take one out of User.posts' }).click();
  await expect(verdict(page)).toContainText('The ORM deleted 1 row of posts');

  // the next one is chosen above the stage, and stands beside the one before
  const choice = page.getByRole('form', { name: 'What is deleted' });
  await choice.getByRole('combobox', { name: 'In which way' }).selectOption('delete');
  await choice.getByRole('button', { name: 'Run it' }).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(page.getByRole('region', { name: 'Before and now' })).toContainText('The ORM deleted 1 row of posts');

  // what was written for it is a program like any other
  await expect(page.getByText('session.delete(user)').first()).toBeVisible();
  await page.getByRole('button', { name: 'Open it in the editor' }).click();
  await expect(page.getByRole('button', { name: 'delete_user.py · runs' })).toBeVisible();
  await expect(editor(page)).toContainText('INSERT INTO users');
  await runButton(page).click();
  await expect(page.getByText('The operation begins at the marker')).toBeVisible();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
});

test('an SQL file beside the program makes the tables, whatever the models say', async ({ page }) => {
  await open(page);
  await write(page, BLOG);
  const ddl = `CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users);\n`;
  await page
    .getByLabel('Files to add')
    .setInputFiles({ name: 'schema.sql', mimeType: 'application/sql', buffer: Buffer.from(ddl) });
  await expect(page.getByRole('button', { name: 'schema.sql' })).toBeVisible();
  await runButton(page).click();
  await expect(verdict(page)).toContainText('refused');
  await expect(page.getByText('The tables are those of schema.sql')).toBeVisible();
});

test('a change of the text is offered line by line, and tried beside what was before', async ({ page }) => {
  await open(page);
  await write(page, BLOG.replace(', passive_deletes=True', '').replace('cascade="all, delete-orphan"', ''));
  await runButton(page).click();
  await expect(verdict(page)).toContainText('refused');
  const fixes = page.getByRole('region', { name: 'What to change in your text' });
  await expect(fixes.locator('ins').first()).toContainText('cascade="all, delete-orphan", passive_deletes=True');
  await fixes.getByRole('button', { name: /^Try it: Let the foreign key remove them/ }).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(editor(page)).toContainText('cascade="all, delete-orphan", passive_deletes=True');
  await expect(page.getByRole('region', { name: 'Before and now' })).toContainText('refused');
  await expect(fixes).toHaveCount(0);
});

test('what deletes nothing is about its last change, and the operation can begin where the timeline stands', async ({
  page,
}) => {
  await open(page);
  const change = BLOG.replace(
    '    session.delete(session.get(User, 1))\n',
    '    session.get(Post, 1).user_id = 1\n    session.add(User())\n    session.flush()\n    session.add(User())\n',
  );
  await write(page, change);
  await runButton(page).click();
  await expect(page.getByText('The operation begins with the last transaction that changes anything')).toBeVisible();
  await page.getByRole('button', { name: 'To the end' }).click();
  await page.getByRole('button', { name: 'start the operation here' }).click();
  await expect(page.getByText('The operation begins at the marker')).toBeVisible();
  await expect(editor(page)).toContainText('# --- the operation');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1440]) {
    test(`is fit for everyone before and after a run, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await open(page);
      const violations = async () => (await new AxeBuilder({ page }).analyze()).violations;
      expect(await violations()).toEqual([]);
      await runButton(page).click();
      await expect(verdict(page)).toContainText('The ORM');
      await expect(page.locator('.react-flow__node-table').first()).toBeVisible();
      // Boxes are hidden until they have been measured.
      await expect.poll(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

test('an edit stands beside what was before it', async ({ page }) => {
  await open(page);
  await write(page, BLOG);
  await runButton(page).click();
  await expect(verdict(page)).toContainText('foreign key removed 2 rows of posts');
  await expect(page.getByRole('heading', { name: 'Before and now' })).toHaveCount(0);
  await write(page, BLOG.replace(', passive_deletes=True', ''));
  await expect(page.getByText('The text has changed since this run.')).toBeVisible();
  await runButton(page).click();
  const both = page.getByRole('region', { name: 'Before and now' });
  await expect(both).toContainText('The text has changed.');
  await expect(both).toContainText('The ORM loaded 2 rows and deleted 1 row of users and 2 rows of posts');
  await expect(both).toContainText('The same end by another hand');
  await both.getByRole('button', { name: 'Put the text of before back' }).click();
  await expect(editor(page)).toContainText('passive_deletes=True');
});
