/** Whether Billing takes our credentials; how many calls at a time it bears, nobody can read. */

import type { Check } from '../doctor.ts'

export const billing: Check = {
  name: 'billing',
  run: async ({ reader, billingParallel }) => {
    const { Version: version } = await reader.read('GetVersion_API', {})
    return [
      { health: 'ok', message: `billing takes our credentials and is ${version}.` },
      {
        health: 'ok',
        message: `We call it ${billingParallel} times at once. No API tells its Threads setting, of which that must be 20 % at most.`,
      },
    ]
  },
}
