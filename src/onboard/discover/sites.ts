/** The names of the IIS sites of dispatcher and gateways: the one whose bindings have the IP address. */

import { firstFew } from '../../lib/text.ts'
import { askHost, hostQuestion, typeYourself } from './ask-host.ts'
import { parseSites, type IisSite } from './parse-sites.ts'
import { asFact, lookYourself, notFound, together, type Finding, type Inquiry, type Source } from './source.ts'
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
    if (answer === 'manual')
      return each(({ site, ip, host }, name) =>
        site !== undefined
          ? together([])
          : lookYourself(
              name,
              `${typeYourself(question)}; it is the site with a binding to ${ip ?? host ?? 'its IP address'}`,
            ),
      )
    if ('trouble' in answer) return each((_place, name) => notFound(name, answer.trouble))
    const listed = parseSites(answer.said)
    if (listed.length === 0)
      return each((_place, name) =>
        notFound(
          name,
          `"${question.line}" on the endpoint host said ${JSON.stringify(answer.said.slice(0, 200))}, which has no site.`,
        ),
      )
    return refuseShared(
      places,
      each((place, name) => siteOf(place, name, listed)),
      inquiry,
    )
  },
}

function siteOf({ group, item, ip, host = '' }: WebSite, name: string, listed: readonly IisSite[]): Finding {
  if (ip === undefined) return notFound(name, 'its IP address is not known.', 'Answer the address and look again.')
  const byIp = listed.filter(({ bindings }) => bindings.some((binding) => binding.ip === ip))
  const byHost = listed.filter(({ bindings }) =>
    bindings.some((binding) => binding.host.toLowerCase() === host.toLowerCase()),
  )
  const fitting = byIp.length > 0 ? byIp : byHost
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) {
    const from = byIp.length > 0 ? IIS : `${IIS}, by its host name`
    return asFact({ name: `${group}.site`, value: only.name, from, ...ofItem(item) }, name)
  }
  const why =
    only === undefined
      ? `no site has a binding to ${ip} or the host name ${host}. Bindings are * or by another name: ${told(listed)}.`
      : `${fitting.length} sites have a binding to ${byIp.length > 0 ? ip : host}: ${told(fitting)}.`
  return notFound(name, why, 'Find out which site it is in IIS Manager, and answer it: --answers <file>')
}

function told(listed: readonly IisSite[]): string {
  return firstFew(listed.map(({ name, said }) => `"${name}" (${said})`))
}

/** Two gateways on one site would be set up over each other, so neither is believed. */
function refuseShared(places: readonly WebSite[], { found, diagnostics }: Finding, inquiry: Inquiry): Finding {
  const gateways = found.filter(({ name }) => name === 'gateway.site')
  const shared = gateways.filter(({ value, of }) => gateways.some((other) => other.value === value && other.of !== of))
  const told = shared.flatMap(({ value, of }) => {
    const place = places.find(({ item }) => item?.key === of)
    if (place === undefined) return []
    const why = `the site "${String(value)}" fits ${shared.filter((each) => each.value === value).length} gateways.`
    return [
      notFound(
        nameOf(place, 'site', inquiry),
        why,
        'Compare their addresses; answer each its own site: --answers <file>',
      ),
    ]
  })
  return together([{ found: found.filter((each) => !shared.includes(each)), diagnostics }, ...told])
}
