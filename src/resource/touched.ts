/** Whom the synchronisations of a plan would touch: subscriptions and open orders, counted by reading before. */

import { OaFault } from '../oa/oa-fault.ts'
import type { OaReader } from '../oa/oa-client.ts'
import type { Site } from './site.ts'

export interface OpenOrder {
  id: number
  number: string
}

export interface Touched {
  /** Undefined where Billing does not tell; then `why` says so. */
  subscriptions: ReadonlySet<number> | undefined
  why?: string
  /** Undefined where the site does not allow the read. */
  openOrders: readonly OpenOrder[] | undefined
}

export const nobodyTouched: Touched = { subscriptions: new Set(), openOrders: undefined }

/**
 * @param planIds the service plans whose subscriptions a synchronisation reaches
 * @returns who they are; a read that Billing refuses leaves them unknown rather than none
 */
export async function lookAtTouched(reader: OaReader, site: Site, planIds: Iterable<number>): Promise<Touched> {
  const ids = [...new Set(planIds)]
  if (ids.length === 0) return nobodyTouched
  const [counted, openOrders] = await Promise.all([countSubscriptions(reader, ids), readOpenOrders(reader, site)])
  return { ...counted, openOrders }
}

async function countSubscriptions(
  reader: OaReader,
  planIds: readonly number[],
): Promise<Pick<Touched, 'subscriptions' | 'why'>> {
  try {
    const lists = await Promise.all(planIds.map((id) => subscriptionsOf(reader, id)))
    return { subscriptions: new Set(lists.flat()) }
  } catch (error) {
    if (!(error instanceof OaFault)) throw error
    return { subscriptions: undefined, why: error.message }
  }
}

/** Billing lists subscriptions by rate, not by plan; each rate of a plan is asked (oa-wire.md, section 6.1). */
async function subscriptionsOf(reader: OaReader, PlanID: number): Promise<number[]> {
  const rates = await reader.read('PlanRateListFullGet_API', { PlanID, SortNo: 1 })
  const lists = await Promise.all(
    rates.map(({ ResourceRateID }) =>
      reader.read('SubscriptionListByResourceRateGet_API', { ResourceRateID, SortNo: 1 }),
    ),
  )
  return lists.flat().flatMap((row) => (row.PlanID === PlanID ? [row.SubscriptionID] : []))
}

/**
 * The vendor's orders of the types and in the states that the site calls open. Their columns are inferred beyond the
 * first two, so an order cannot be told to belong to a subscription: all of them count.
 *
 * @returns undefined where the site does not allow the read
 */
export async function readOpenOrders(
  reader: OaReader,
  { reads, vendorAccount }: Site,
): Promise<OpenOrder[] | undefined> {
  const { openOrders } = reads
  if (openOrders === undefined) return undefined
  const questions = openOrders.types.flatMap((type) => openOrders.statuses.map((status) => ({ type, status })))
  const lists = await Promise.all(
    questions.map(({ type, status }) =>
      reader.read('OrderByStatusListGet_API', {
        VendorID: vendorAccount,
        OrderTypeID: type,
        OrderStatusID: status,
        From: 0,
        To: LATEST,
        SortNo: 1,
      }),
    ),
  )
  return lists.flat().map(({ OrderID, OrderNumber }) => ({ id: OrderID, number: OrderNumber }))
}

/** The last second that a 32-bit integer can tell. */
const LATEST = 2_147_483_647
