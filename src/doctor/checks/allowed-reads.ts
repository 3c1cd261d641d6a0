/** The reads that are not documented and that the site allows: whether they answer at all. */

import { observeSalesCategories } from '../../resource/observe/sales-categories.ts'
import { readOpenOrders } from '../../resource/touched.ts'
import type { Check } from '../doctor.ts'

export const allowedReads: Check = {
  name: 'allowed-reads',
  run: async ({ reader, site }) => {
    const [categories, orders] = await Promise.all([observeSalesCategories(reader, site), readOpenOrders(reader, site)])
    return [
      {
        health: 'ok',
        message:
          categories === undefined
            ? 'Sales categories are not read (reads.salesCategories): what a person does there cannot be verified.'
            : `Sales categories can be read: ${categories.length}.`,
      },
      {
        health: 'ok',
        message:
          orders === undefined
            ? 'Open orders are not read (reads.openOrders): a person looks before each synchronisation.'
            : `Open orders can be read: ${orders.length}.`,
      },
    ]
  },
}
