/**
 * The IP addresses of dispatcher and gateways as the management node sees them: there the installation looks them up, and
 * elsewhere a name may have another address (Providers Guide, "Creating a Microsoft 365 Application Instance").
 */

import { z } from 'zod'
import { firstFew } from '../../lib/text.ts'
import { askHost, hostQuestion, typeYourself, type HostAnswer } from './ask-host.ts'
import { asFact, lookYourself, notFound, together, type Finding, type Source } from './source.ts'
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
      if (place.host === undefined)
        findings.push(notFound(name, 'its URL is not known.', 'Answer the URL and look again.'))
      else if (lost !== undefined) findings.push(notFound(name, lost))
      else {
        const question = hostQuestion('management', ['getent', 'ahostsv4', place.host])
        const answer = await askHost(question, inquiry)
        if (answer === 'manual') {
          if (place.ip === undefined) findings.push(lookYourself(name, typeYourself(question)))
          continue
        }
        if ('trouble' in answer && answer.unreachable)
          lost = `the management node did not answer for ${name}, and was not asked again.`
        findings.push(addressOf(place, place.host, name, answer))
      }
    }
    return together(findings)
  },
}

function addressOf(
  { group, item }: WebSite,
  host: string,
  name: string,
  answer: Exclude<HostAnswer, 'manual'>,
): Finding {
  if ('trouble' in answer) {
    const isUnknown = answer.exitCode === UNKNOWN_NAME
    return notFound(
      name,
      isUnknown ? `the management node has no IPv4 address for ${host}: ${answer.trouble}` : answer.trouble,
    )
  }
  const addresses = parseAddresses(answer.said)
  const [only] = addresses
  if (only === undefined)
    return notFound(
      name,
      `getent on the management node said ${JSON.stringify(answer.said.slice(0, 200))}, which has no address.`,
    )
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
