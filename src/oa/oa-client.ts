/** What the rest of the program knows of Odin Automation: a reader, and a client that can also write. */

import type { MethodParams, MethodResult, ReadMethod, WriteMethod } from './methods.ts'

export interface CallOptions {
  signal?: AbortSignal
  /** Asked right before each request of the call leaves; what it throws, the call throws, and nothing has left. */
  permit?: () => void
}

/**
 * Reads only. Planning takes this type, so that a dry run cannot write: there is nothing to switch off.
 * Every call throws an {@link OaFault} when OA refuses, cannot be reached, or answers what cannot be understood.
 */
export interface OaReader {
  read<M extends ReadMethod>(name: M, params: MethodParams<M>, options?: CallOptions): Promise<MethodResult<M>>
}

export interface OaClient extends OaReader {
  write<M extends WriteMethod>(name: M, params: MethodParams<M>, options?: CallOptions): Promise<MethodResult<M>>
}

/** A client with open connections. */
export interface OaConnection extends OaClient {
  /**
   * Says whose token the APS methods of token kind `instance` carry: the `application_instance_id` of the Office 365
   * application. Calling such a method before is a bug and throws a TypeError.
   */
  useInstance(applicationInstanceId: number): void
  /** Waits for the calls under way, then closes every socket. */
  close(): Promise<void>
}
