/** The names of the IIS sites of dispatcher and gateways: the one whose bindings have the IP address. */

import { firstFew } from '../../lib/text.ts'
import type { FoundFact } from '../../runbook/facts/merge-found.ts'
import { askHost, hostQuestion, quoted, typeYourself } from './ask-host.ts'
import { parseSites, type IisSite } from './parse-sites.ts'
import { asFact, lookYourself, notFound, together, type Finding, type Source } from './source.ts'
import { nameOf, ofItem, webSites, type WebSite } from './web-sites.ts'

const IIS = 'IIS on the endpoint host'

export const sites: Source = {
  asks: 'Asking the endpoint host for its IIS sites',
  finds: ['dispatcher.site', 'gateway.site'],
  look: async (inquiry) => {
    const places = webSites(inquiry, 'site')
    if (places.length === 0) return together([])
    const question = hostQuestion('endpoint', ['C:\\Windows\\System32\\inetsrv\\appcmd.exe', 'list', 'site'])
    const answer = await askHost(question, inquiry)
    const each = (tell: (place: WebSite, name: string) => Finding): Finding =>
      together(places.map((place) => tell(place, nameOf(place, 'site', inquiry))))
    if (answer === 'manual') return each((place, name) => lookThere(place, name, typeYourself(question)))
    if ('trouble' in answer) return each((_place, name) => notFound(name, answer.trouble))
    const listed = parseSites(answer.said)
    const nothing = `"${question.line}" on the endpoint host said ${quoted(answer.said)}, which has no site.`
    if (listed.length === 0) return each((_place, name) => notFound(name, nothing))
    const { found, diagnostics } = each((place, name) => siteOf(place, name, listed))
    const shared = sharedSites(places, found)
    const told = shared.map(({ place, site }) =>
      notFound(
        nameOf(place, 'site', inquiry),
        `the site "${site}" fits another gateway too.`,
        'Compare their addresses; answer each its own site: --answers <file>',
      ),
    )
    const doubted = new Set(shared.map(({ place }) => place.item?.key))
    return together([{ found: found.filter(({ of }) => of === undefined || !doubted.has(of)), diagnostics }, ...told])
  },
}

function lookThere({ site, ip, host }: WebSite, name: string, command: string): Finding {
  if (site !== undefined) return together([])
  return lookYourself(name, `${command}; it is the site with a binding to ${ip ?? host ?? 'its IP address'}`)
}

function siteOf({ group, item, ip, host }: WebSite, name: string, listed: readonly IisSite[]): Finding {
  if (ip === undefined) return notFound(name, 'its IP address is not known.', 'Answer the address and look again.')
  const byIp = listed.filter(({ bindings }) => bindings.some((binding) => binding.ip === ip))
  const byHost = listed.filter(({ bindings }) =>
    bindings.some((binding) => binding.host !== '' && binding.host.toLowerCase() === host?.toLowerCase()),
  )
  const fitting = byIp.length > 0 ? byIp : byHost
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) {
    const from = byIp.length > 0 ? IIS : `${IIS}, by its host name`
    return asFact({ name: `${group}.site`, value: only.name, from, ...ofItem(item) }, name)
  }
  const why =
    only === undefined
      ? `no site has a binding to ${ip}${host === undefined ? '' : ` or the host name ${host}`}. Bindings are * or by another name: ${told(listed)}.`
      : `${fitting.length} sites have a binding to ${byIp.length > 0 ? ip : (host ?? '')}: ${told(fitting)}.`
  return notFound(name, why, 'Find out which site it is in IIS Manager, and answer it: --answers <file>')
}

function told(listed: readonly IisSite[]): string {
  return firstFew(listed.map(({ name, said }) => `"${name}" (${said})`))
}

/** Two gateways on one site would be set up over each other: what was found is believed of none that is not the only one. */
function sharedSites(places: readonly WebSite[], found: readonly FoundFact[]): { place: WebSite; site: string }[] {
  const gateways = places.filter(({ group }) => group === 'gateway')
  const foundFor = ({ item }: WebSite) =>
    found.find(({ name, of }) => name === 'gateway.site' && of === item?.key)?.value
  return gateways.flatMap((place) => {
    const site = foundFor(place)
    const isShared = gateways.some((other) => other !== place && (other.site ?? foundFor(other)) === site)
    return typeof site === 'string' && isShared ? [{ place, site }] : []
  })
}
