/** Which versions are there, and whether this program knows them. */

import { isBelow } from '../../lib/version.ts'
import { OaFault } from '../../oa/oa-fault.ts'
import type { Check, Examination, Finding } from '../doctor.ts'

/** The application versions whose guides this program was written from. */
const OLDEST_KNOWN = '16.6'
const FIRST_UNKNOWN = '20'

export const versions: Check = {
  name: 'versions',
  run: async (examination) => {
    const { application } = await examination.observed()
    return [applicationVersion(application.version), await oaBuild(examination)]
  },
}

function applicationVersion(version: string): Omit<Finding, 'check'> {
  if (!isBelow(version, OLDEST_KNOWN) && isBelow(version, FIRST_UNKNOWN)) {
    return { health: 'ok', message: `The application is ${version}.` }
  }
  return {
    health: 'warning',
    message: `The application is ${version}; this program was written from the guides of ${OLDEST_KNOWN} to 19.3.`,
    hint: 'Plan with --dry-run and compare with the guide of your version before you apply anything.',
  }
}

async function oaBuild({ reader, site }: Examination): Promise<Omit<Finding, 'check'>> {
  const build = await readBuild(reader)
  if (build === undefined) {
    return {
      health: 'warning',
      message: 'The build of OA cannot be read.',
      hint: 'Look in Operations: System > About.',
    }
  }
  const [, product, version = ''] = /^(oa|cb)-(\d+(?:\.\d+)*)/.exec(build) ?? []
  const mayBeLonger = product === 'cb' && !isBelow(version, '20.5')
  const max = site.policy.names.resourceTypeMaxLength
  if (max > 60 && !mayBeLonger) {
    return {
      health: 'problem',
      message: `OA is ${build}: names of resource types may have 60 characters, and policy.names.resourceTypeMaxLength is ${max}.`,
      hint: 'Set it to 60.',
    }
  }
  return { health: 'ok', message: `OA is ${build}.` }
}

async function readBuild(reader: Examination['reader']): Promise<string | undefined> {
  try {
    const reports = await reader.read('pem.statistics.getStatisticsReport', {
      reports: [{ name: 'BuildHistory', value: '' }],
    })
    return /\b(?:oa|cb)-\d[\w.-]*/.exec(reports[0]?.value ?? '')?.[0]
  } catch (error) {
    if (error instanceof OaFault && error.outcome === 'refused') return undefined
    throw error
  }
}
