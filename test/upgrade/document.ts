/** What the Release Notes of 16.8.4 say of setup.cmd, word for word; what must be run is derived from it, and from nothing of ours. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../../src/lib/package-root.ts'

/** The sentences of the four procedures, each with the heading that it stands under. */
export const procedures = {
  s66: {
    heading: 'Upgrade Procedure (From Version 16.6.3 or Higher 16.6.x Version, Syndication Partner Scenario)',
    setup:
      '.\\setup.cmd -DispatcherSiteName <The name of the Office 365 Dispatcher Site> -DispatcherAppName <The name of the Office 365 Dispatcher Application> -DispatcherIPAddress <The IP address of the Office 365 Dispatcher Site> -GatewaySiteName <The name of the Office 365 Gateway Site> -GatewayAppName <The name of the Office 365 Gateway Application> -GatewayIPAddress <The IP address of the Office 365 Gateway Site> -GatewaySiteCertSubject <The hostname of the Office 365 Gateway Site> -Force',
  },
  c66: {
    heading: 'Upgrade Procedure (From Version 16.6.3 or Higher 16.6.x Version, Cloud Solution Provider Scenario)',
    setup:
      '.\\setup.cmd -GatewaySiteName <The name of the Office 365 Gateway Site> -GatewayAppName <The name of the Office 365 Gateway Application> -GatewayIPAddress <The IP address of the Office 365 Gateway Site> -GatewaySiteCertSubject <The hostname of the Office 365 Gateway Site> -Force',
  },
  s83: {
    heading: 'Upgrade Procedure (From Version 16.8.3, Syndication Partner Scenario)',
    setup:
      '.\\setup.cmd -DispatcherSiteName <The name of the Office 365 dispatcher site> -DispatcherAppName <The name of the Office 365 dispatcher application> -DispatcherIPAddress <The IP address of the Office 365 dispatcher site> -GatewaySiteName <The name of the Office 365 gateway site> -GatewayAppName <The name of the Office 365 gateway application> -GatewayIPAddress <The IP address of the Office 365 gateway site> -GatewaySiteCertSubject <The hostname of the Office 365 gateway site> -Force',
  },
  c83: {
    heading: 'Upgrade Procedure (From Version 16.8.3, Cloud Solution Provider Scenario)',
    setup:
      '.\\setup.cmd -GatewaySiteName <The name of the Office 365 gateway site> -GatewayAppName <The name of the Office 365 gateway application> -GatewayIPAddress <The IP address of the Office 365 gateway site> -GatewaySiteCertSubject <The hostname of the Office 365 gateway site> -Force',
  },
} as const

export type Procedure = keyof typeof procedures

const releaseNotes = join(packageRoot, '..', 'shared', 'seeds', 'upgrade-16.8-release-notes.txt')
export const noDocument = !existsSync(releaseNotes)

/** The command of a procedure, out of the vendor's text itself: between the words that surround it under its heading. */
export async function setupInDocument(procedure: Procedure): Promise<string | undefined> {
  const text = await readFile(releaseNotes, 'utf8')
  const [, part = ''] = text.split(`\n${procedures[procedure].heading}\n`)
  return /\bRun the (\.\\setup\.cmd .*) command\./.exec(part)?.[1]
}

interface IisSite {
  url: string
  ip: string
  site: string
}

/** @returns setup.cmd and its words in the document's order, each `<…>` replaced by what it asks for */
export function setupWords(procedure: Procedure, gateway: IisSite, dispatcher?: IisSite): string[] {
  const values = new Map([...valuesOf('gateway', gateway), ...(dispatcher ? valuesOf('dispatcher', dispatcher) : [])])
  return [...procedures[procedure].setup.matchAll(/<([^>]*)>|(\S+)/g)].map(([, asked, word = '']) => {
    if (asked === undefined) return word
    const value = values.get(asked.toLowerCase())
    if (value === undefined) throw new Error(`the document asks for ${asked}`)
    return value
  })
}

/** Steps 1 and 2 of the document: which part of the URL is what. */
function valuesOf(which: 'gateway' | 'dispatcher', { url, ip, site }: IisSite): [string, string][] {
  const { hostname, pathname } = new URL(url)
  return [
    [`the name of the office 365 ${which} site`, site],
    [`the name of the office 365 ${which} application`, pathname.split('/')[1] ?? ''],
    [`the hostname of the office 365 ${which} site`, hostname],
    [`the ip address of the office 365 ${which} site`, ip],
  ]
}
