/**
 * What `appcmd list site` prints: a line for each site, as in Microsoft's "Getting Started with AppCmd.exe". That is shown
 * by example there, and its grammar is nowhere documented. The steps that prove a site compare the same lines, so nothing
 * more is believed than they believe; XML would be a second form, and PowerShell needs a module that may not be there.
 */

export interface IisSite {
  name: string
  /** Only of http and https. */
  bindings: { ip: string; host: string }[]
  /** The bindings as they were printed. */
  said: string
}

/** IIS allows no quote in the name of a site. */
const LINE = /^SITE "([^"]*)" \(id:\d+,bindings:(.*),state:\w*\)\s*$/gm
const BINDING = /^https?\/(\*|[\d.]*|\[[\da-f:.]+\]):\d+:(\S*)$/i

/** @returns the sites in the order of the output; lines of any other form are no sites */
export function parseSites(output: string): IisSite[] {
  return [...output.matchAll(LINE)].map(([, name = '', said = '']) => ({
    name,
    said,
    bindings: said.split(',').flatMap((binding) => {
      const [whole, ip = '', host = ''] = BINDING.exec(binding) ?? []
      return whole === undefined ? [] : [{ ip, host }]
    }),
  }))
}
