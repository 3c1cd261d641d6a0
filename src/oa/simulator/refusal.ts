/** What Odin Automation says when it does not do as asked; each protocol renders the part it has words for. */

export interface RefusalOptions {
  /** Operations: the pair that is all a client of the real thing gets to tell errors apart. */
  moduleId?: string
  extypeId?: number
  /** Operations: the placeholders of the message, repeated. */
  properties?: Record<string, string>
  /** APS: the HTTP status and the error class. */
  status?: number
  error?: string
}

/** Thrown by handlers: nothing was done. */
export class Refusal extends Error {
  readonly moduleId: string
  readonly extypeId: number
  readonly properties: Record<string, string>
  readonly status: number
  readonly error: string

  constructor(message: string, options: RefusalOptions = {}) {
    super(message)
    this.name = 'Refusal'
    this.moduleId = options.moduleId ?? 'OpenAPI'
    this.extypeId = options.extypeId ?? 21
    this.properties = options.properties ?? { reason: message }
    this.status = options.status ?? 500
    this.error = options.error ?? 'ApplicationUnknownError'
  }
}

/** OpenAPI / 21: the arguments do not fit the method (oa-wire.md 1.1, client code). */
export function invalidArguments(reason: string): Refusal {
  return new Refusal(`Invalid set of arguments. ${reason}`, { status: 400, error: 'APS::Util::InvalidArguments' })
}

/** A row of the database that is not there; the text is Billing's (client code), the pair for Operations inferred. */
export function noSuchRow(table: string, id: number | string): Refusal {
  return new Refusal(`Table ${table} does not contain row with ID ${id}.`, {
    moduleId: 'Common',
    extypeId: 10,
    properties: { table, id: String(id) },
    status: 404,
    error: 'APS::Util::NotFound',
  })
}

/**
 * What was seen when a transaction had taken longer than OA's time limit (oa-wire.md 1.1, documented). What it was about
 * may still be done.
 */
export function transactionTimedOut(): Refusal {
  return new Refusal('Statement returned an empty result set.', { moduleId: 'db_service', extypeId: 620 })
}

/** The token's owner may not do this (oa-wire.md 1.4; that `code` is 403 is inferred). */
export function accessViolation(message: string): Refusal {
  return new Refusal(message, { status: 403, error: 'APS::Util::AccessViolation' })
}

/** Missing, unknown or expired token (oa-wire.md 1.4, client code). */
export function authenticationFailed(): Refusal {
  return new Refusal('Authentication Failed', { status: 403, error: 'APS::Util::AuthenticationFailed' })
}
