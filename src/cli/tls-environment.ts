/** An environment that switches the verification of certificates off is no place to talk to an installation from. */

import { isIP } from 'node:net'
import { OnboardError } from '../lib/onboard-error.ts'

const SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED'

/**
 * Our own connections verify whatever the environment says (oa/trust.ts). But who has set this variable has done so for
 * every program in that shell, so nothing is sent from there except to this machine itself.
 *
 * @param urls where the program is about to connect to
 * @throws OnboardError `tls/verification-off`
 */
export function refuseTlsSwitchedOff(env: Readonly<Record<string, string | undefined>>, urls: readonly string[]): void {
  if (env[SWITCH] !== '0') return
  const remote = urls.find((url) => URL.canParse(url) && !isLoopback(new URL(url).hostname))
  if (remote === undefined) return
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'tls/verification-off',
    message: `${SWITCH}=0 is set, which makes programs accept any certificate. Nothing was sent to ${new URL(remote).host}.`,
    hint: `Type: unset ${SWITCH}. For certificates of your own, give their CA as tls.ca in the configuration.`,
    facts: { variable: SWITCH },
  })
}

/** `localhost`, 127.0.0.0/8 and ::1, as addresses: what a name resolves to can change. */
function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}
