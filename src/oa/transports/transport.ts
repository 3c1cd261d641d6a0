/** What the three systems have in common: a call with named parameters in, the bare result out. */

import type { CallContext } from '../call-context.ts'
import type { MethodSpec } from '../method-spec.ts'

export interface Transport {
  /** `host:port`, for messages. */
  address: string
  /**
   * Makes one call with parameters that fit the specification; the result is not checked yet.
   * @throws OaFault
   */
  call(context: CallContext, spec: MethodSpec, params: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}
