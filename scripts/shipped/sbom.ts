// The bill of materials: https://cyclonedx.org/docs/1.6/json/. It has no serial number and no date, so that the same
// site has the same one.
import type { Component, Ingredient } from '@/lib/shipped/component';

export interface Site {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly description: string;
}

/** Of a site with its components, as JSON with a line for each value. */
export function billOfMaterials(site: Site, components: readonly Component[]): string {
  const root = `pkg:npm/${site.name}@${site.version}`;
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        ...{ type: 'application', 'bom-ref': root, name: site.name, version: site.version },
        ...{ description: site.description, licenses: licensesOf(site.licence) },
      },
    },
    components: components.map(componentOf),
    dependencies: [{ ref: root, dependsOn: components.map(({ purl }) => purl) }],
  };
  return `${JSON.stringify(bill, null, 1)}\n`;
}

function componentOf({ name, version, licence, does, purl, source, hashes, ingredients }: Component) {
  return {
    ...{ type: 'library', 'bom-ref': purl, name, ...(version !== null && { version }) },
    description: does,
    ...(hashes.length > 0 && { hashes }),
    licenses: licensesOf(licence),
    purl,
    ...(source !== undefined && { externalReferences: [{ type: 'vcs', url: source }] }),
    ...(ingredients && { components: ingredients.map((each) => ingredientOf(purl, each)) }),
  };
}

function ingredientOf(within: string, { name, version, licence, purl, hashes }: Ingredient) {
  const about = { name, version, hashes, licenses: licensesOf(licence), purl };
  return { type: 'library', 'bom-ref': `${within}#${purl}`, ...about };
}

/** One licence of SPDX by its id, anything else as an expression. */
function licensesOf(licence: string) {
  return [/[ (]|^LicenseRef-/.test(licence) ? { expression: licence } : { license: { id: licence } }];
}
