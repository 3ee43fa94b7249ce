// Findings in the Static Analysis Results Interchange Format, 2.1.0, which services for CI show beside the lines.
import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import { nameOf } from './chosen';
import type { Finding } from './finding';
import { KINDS, type Kind, type Severity } from './kinds';

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
export function sarifOf(findings: readonly Finding[], version: string): Log {
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
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      region: { startLine: line, endLine: end },
    },
    ...(logicalLocations && { logicalLocations }),
  }));
}

const plain = (text: string): string => text.replaceAll('`', '');
