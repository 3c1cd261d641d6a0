/** What an upgrade changes by the API of Operations, where the site allows it; everything else people click. */

import type { Grade } from '../oa/method-spec.ts'
import type { Site } from './site.ts'
import { allowedWays } from './ways-config.ts'

export interface UpgradeWay {
  /** As `ways` in the configuration calls it. */
  name: string
  grade: Grade
  methods: readonly string[]
}

const inTransaction = ['txn.Begin', 'txn.Commit', 'pem.getRequestStatus']

/** The application as such, and the outage (oa-wire.md, sections 3 and 5.1). */
export const upgradeWays = {
  package: { name: 'application-package', grade: 'documented', methods: ['pem.APS.importPackage', ...inTransaction] },
  instance: {
    name: 'application-instance',
    grade: 'client-code',
    methods: ['pem.APS.upgradeApplicationInstance', ...inTransaction],
  },
  // `deactivateST` is known by name only.
  provisioning: { name: 'provisioning', grade: 'inferred', methods: ['pem.deactivateST', 'pem.activateST'] },
} as const satisfies Record<string, UpgradeWay>

/** Without a word from the site only what is documented is done by API. */
export function isByApi({ name, grade }: UpgradeWay, { ways }: Pick<Site, 'ways'>): boolean {
  const allowed = allowedWays(ways, name, 'update')
  return allowed === undefined ? grade === 'documented' : allowed[0] === 'pem'
}
