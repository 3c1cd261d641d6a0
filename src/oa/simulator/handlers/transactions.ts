/** Operations: transactions and the tasks they leave (oa-wire.md 1.2). */

import type { HandlerTable } from '../handler.ts'

/** `request_status` (documented). */
const done = 0
const running = 1
const failed = 2

export const transactionHandlers = {
  'txn.Begin': ({ session }, { timeout, request_id }) => ({
    txn_id: session.begin({ timeoutSeconds: timeout, requestId: request_id }),
  }),

  'txn.Commit': ({ session }, { txn_id }) => {
    session.commit(txn_id)
  },

  'txn.Rollback': ({ session }, { txn_id }) => {
    session.rollback(txn_id)
  },

  // 0 also stands for a request that scheduled no task, and so for one that nobody ever made (inferred).
  'pem.getRequestStatus': ({ state, session }, { request_id }) => {
    const request = state.requests.get(request_id)
    if (request === undefined || request.tasks === 0) return { request_status: done, status_messages: [] }
    if (session.isPending(`request ${request_id}`)) return { request_status: running, status_messages: [] }
    if (request.failures.length === 0) return { request_status: done, status_messages: [] }
    return { request_status: failed, status_messages: [...request.failures] }
  },
} satisfies Partial<HandlerTable>
