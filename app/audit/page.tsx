import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metadata } from 'next';
import { Audit } from '@/components/audit/audit';
import { SiteHeader } from '@/components/chrome/site-header';
import { engineFiles } from '../built';

export const metadata: Metadata = {
  title: 'Your models: what a delete of each class really does · Cascade Lens',
  description:
    'Drop your SQLAlchemy models. Every class is deleted in every way, on a PostgreSQL in this tab, and you see which rows go, by whom, which deletes are refused, and what to change.',
};

export default function AuditPage() {
  const example = readFileSync(join(process.cwd(), 'lib', 'audit', 'python', 'practice.py'), 'utf8');
  const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'));
  return (
    <>
      <SiteHeader current="audit" />
      <noscript>
        <p className="m-4 rounded-xl border border-line bg-card p-4">
          Trying the deletes of your models needs JavaScript: Python and PostgreSQL run in the browser itself.
        </p>
      </noscript>
      <Audit example={{ 'models.py': example }} files={engineFiles()} version={version} />
    </>
  );
}
