/** Certificates made for one test run. */

import { generate } from 'selfsigned'

export interface Pem {
  key: string
  cert: string
}

/** For one host name, signed by itself unless the options name an authority. */
export async function certificate(host: string, options: Parameters<typeof generate>[1] = {}): Promise<Pem> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    ...options,
  })
  return { key, cert }
}

export function newAuthority(): Promise<Pem> {
  return certificate('Test authority', {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
}

const hour = 3_600_000

/** It was valid until an hour ago. */
export function expired(host: string, ca: Pem): Promise<Pem> {
  const now = Date.now()
  return certificate(host, { ca, notBeforeDate: new Date(now - 2 * hour), notAfterDate: new Date(now - hour) })
}

/** It will be valid in an hour. */
export function notYetValid(host: string, ca: Pem): Promise<Pem> {
  return certificate(host, { ca, notBeforeDate: new Date(Date.now() + hour) })
}

/** For a server that is older than TLS 1.2. */
export const onlyOldTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
