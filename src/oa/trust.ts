/** Whom we believe in TLS. Verification is always on, whatever the environment says. */

import { X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { OnboardError } from '../lib/onboard-error.ts'

/** What a TLS connection is told. */
export interface Trust {
  rejectUnauthorized: true
  minVersion: 'TLSv1.2'
  secureContext?: SecureContext
}

const always = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const

/**
 * Takes CA certificates in PEM (they replace the public ones, as with curl's `--cacert`; a self-signed server
 * certificate pins that very certificate), gives TLS options. Both are given explicitly, because
 * otherwise NODE_TLS_REJECT_UNAUTHORIZED=0 would switch verification off, and NODE_OPTIONS could allow older versions.
 * @throws OnboardError `config/bad-ca`
 */
export function trust(ca: string | undefined): Trust {
  if (ca === undefined) return always
  requireCertificate(ca)
  // One context for all connections: building it is the costly part.
  return { ...always, secureContext: createSecureContext({ ca, minVersion: always.minVersion }) }
}

function requireCertificate(ca: string): void {
  try {
    new X509Certificate(ca)
  } catch (cause) {
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'config/bad-ca',
      message: 'The CA certificate is not a certificate in PEM form.',
      hint: 'Give a file that starts with -----BEGIN CERTIFICATE-----; several certificates may follow each other.',
      cause,
    })
  }
}
