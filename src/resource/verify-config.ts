/** What `verify` is told to overlook, and why. */

import { z } from 'zod'

export const verifySchema = z.strictObject({
  ignore: z
    .array(
      z.strictObject({
        /** `kind/key` or `kind/name`; `*` stands for anything. */
        address: z.string().regex(/^[^/]+\/./, 'an address is "kind/key" or "kind/name", with * for anything'),
        /** Only what this rule finds, such as I12. */
        rule: z.string().optional(),
        /** Shown with what is overlooked: somebody will ask. */
        reason: z.string().min(1),
      }),
    )
    .default([]),
})

export type IgnoreRule = z.infer<typeof verifySchema>['ignore'][number]
