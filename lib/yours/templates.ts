// Texts to start from: programs of our own, beside the shapes of lib/programs. Each is the file of its name in the folder
// python, and stands in the published folder /programs/ with those of the shapes.

export interface Template {
  /** Its name in links, and its file's. */
  readonly id: string;
  readonly title: string;
}

export const TEMPLATES = [
  { id: 'blog', title: 'Users and posts' },
  { id: 'blog-async', title: 'AsyncSession on asyncpg' },
  { id: 'flask-shop', title: 'Flask-SQLAlchemy' },
  { id: 'sqlmodel-heroes', title: 'SQLModel' },
] as const satisfies readonly Template[];
