/** What this version believes of OA without the vendor's word: each fact, where it can be set, and what checks it. */

import type { Grade } from '../oa/method-spec.ts'

export interface InferredFact {
  fact: string
  grade: Exclude<Grade, 'documented'>
  source: string
  /** The setting that changes it. */
  setting?: string
  /** The check of `doctor` that looks. */
  check?: string
  /** Why none can. */
  unchecked?: string
}

export const inferredFacts: readonly InferredFact[] = [
  {
    fact: 'License and add-on types have ids …/License/<version> and …/Addon/<version>; the newest counts.',
    grade: 'inferred',
    source: 'oa-wire.md 2.1',
    setting: 'apsTypes.license, apsTypes.addon',
    check: 'types',
  },
  {
    fact: "The types' properties are called as in CustomLicenseTypes.json.",
    grade: 'inferred',
    source: 'oa-wire.md 2.2',
    setting: 'apsTypes.properties',
    check: 'properties',
  },
  {
    fact: 'The token of the application instance reads its types, and is asked for by the id of the instance.',
    grade: 'inferred',
    source: 'oa-wire.md 1.4',
    setting: 'instance',
    check: 'types',
  },
  {
    fact: 'The token of the application instance may create and change types.',
    grade: 'inferred',
    source: 'oa-wire.md 1.4',
    setting: 'ways.license-type, ways.addon-type',
    unchecked: 'only a write would show it',
  },
  {
    fact: 'pem.deactivateST and pem.activateST take st_id and nothing else.',
    grade: 'inferred',
    source: 'oa-wire.md 5.1',
    setting: 'ways.service-template',
    unchecked: 'only a write would show it; that the methods are there is checked by "methods"',
  },
  {
    fact: 'pem.getServiceTemplate tells limits and activation parameters as limit and act_params.',
    grade: 'inferred',
    source: 'oa-wire.md 5.1',
    check: 'template',
  },
  {
    fact: 'Details of a plan tell its template and whether it is published.',
    grade: 'client-code',
    source: 'oa-wire.md 6.1',
    check: 'billing-plans',
  },
  {
    fact: 'A resource has the same id in Billing as its resource type in Operations.',
    grade: 'inferred',
    source: 'oa-wire.md 6.2',
    check: 'billing-plans',
  },
  {
    fact: 'Sales categories and their plans can be read.',
    grade: 'inferred',
    source: 'oa-wire.md 6.1 and 6.3',
    setting: 'reads.salesCategories',
    check: 'allowed-reads',
  },
  {
    fact: 'Orders of a type and a state can be read, id and number first.',
    grade: 'inferred',
    source: 'oa-wire.md 6.1',
    setting: 'reads.openOrders',
    check: 'allowed-reads',
  },
  {
    fact: 'bss.addServicePlan makes an unpublished plan without minimums.',
    grade: 'client-code',
    source: 'oa-wire.md 6.3 (a)',
    setting: 'ways.service-plan',
    unchecked: 'only a write would show it; each new plan is read back, and a published one stops the run',
  },
  {
    fact: 'Billing takes this many calls at a time: at most 20 % of its Threads setting.',
    grade: 'client-code',
    source: 'oa-wire.md 1.3',
    setting: 'billing.parallel',
    unchecked: 'Threads cannot be read by any API',
  },
  {
    fact: 'Names of resource types may have 60 characters, and 250 from 20.5 on.',
    grade: 'client-code',
    source: 'oa-wire.md 1.5',
    setting: 'policy.names.resourceTypeMaxLength',
    check: 'versions',
  },
  {
    fact: "The site's own Billing methods take what ways says, in that order.",
    grade: 'inferred',
    source: 'the configuration',
    setting: 'ways.<kind>: execute',
    unchecked: 'only a write would show it; its effect is read back where OA shows one',
  },
]
