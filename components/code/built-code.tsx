// Highlighted code that stays as the build wrote it: React takes it as one text, which costs the page's start nothing.
import { type Language, tokenise } from './tokens';

export function BuiltCode({
  text,
  language,
  className,
}: {
  readonly text: string;
  readonly language: Language;
  readonly className?: string;
}) {
  const html = tokenise(text, language)
    .map((token) =>
      token.kind ? `<span class="token ${token.kind}">${escaped(token.text)}</span>` : escaped(token.text),
    )
    .join('');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of this site, escaped
  return <code className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
