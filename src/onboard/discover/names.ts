/**
 * The IP addresses of dispatcher and gateways as the management node sees them: there the installation looks them up, and
 * elsewhere a name may have another address (Providers Guide, "Creating a Microsoft 365 Application Instance").
 */

import { z } from 'zod'
import { firstFew } from '../../lib/text.ts'
import { askHost, hostQuestion, quoted, typeYourself } from './ask-host.ts'
import { asFact, lookYourself, notFound, together, type Finding, type Inquiry, type Source } from './source.ts'
import { nameOf, ofItem, webSites, type WebSite } from './web-sites.ts'

/** Documented: some key was not in the database (getent(1)). */
const UNKNOWN_NAME = 2

export const names: Source = {
  asks: 'Asking the management node for addresses',
  finds: ['dispatcher.ip', 'gateway.ip'],
  look: async (inquiry) => {
    const findings: Finding[] = []
    let lost: string | undefined
    // One after the other: many connections at once look like an attack, and a host that is away is away for all.
    for (const place of webSites(inquiry, 'ip')) {
      const name = nameOf(place, 'ip', inquiry)
      if (lost !== undefined) findings.push(notFound(name, lost))
      else {
        const { isLost = false, ...finding } = await addressOf(place, name, inquiry)
        findings.push(finding)
        if (isLost) lost = `the management node did not answer for ${name}, and was not asked again.`
      }
    }
    return together(findings)
  },
}

async function addressOf(place: WebSite, name: string, inquiry: Inquiry): Promise<Finding & { isLost?: boolean }> {
  const { host, ip } = place
  if (host === undefined) return notFound(name, 'its URL is not known.', 'Answer the URL and look again.')
  const question = hostQuestion('management', ['getent', 'ahostsv4', host])
  const answer = await askHost(question, inquiry)
  if (answer === 'manual') return ip === undefined ? lookYourself(name, typeYourself(question)) : together([])
  if ('said' in answer) return oneOf(parseAddresses(answer.said), place, name, answer.said)
  const unknown = answer.exitCode === UNKNOWN_NAME ? `the management node has no IPv4 address for ${host}: ` : ''
  return { ...notFound(name, `${unknown}${answer.trouble}`), isLost: answer.unreachable }
}

function oneOf(addresses: readonly string[], { group, item, host = '' }: WebSite, name: string, said: string): Finding {
  const [only] = addresses
  if (only === undefined)
    return notFound(name, `getent on the management node said ${quoted(said)}, which has no address.`)
  if (addresses.length === 1)
    return asFact({ name: `${group}.ip`, value: only, from: 'getent on the management node', ...ofItem(item) }, name)
  return notFound(
    name,
    `on the management node ${host} has ${addresses.length} addresses: ${firstFew(addresses)}.`,
    'setup.cmd takes one. Answer the address of the IIS site: --answers <file>',
  )
}

/** Each line begins with an address, once for each type of socket: what follows does not matter here. */
export function parseAddresses(said: string): string[] {
  const first = said.split('\n').map((line) => line.trim().split(/\s+/)[0] ?? '')
  return [...new Set(first.filter((word) => z.ipv4().safeParse(word).success))]
}
