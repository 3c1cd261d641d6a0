/** Where the commands of upgrades run: typed by a person, on this machine, or over ssh; by host. */

import { z } from 'zod'

export const hostNames = ['management', 'endpoint'] as const
export type HostName = (typeof hostNames)[number]

/** What the system's ssh client takes for a host: everything else (keys, users, jump hosts) is in its own configuration. */
const destination = z
  .string()
  .regex(/^[A-Za-z0-9_[][\w.@:%[\]-]*$/, 'a host as ssh knows it, such as mn.example.com or admin@mn')

const hostWay = z.union([z.enum(['manual', 'local']), z.strictObject({ ssh: destination })], {
  error: 'manual, local or { ssh: host }',
})
export type HostWay = z.infer<typeof hostWay>

export const hostsSchema = z.strictObject({
  /** A POSIX shell. */
  management: hostWay.default('manual'),
  /** Windows PowerShell. */
  endpoint: hostWay.default('manual'),
})
export type Hosts = z.infer<typeof hostsSchema>

export function hostWayName(way: HostWay): 'manual' | 'local' | 'ssh' {
  return typeof way === 'string' ? way : 'ssh'
}
