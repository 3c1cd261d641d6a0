/** Why a TLS connection was refused, one sentence and one remedy for each way it happens in the field. */

/** What to say about a TLS failure. */
export interface TlsFailure {
  message: string
  hint: string
  /** TLS 1.3 tells it when we have begun to send, but before the server reads what we sent. */
  beforeReading?: boolean
}

interface TlsRule extends TlsFailure {
  /** Matches the error's code, or what OpenSSL wrote. */
  pattern: RegExp
}

const giveCa = 'Give the CA certificate that signed it (PEM) as tls.ca in the configuration.'

const rules: readonly TlsRule[] = [
  {
    pattern: /DEPTH_ZERO_SELF_SIGNED_CERT/,
    message: 'its certificate is self-signed, so nobody vouches for it',
    hint: 'Compare its fingerprint with the server, then give that certificate (PEM) as tls.ca in the configuration.',
  },
  {
    pattern: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|SELF_SIGNED_CERT_IN_CHAIN/,
    message: 'its certificate was signed by an authority that is not known here',
    hint: giveCa,
  },
  {
    pattern: /ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/,
    message: 'its certificate was made out for another name than the one in the URL',
    hint: 'Use the name that the certificate carries in the URL, or have a certificate made for this name.',
  },
  {
    pattern: /CERT_HAS_EXPIRED/,
    message: 'its certificate has expired',
    hint: 'Have the certificate renewed on the server; it cannot be accepted here.',
  },
  {
    pattern: /CERT_NOT_YET_VALID/,
    message: 'its certificate is not valid yet',
    hint: 'Check the clock of this machine and of the server.',
  },
  {
    pattern: /CERT_REVOKED/,
    message: 'its certificate has been revoked',
    hint: 'Have a new certificate made on the server.',
  },
  {
    pattern: /CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE.*certificate/i,
    message: 'the server wants a client certificate, which this program cannot give',
    hint: 'Use the port of the public API, which authenticates by login and password.',
    beforeReading: true,
  },
  {
    pattern: /wrong version number|WRONG_VERSION_NUMBER|packet length too long|PACKET_LENGTH_TOO_LONG|record layer/i,
    message: 'the server does not speak TLS on this port',
    hint: 'Use http:// instead of https:// in the URL if the API is served without TLS, which is usual on a back net.',
  },
  {
    pattern: /alert protocol version|ALERT_PROTOCOL_VERSION|unsupported protocol|UNSUPPORTED_PROTOCOL/i,
    message: 'the server only speaks an old TLS version (1.0 or 1.1), which is refused here',
    hint: 'Enable TLS 1.2 on the server, or reach it through a proxy that speaks TLS 1.2.',
  },
  {
    pattern: /KEY_TOO_SMALL|MD_TOO_WEAK|dh key too small|ee key too small|ca md too weak/i,
    message: 'its key or signature is too weak to be accepted',
    hint: 'Have a certificate made with at least 2048 bits and SHA-256.',
  },
]

/** Any other error of the TLS layer, by the shape of its code. */
const tlsCode = /^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|UNABLE_TO_|CRL_)/

/** Takes an error of a socket, says what it means when it comes from TLS. */
export function describeTlsFailure(error: Error & { code?: unknown }): TlsFailure | undefined {
  const code = typeof error.code === 'string' ? error.code : ''
  const rule = rules.find(({ pattern }) => pattern.test(code) || (tlsCode.test(code) && pattern.test(error.message)))
  if (rule) return { ...rule, message: rule.message + namesIn(error) }
  if (!tlsCode.test(code)) return undefined
  return { message: `the TLS connection could not be made (${code})`, hint: giveCa }
}

/** The names that a certificate was made out for, where the error is about them. */
function namesIn(error: Error & { cert?: unknown }): string {
  const { cert } = error
  if (typeof cert !== 'object' || cert === null || !('subjectaltname' in cert)) return ''
  return `; it names ${String(cert.subjectaltname)
    .replaceAll(/\b(?:DNS|IP Address):/g, '')
    .slice(0, 200)}`
}
