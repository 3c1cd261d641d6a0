/** `run`: a command on the management node or the endpoint host, word by word; facts never end their word. */

import { z } from 'zod'
import { hostNames } from '../../resource/hosts-config.ts'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

/** One word, the words of a fact, or words that are left out by a condition. */
export const word = z.union([
  z.string().min(1),
  z.strictObject({ fact: z.string() }),
  z.strictObject({ if: z.string(), words: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ unless: z.string(), words: z.array(z.string().min(1)).min(1) }),
])
export type Word = z.infer<typeof word>

export const runStep = stepType({
  key: 'run',
  schema: z.strictObject({
    ...upgradeFields,
    run: z.strictObject({
      /** `management`: a POSIX shell. `endpoint`: Windows PowerShell. */
      on: z.enum(hostNames),
      /** The folder to be in. */
      in: z.string().min(1).optional(),
      command: z.array(word).min(1),
      /** Texts that its output must have. */
      expect: z.array(z.string().min(1)).min(1).optional(),
    }),
    /** Once in the life of an installation, under this name in its ledger. */
    once: z.string().min(1).optional(),
  }),
})

export type RunStep = z.infer<typeof runStep.schema>
