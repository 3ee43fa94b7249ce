// What a program imports besides SQLAlchemy, in the tab. No page takes a program of the visitor's own, so one is put in
// the place of the page's on its way to the worker.
import type { Page } from '@playwright/test';
import { archivesOf } from '@/lib/sqlalchemy/packages';
import { absent, carried } from './carried';
import { expect, test } from './explorer';

const PROGRAM = `
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine

class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    heroes: list[Hero] = Relationship(back_populates="team", cascade_delete=True)

class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    team: Team | None = Relationship(back_populates="heroes")

engine = create_engine("postgresql://")
SQLModel.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Team(id=1, heroes=[Hero(id=1), Hero(id=2)]))
    session.commit()
with Session(engine) as session:
    session.delete(session.get(Team, 1))
    session.commit()
`;

/** Archives of packages that are asked for from now on. */
function askedPackages(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = new URL(request.url()).pathname.match(/\/packages\/(\w+)\.\w+$/) ?? [];
    if (name !== undefined) names.push(name);
  });
  return names;
}

/** Has the worker run this program in the place of the page's. */
async function runInstead(page: Page, program: string): Promise<void> {
  await page.addInitScript((source) => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest: never[]) {
      if (message?.path?.[0] === 'runProgram') message.argumentList[0].value.source = source;
      post.call(this, message, ...rest);
    };
  }, program);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./shapes/tree/');
  await page.getByRole('button', { name: /^Run it in this tab/ }).click();
  await expect(page.getByTestId('produced-by')).toHaveAttribute('data-live', 'true');
}

const lacks = (name: 'pydantic_core' | 'sqlmodel') =>
  'absent' in carried ? carried.absent : 'absent' in carried.files.packages[name] ? `no ${name} here` : null;

test('SQLModel comes with pydantic when a program imports it, and runs', async ({ page }) => {
  test.skip((lacks('sqlmodel') ?? lacks('pydantic_core')) !== null, 'This build carries no SQLModel');
  const asked = askedPackages(page);
  await runInstead(page, PROGRAM);
  const deleted = page.locator('[data-row][data-by=client]');
  await expect(deleted).toHaveCount(3);
  expect(asked.sort()).toEqual([...archivesOf(['sqlmodel'])].sort());
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expect(page.getByRole('button', { name: 'Run it again' })).toBeEnabled();
  await expect(deleted).toHaveCount(3);
  expect(asked).toHaveLength(archivesOf(['sqlmodel']).length);
});

test('a program without packages asks for none, and one that cannot have its own is told why', async ({ page }) => {
  test.skip(absent !== null, `This build carries no SQLAlchemy: ${absent}`);
  const asked = askedPackages(page);
  await runInstead(page, 'import celery\n');
  await expect(page.getByText("No module named 'celery'").first()).toBeVisible();
  await expect(page.getByText('This site does not carry celery: it needs workers').first()).toBeVisible();
  expect(asked).toEqual([]);
});
