/** What a site tells us about its installation that cannot be read from it, and which ways of writing it allows. */

import { z } from 'zod'
import { typePropertyNames } from '../oa/type-property-names.ts'
import { hostsSchema } from './hosts-config.ts'
import { policySchema } from './policy.ts'
import { arrangedReseller } from './reseller.ts'
import { safetySchema } from './safety-config.ts'
import { verifySchema } from './verify-config.ts'
import { waysSchema } from './ways-config.ts'

const waitsSchema = z.strictObject({
  /**
   * How long after a lost answer the work may still be done; no create is repeated before. OA's own time-outs are up to
   * 600 s, and vendor code waits 1000 s (oa-wire.md, section 1.5). Below that, nothing twice is no longer promised.
   */
  quarantineSeconds: z.number().nonnegative().max(86_400).default(1000),
  /** How long OA may work on something that it has accepted. */
  readySeconds: z.number().nonnegative().max(86_400).default(600),
  /** How long an upgrade waits for tasks of OA. One may wait for Microsoft for up to 48 hours (KB 128409). */
  tasksSeconds: z.number().nonnegative().max(604_800).default(172_800),
})
/** An id or a code, as Billing has it. */
const code = z.union([z.int(), z.string().min(1)])

export const siteSchema = z.object({
  scenario: z.enum(['csp', 'syndication']).default('csp'),
  /** Id of the application instance, where there are several. */
  instance: z.int().optional(),
  /** Id or name of the Office 365 service template, where it cannot be told from its resources. */
  template: z.union([z.int(), z.string()]).optional(),
  /** The account that owns templates and plans: 1 is the provider. */
  vendorAccount: z.int().default(1),
  /** Put before every name this tool creates; rule I16 wants it to end in a colon. */
  prefix: z.string().regex(/:$/, 'a prefix must end in ":"').or(z.literal('')).default(''),
  apsTypes: z
    .strictObject({
      application: z.string().default('http://www.parallels.com/Office365'),
      /** Full type ids; without them the newest version that the APS bus lists is taken. */
      license: z.string().optional(),
      addon: z.string().optional(),
      properties: typePropertyNames.prefault({}),
      /**
       * Words in names of Azure CSP resources, which must not share a template with Office 365 (rule I10). How else they
       * could be told is not documented, so this is inferred; an empty list looks for none.
       */
      azureNames: z.array(z.string().min(1)).default(['azure']),
    })
    .prefault({}),
  /** Undocumented Billing reads that may be made; they write nothing, and without them those objects are not checked. */
  reads: z
    .strictObject({
      salesCategories: z.boolean().default(false),
      /**
       * The resellers' copies of plans, from the collection of service plans. The collection and its relations are
       * documented; that the provider is shown the copies of others is inferred (oa-wire.md, sections 6.2 and 6.4).
       */
      resellerPlans: z.boolean().default(false),
      /** Which orders are open here; the codes are Billing's, and not public. */
      openOrders: z.strictObject({ types: z.array(code).min(1), statuses: z.array(code).min(1) }).optional(),
    })
    .prefault({}),
  /** Who resells Office 365 here, by tier: procedures A and B go on with their copies (steps A14 and B10). */
  resellers: z.array(arrangedReseller).default([]),
  /** The additional plan that resellers are subscribed to, and its template where that is another one (steps A14b, B10). */
  customerManagement: z
    .strictObject({
      /** Id or name; without it the template of the plan. */
      template: z.union([z.int(), z.string()]).optional(),
      /** The guide's name of the plan; that a site kept it is inferred. */
      plan: z.string().min(1).default('Office 365 Customer Management'),
    })
    .prefault({}),
  /**
   * The names in incompatibilitylist.json (application versions below 18.3). The vendor's format is not public, so these
   * are inferred.
   */
  compatibilityList: z
    .strictObject({
      list: z.string().min(1).default('incompatiblePlans'),
      plan: z.string().min(1).default('planId'),
      with: z.string().min(1).default('incompatibleWith'),
      /** Whether the file says of itself that its format is inferred. */
      note: z.boolean().default(true),
    })
    .prefault({}),
  /** Allowed ways by kind of resource, best first. Without an entry, only documented ways are used. */
  ways: waysSchema.default({}),
  /** Provisioning IDs by offer id, for catalogs that lack them. */
  provisioningIds: z.record(z.string(), z.string()).default({}),
  /** Whether an offer is priced per gigabyte, by offer id, where its description misleads. */
  perGigabyte: z.record(z.string(), z.boolean()).default({}),
  /** Where the commands of upgrades run. */
  hosts: hostsSchema.prefault({}),
  waits: waitsSchema.prefault({}),
  policy: policySchema.prefault({}),
  safety: safetySchema.prefault({}),
  verify: verifySchema.prefault({}),
})

export type Site = z.infer<typeof siteSchema>
/** As it is written, before defaults. */
export type SiteInput = z.input<typeof siteSchema>
