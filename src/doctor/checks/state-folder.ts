/** Whether runs can be kept: without a journal nothing may be changed. */

import type { Check } from '../doctor.ts'

export const stateFolder: Check = {
  name: 'state-folder',
  run: async ({ stateFolder: look }) => {
    const problem = await look()
    return [
      problem === undefined
        ? { health: 'ok', message: 'The folder for runs can be written.' }
        : { health: 'problem', message: problem, hint: 'Correct the folder, or set state in the configuration.' },
    ]
  },
}
