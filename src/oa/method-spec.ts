/** How one method of Odin Automation is described: by data, so that client, simulator and documentation cannot disagree. */

import type { z } from 'zod'

/** Operations (XML-RPC, 8440), Billing (XML-RPC `Execute`, 5224) or the APS bus (REST, 6308). */
export type System = 'operations' | 'billing' | 'aps'

export type Effect = 'read' | 'write'

/**
 * How well a fact about OA is known (reference/oa-wire.md): documented by the vendor, seen in a public client's code,
 * or inferred by us and to be confirmed on a live system.
 */
export type Grade = 'documented' | 'client-code' | 'inferred'

/** How a Billing method carries its named parameters and results by position (oa-wire.md, section 1.3). */
export interface BillingShape {
  server: 'BM' | 'PEMGATE'
  /** Parameter names in wire order. */
  order: readonly string[]
  /** `item` is one row of columns, `list` many rows, `status` a struct with a `Status` text. */
  returns: 'item' | 'list' | 'status'
  /** Column names in wire order; a server may send fewer (older) or more (newer) columns. */
  columns: readonly string[]
}

/** How an APS method maps to HTTP (oa-wire.md, section 1.4). */
export interface HttpShape {
  verb: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below the APS base URL; `{name}` is filled from the parameter of that name. */
  path: string
  /** `page` reads a `Content-Range` and answers `{ items, total }`; `one` answers the body. */
  returns: 'page' | 'one'
  /** Which token the caller needs: that of the application instance, or that of an administrator. */
  token: 'instance' | 'user'
}

export interface MethodSpec<
  P extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  E extends Effect = Effect,
> {
  system: System
  effect: E
  grade: Grade
  /** Where the shape comes from: a page of the vendor's reference or a section of oa-wire.md. */
  source: string
  params: P
  result: R
  /** Whose parallel calls it counts among, if not those of its own system: some reach Billing through Operations. */
  load?: System
  /** Done twice it leaves what once leaves: it may be made again when OA says that it did nothing (a deadlock). */
  repeatable?: true
  /** The whole call's deadline in milliseconds, if not the connection's default for its effect. */
  timeoutMs?: number
  billing?: BillingShape
  /** A Billing call whose parameters name the method to call; whatever it answers is the result. */
  forwards?: true
  http?: HttpShape
}

/** Keeps the literal types of one entry of the method table. */
export function method<P extends z.ZodType, R extends z.ZodType, E extends Effect>(
  spec: MethodSpec<P, R, E>,
): MethodSpec<P, R, E> {
  return spec
}
