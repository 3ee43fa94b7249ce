// A reader's program of ten rows in the built page: how soon an edit is a drawn run, when a fresh Python is ready, and how
// long that one takes to be.
import { open } from './exported-page';
import { settle } from './longest-task';
import { median, round } from './numbers';

const EDITS = 9;

const PROGRAM = `from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan")

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

engine = create_engine("postgresql://db.example/app")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(User(posts=[Post() for _ in range(9)]))
    session.commit()
with Session(engine) as session:
    session.delete(session.get(User, 1))
    session.commit()
`;

interface Times {
  readonly median: number;
  readonly worst: number;
}

export interface ReadersProgram {
  /** Milliseconds from the click on Run until the browser draws the run. */
  readonly editToRun: Times;
  /** From then until the next Python is ready. */
  readonly readyAgain: Times;
}

export async function measureYours(): Promise<ReadersProgram> {
  const { page, close } = await open('yours/', '.cm-content');
  const ready = page.getByText(/^(The text has changed since this run. )?A fresh Python is ready/);
  const write = async (text: string) => {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  };
  const run = (said: string) =>
    page.evaluate(async (said) => {
      const begun = performance.now();
      const drawn = new Promise<void>((resolve) => {
        const told = new MutationObserver(() => {
          if (!document.querySelector('[aria-labelledby=output]')?.textContent?.includes(said)) return;
          told.disconnect();
          resolve();
        });
        told.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      const [button] = [...document.querySelectorAll('button')].filter((each) => /^Run/.test(each.textContent ?? ''));
      button?.click();
      await drawn;
      await new Promise(requestAnimationFrame);
      return performance.now() - begun;
    }, said);
  const [edits, waits]: [number[], number[]] = [[], []];
  // The first run loads SQLAlchemy.
  for (let edit = 0; edit <= EDITS; edit++) {
    const said = `edit ${edit}.`;
    await write(`${PROGRAM}print("${said}")\n`);
    // Nobody clicks while they type.
    await settle(page);
    const milliseconds = await run(said);
    const begun = performance.now();
    await ready.waitFor();
    if (edit === 0) continue;
    edits.push(milliseconds);
    waits.push(performance.now() - begun);
  }
  await close();
  const of = (times: readonly number[]): Times => ({ median: round(median(times)), worst: round(Math.max(...times)) });
  return { editToRun: of(edits), readyAgain: of(waits) };
}
