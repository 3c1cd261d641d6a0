/** Every pain point P1–P27 of the domain: what handles it here, and which test shows that; or why nothing here can. */

import type { RuleRow } from './rule-row.ts'

export const painPoints: readonly RuleRow[] = [
  {
    id: 'P1',
    says: 'An add-on is sold without its ancestors',
    handled: 'See I4 and I5.',
    files: ['src/graph/selection.ts', 'src/resource/installation-rules.ts', 'src/plan/chain-findings.ts'],
    codes: ['selection/no-usable-parent', 'plan/chain-lost'],
    tests: [
      ['graph/selection.test.ts', 'without a usable parent is an error that lists what could be added'],
      ['plan/chain-findings.test.ts', 'names the add-on and the plans that would have none of its parents'],
      ['plan/add-addons.test.ts', 'P1: brings the ancestors that it needs, as types, resources and rates'],
      [
        'resource/installation-rules.test.ts',
        'P1: a plan with an add-on of an add-on lacks every ancestor that is not there',
      ],
    ],
  },
  {
    id: 'P2',
    says: 'Several types or resource types for one offer',
    handled: 'See I1 and I2.',
    files: ['src/resource/inventory.ts'],
    codes: ['observe/two-types', 'observe/two-resource-types'],
    tests: [['resource/inventory.test.ts', 'P2: compares the ids that resource types refer by whatever their case']],
  },
  {
    id: 'P3',
    says: 'Offers are unlimited in the template',
    handled: 'See I8.',
    files: ['src/resource/installation-rules.ts'],
    tests: [
      ['e2e/verify.test.ts', 'P3, P4, I8, I9: tells an unlimited offer and an inactive template'],
      ['e2e/doctor.test.ts', 'P3, P4: an inactive template and an unlimited offer are told'],
    ],
  },
  {
    id: 'P4',
    says: 'The template is left inactive',
    handled: 'See I9; every command shouts about an open debt.',
    files: ['src/run/settle-debts.ts', 'src/cli/tell-debts.ts'],
    codes: ['plan/template-inactive'],
    tests: [
      ['plan/what-plans-tell.test.ts', 'I9, P4: a template that is inactive already is told'],
      ['e2e/lost-answers.test.ts', 'shouts when the window cannot be closed, owes it, and pays first of all'],
      ['e2e/verify.test.ts', 'P3, P4, I8, I9: tells an unlimited offer and an inactive template'],
    ],
  },
  {
    id: 'P5',
    says: 'The plan is synchronised and the template is not',
    handled: 'The synchronisation of the template comes first, and that of plans waits for it.',
    files: ['src/resource/syncs.ts', 'src/plan/consequences.ts'],
    tests: [
      [
        'plan/add-addons.test.ts',
        'synchronizes the template, each plan that it touches, and the store, in the order of the KB',
      ],
    ],
  },
  {
    id: 'P6',
    says: 'An open order makes a synchronisation skip a subscription',
    handled:
      'Open orders are listed before and after where the site allows the read; each stops the run until its number is given.',
    files: ['src/resource/touched.ts', 'src/plan/safety.ts'],
    codes: ['safety/open-orders', 'safety/orders-not-counted'],
    tests: [
      ['e2e/safety.test.ts', 'P6: open orders are listed before and after, where the site allows the read'],
      ['plan/safety.test.ts', 'P6: where nothing tells open orders, the plan says so'],
    ],
  },
  {
    id: 'P7',
    says: 'Incompatible offers pass the order and fail in the background',
    handled: 'Below 18.3 the list for the compatibility checker is made from limits and from groups in the policy.',
    files: ['src/resource/compatibility.ts', 'src/resource/compatibility-list.ts'],
    tests: [
      ['plan/compatibility.test.ts', 'P7: come from limits in the catalog: such an offer excludes itself'],
      ['plan/compatibility.test.ts', 'P7: come from groups in the policy, for plans that exist as well'],
    ],
  },
  {
    id: 'P8',
    says: 'The compatibility list lacks the plan ids of resellers',
    handled: 'It is made when all plans have ids, for every tier, and what was deployed is compared by its hash.',
    files: ['src/resource/compatibility-list.ts', 'src/run/perform/deploy.ts'],
    tests: [
      [
        'plan/compatibility.test.ts',
        'P8: holds the ids of the provider and of resellers of every tier, each with its own',
      ],
      ['e2e/resellers.test.ts', 'P8: what is deployed is believed by its hash, not by word'],
    ],
  },
  {
    id: 'P9',
    says: "A quantity is outside the offer's range",
    handled: "The rate of a new License has the offer's bounds.",
    files: ['src/resource/kinds/service-plan-wish.ts'],
    tests: [
      [
        'plan/special-offers.test.ts',
        'P9: bounds the rate of a License, so that an order Microsoft would refuse cannot be placed',
      ],
    ],
  },
  {
    id: 'P10',
    says: 'A concurrent or lifetime limit is used up at Microsoft',
    handled:
      'The limit is read from the catalog, and makes the offer exclude itself below 18.3 (P7). What a customer has used of it, only Microsoft knows.',
    files: ['src/resource/compatibility.ts'],
    tests: [['plan/compatibility.test.ts', 'P7: come from limits in the catalog: such an offer excludes itself']],
  },
  {
    id: 'P11',
    says: 'An upgrade path between plans with the same License rate waits forever',
    handled: 'Such a path is not built.',
    files: ['src/resource/upgrades.ts'],
    codes: ['plan/upgrade-not-built'],
    tests: [['plan/upgrades.test.ts', 'P11: to the same License']],
  },
  {
    id: 'P12',
    says: 'ORDER_COMPLETION_STATUSES of the endpoint lacks a status',
    handled: 'Not here: it is a setting in a file on the Windows endpoint, which no API shows.',
    files: [],
    tests: [],
  },
  {
    id: 'P13',
    says: 'A task waits for Microsoft for hours',
    handled:
      'What OA has accepted is waited for until `waits.readySeconds` and is then uncertain, not failed. Tasks of customers are not ours.',
    files: ['src/resource/kinds/offer-type.ts', 'src/run/wait.ts'],
    codes: ['apply/not-ready'],
    tests: [
      ['run/not-ready.test.ts', 'P13: a type that stays under way is uncertain once waits.readySeconds are over'],
    ],
  },
  {
    id: 'P14',
    says: 'An order is "Provisioning Failed" although its tasks are done',
    handled: 'Not here: it is about the orders of customers.',
    files: [],
    tests: [],
  },
  {
    id: 'P15',
    says: 'A wrong mapping file sums licences wrongly',
    handled: "Not here: the file belongs to the vendor's import of subscriptions.",
    files: [],
    tests: [],
  },
  {
    id: 'P16',
    says: 'Changing the unit of a resource in use multiplies fees by 1024²',
    handled: 'A unit in use is never changed; a wrong one is told.',
    files: ['src/resource/kinds/resource-unit.ts'],
    codes: ['plan/unit-in-use'],
    tests: [['plan/special-offers.test.ts', 'P16: keeps the unit it is used with, and the run tells of it']],
  },
  {
    id: 'P17',
    says: 'upgradeResourceSettings is forgotten, or run twice',
    handled: 'See I18; `upgrade --recovery` is the way out of an import that failed for it.',
    files: ['runbooks/upgrade-recovery.yaml'],
    tests: [['upgrade/plan.test.ts', 'of the recovery begins with its condition, and imports only after the script']],
  },
  {
    id: 'P18',
    says: 'The catalog lists an upgrade that is not true',
    handled: "Where Partner Center's answer is loaded too, an upgrade that it does not list is told and not built.",
    files: ['src/catalog/doubted-upgrades.ts', 'src/resource/upgrades.ts'],
    codes: ['plan/upgrade-not-built'],
    tests: [
      ['plan/upgrades.test.ts', 'P18: an upgrade that the matrix lists and Partner Center does not'],
      ['plan/upgrades.test.ts', 'is told and not built; one that both list is'],
    ],
  },
  {
    id: 'P19',
    says: 'Old add-on types do not learn of new parents',
    handled: 'The possible parents of all add-on types follow the catalog and what is onboarded.',
    files: ['src/resource/kinds/addon-type.ts'],
    tests: [
      ['plan/add-addons.test.ts', 'P19: becomes a possible parent of the old add-on types that follow from it'],
      ['resource/old-objects.test.ts', 'follow what this run brings, although the add-on was not asked for'],
    ],
  },
  {
    id: 'P20',
    says: 'Upgrade paths between old and new plans do not reach resellers',
    handled: 'They are shown, and each reseller concerned gets an operation that repairs them.',
    files: ['src/resource/kinds/delegated-paths.ts', 'src/plan/reseller-findings.ts'],
    codes: ['resellers/paths-not-copied'],
    tests: [
      ['plan/resellers.test.ts', 'P20: are shown and repaired where the old plan is known to be delegated'],
      ['plan/resellers.test.ts', 'P20: between two new plans are copied, since both are delegated together'],
    ],
  },
  {
    id: 'P21',
    says: 'Resellers without price synchronisation lose the plan from their stores',
    handled: 'They are named beforehand, and their confirmation is an operation of its own.',
    files: ['src/plan/reseller-findings.ts', 'src/resource/syncs.ts'],
    codes: ['resellers/price-sync-disabled'],
    tests: [
      [
        'plan/resellers.test.ts',
        'P21: resellers without price synchronisation are named beforehand, and asked to confirm last',
      ],
    ],
  },
  {
    id: 'P22',
    says: 'A trial order provisions the paid offer',
    handled: 'A plan with a trial says which setting of Billing it needs; no read shows that setting.',
    files: ['src/plan/trial-findings.ts'],
    codes: ['plan/trials-need-setting'],
    tests: [['plan/what-plans-tell.test.ts', 'P22: a License that gets a trial asks for the setting']],
  },
  {
    id: 'P23',
    says: 'Synchronisation fails after the upgrade to 17.2',
    handled: 'Not here: it is about another upgrade than those to 16.8.4.',
    files: [],
    tests: [],
  },
  {
    id: 'P24',
    says: 'An add-on is ordered before its base is ready at Microsoft',
    handled: 'Not here: it happens when customers order.',
    files: [],
    tests: [],
  },
  {
    id: 'P25',
    says: 'A gateway site was renamed',
    handled:
      'An upgrade looks for the site in IIS before anything is stopped; `--discover` tells the name that it has now.',
    files: ['runbooks/fragments/gateways.yaml', 'src/onboard/discover/sites.ts'],
    tests: [
      ['upgrade/pain-points.test.ts', 'P25: that a gateway site still has its name'],
      ['e2e/upgrade-discover.test.ts', 'of a renamed site'],
    ],
  },
  {
    id: 'P26',
    says: 'A migration of brands loses customizations',
    handled: 'An upgrade has a step that backs them up.',
    files: ['runbooks/fragments/preconditions.yaml'],
    tests: [['upgrade/pain-points.test.ts', 'P26: customizations of brands that are migrated are backed up']],
  },
  {
    id: 'P27',
    says: "New offers had to be listed in the gateway's Settings.config",
    handled: 'Not here: it is so only with the APS 1 application, which these procedures are not for.',
    files: [],
    tests: [],
  },
]
