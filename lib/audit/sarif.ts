// Findings in the Static Analysis Results Interchange Format, 2.1.0, which services for CI show beside the lines.
import type { ArtifactChange, Fix, Location, Log, ReportingDescriptor, Result } from 'sarif';
import { nameOf } from './chosen';
import type { Finding } from './finding';
import { KINDS, type Kind, type Severity } from './kinds';
import type { Proposal } from './proposals';
import type { ReportedFinding } from './report';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  breaks: 'error',
  loses: 'error',
  'leaves behind': 'warning',
  slow: 'warning',
  surprising: 'note',
  tidy: 'note',
};

/** `version` is this project's. The paths of places are relative to where the reader stands. */
export function sarifOf(findings: readonly (Finding & Pick<ReportedFinding, 'proposals'>)[], version: string): Log {
  const used = [...new Set(findings.map(({ kind }) => kind))];
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Cascade Lens', version, rules: used.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: KINDS[finding.kind].number,
          ruleIndex: used.indexOf(finding.kind),
          level: LEVELS[finding.severity],
          message: { text: plain(`${finding.says} ${KINDS[finding.kind].why}`) },
          locations: locationsOf(finding),
          ...fixesOf(finding),
          partialFingerprints: { 'cascadeLens/v1': nameOf(finding) },
          properties: {
            severity: finding.severity,
            kind: finding.kind,
            ...(finding.restsOn && { restsOn: finding.restsOn }),
          },
        })),
      },
    ],
  };
}

function ruleOf(kind: Kind): ReportingDescriptor {
  const { number, title, why } = KINDS[kind];
  return {
    id: number,
    name: kind,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
  };
}

function locationsOf({ at, places }: Finding): Location[] {
  const logicalLocations = at === '' ? undefined : [{ fullyQualifiedName: at }];
  if (places.length === 0) return logicalLocations ? [{ logicalLocations }] : [];
  return places.map(({ file, line, end }) => ({
    physicalLocation: {
      artifactLocation: locationOf(file),
      region: { startLine: line, endLine: end },
    },
    ...(logicalLocations && { logicalLocations }),
  }));
}

const locationOf = (file: string) => ({ uri: file.split('/').map(encodeURIComponent).join('/') });

/** What was tried and helped, where it is in the text. */
function fixesOf({ proposals = [] }: Pick<ReportedFinding, 'proposals'>): Pick<Result, 'fixes'> {
  const fixes = proposals.filter(({ holds, lines }) => holds && lines.length > 0).map(fixOf);
  return fixes.length > 0 ? { fixes } : {};
}

function fixOf({ intention, lines, migration, says }: Proposal): Fix {
  const files = [...new Set(lines.map(({ path }) => path))];
  const migrated = migration ? ` The tables are to be migrated with it: ${migration.sql.replaceAll('\n', ' ')}` : '';
  return {
    description: { text: plain(`So that ${intention}. ${says}${migrated}`) },
    artifactChanges: files.map(
      (file): ArtifactChange => ({
        artifactLocation: locationOf(file),
        replacements: lines
          .filter(({ path }) => path === file)
          .map(({ line, before, after }) => ({
            deletedRegion: { startLine: line, startColumn: 1, endLine: line, endColumn: withoutEnd(before).length + 1 },
            insertedContent: { text: withoutEnd(after) },
          })),
      }),
    ),
  };
}

const withoutEnd = (line: string): string => line.replace(/\r$/, '');
const plain = (text: string): string => text.replaceAll('`', '');
