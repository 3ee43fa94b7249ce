// Plain text in which what is Python or SQL stands out as code: calls, attributes, settings with their value,
// statements, and what a foreign key does.
const CODE = new RegExp(
  [
    /(?:\w+\.)?\w+\((?:User|"[^"]*"|\.{3})?\)(?:\.\w+\(\.{3}\))?/, // session.delete(), delete(User).where(...)
    /(?:UPDATE \w+|DELETE FROM|WHERE) \S.*?::INTEGER(?: WHERE .*?::INTEGER)?(?: = [\w.]+\w)?\)?/,
    /\b\w+=(?:True|False|"\w+")/, // passive_deletes="all"
    /\b(?:post|user|Post|User)\.[a-z]\w*(?: = None)?|(?<= )= \[\]/,
    /\b[A-Za-z]+(?:_[A-Za-z]+)+\b/, // user_id
    /\bON DELETE(?: [A-Z]{4,}(?: [A-Z]{4,})*)?|\b(?:SET NULL|SET DEFAULT|NO ACTION|NOT NULL)\b/,
    /\bdelete-orphan\b|\b[A-Z]\w*(?:Error|Greenlet)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

export function Prose({ text }: { readonly text: string }) {
  const matches = [...text.matchAll(CODE)];
  const ends = matches.map((match) => match.index + match[0].length);
  return (
    <>
      {matches.map((match, at) => (
        <span key={match.index}>
          {text.slice(ends[at - 1] ?? 0, match.index)}
          <code className="text-[0.9em]">{match[0]}</code>
        </span>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  );
}
