/**
 * How our neutral field names of license and add-on types are spelt on the wire. The real property names are not public;
 * the defaults are the keys of the vendor's CustomLicenseTypes.json (oa-wire.md 2.2, inferred), so a site and the
 * simulator's world can set others.
 */

import { z } from 'zod'

export const typePropertyNames = z.strictObject({
  name: z.string().default('name'),
  offerId: z.string().default('offerId'),
  trialOfferId: z.string().default('trialOfferId'),
  provisioningId: z.string().default('provisioning_id'),
  assignable: z.string().default('isUserSpecific'),
  upgrades: z.string().default('possibleTransitions'),
  parents: z.string().default('possibleParents'),
})

export type TypePropertyNames = z.infer<typeof typePropertyNames>
