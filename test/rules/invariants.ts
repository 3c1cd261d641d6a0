/** Every rule I1–I20 of the domain: what handles it here, and which test shows that. */

import type { RuleRow } from './rule-row.ts'

export const invariants: readonly RuleRow[] = [
  {
    id: 'I1',
    says: 'One type per offer and instance, ids compared whatever their case',
    handled: 'Types are found by offer id. Two for one offer stop a run that is about it, and both are shown.',
    files: ['src/resource/inventory.ts', 'src/resource/judge-duplicates.ts'],
    codes: ['observe/two-types'],
    tests: [
      ['resource/inventory.test.ts', 'I1: types of one offer are an error that names both'],
      ['plan/duplicates.test.ts', 'stop a run for that offer, and both are shown with name and id'],
    ],
  },
  {
    id: 'I2',
    says: 'One resource type per type, of the right class',
    handled: 'Found by the type it refers to, and made with the class and the type of its kind.',
    files: ['src/resource/inventory.ts', 'src/resource/kinds/resource-type.ts'],
    codes: ['observe/two-resource-types'],
    tests: [
      ['resource/inventory.test.ts', 'I2: resource types of one type are an error that names both'],
      ['resource/observe.test.ts', 'are those of the class and the application, in the template or not'],
    ],
  },
  {
    id: 'I3',
    says: 'An add-on type has a parent that exists when it is saved; no circles',
    handled: 'Types are made parents first; a circle is cut and completed when all of it is there.',
    files: ['src/plan/defer-circular.ts', 'src/graph/cycles.ts'],
    codes: ['graph/cycle'],
    tests: [
      ['plan/circles.test.ts', 'leave every add-on type a parent when it is created (rule I3)'],
      ['graph/offer-graph.test.ts', 'tells a circle with the names and ids on its path, and where it is written'],
    ],
  },
  {
    id: 'I4',
    says: 'Each add-on type has a complete chain of parents to a License',
    handled:
      'Selecting an add-on brings the chain it needs; where none is left the run stops. `verify` tells types without one.',
    files: ['src/graph/selection.ts', 'src/resource/installation-rules.ts'],
    codes: ['selection/no-usable-parent'],
    tests: [
      ['graph/selection.test.ts', 'without a usable parent is an error that lists what could be added'],
      ['resource/installation-rules.test.ts', 'every rule has a test above'],
    ],
  },
  {
    id: 'I5',
    says: 'A plan with an add-on has rates for a complete chain',
    handled: 'New rates bring those of the ancestors that the plan lacks; a plan that loses its chain is told.',
    files: ['src/resource/kinds/service-plan-wish.ts', 'src/plan/chain-findings.ts'],
    codes: ['plan/chain-lost'],
    tests: [
      ['plan/laws.test.ts', 'I5: leaves each plan that it makes or changes with a complete chain'],
      ['plan/add-addons.test.ts', 'I5: takes the ancestors that a plan has already'],
      ['plan/chain-findings.test.ts', 'names the add-on and the plans that would have none of its parents'],
    ],
  },
  {
    id: 'I6',
    says: 'The catalog is of the programme of the installation; trials as each programme has them',
    handled:
      'A catalog of the other programme, or of both, is refused. In CSP a trial is a field of its paid type; in syndication it would be a type of its own, which this version does not make and says so.',
    files: ['src/catalog/scenario.ts', 'src/catalog/trials.ts'],
    codes: ['catalog/wrong-scenario', 'catalog/mixed-scenarios', 'plan/syndication-trials'],
    tests: [
      ['plan/what-plans-tell.test.ts', 'I6: in the syndication programme trials that would be types'],
      ['catalog/bad-rows.test.ts', 'each catalog fits its own scenario only'],
      ['catalog/bad-rows.test.ts', 'a mixture is an error in either'],
    ],
  },
  {
    id: 'I7',
    says: 'Priced per gigabyte: not assignable, unit GB, multiplier 1048576',
    handled: 'The type is made so, and a person sets the unit before the first rate.',
    files: ['src/catalog/per-gigabyte.ts', 'src/resource/kinds/resource-unit.ts'],
    tests: [
      ['plan/special-offers.test.ts', 'I7: cannot be assigned to users, and is measured in GB before its first rate'],
    ],
  },
  {
    id: 'I8',
    says: 'Offers have limit 0 in the template, never unlimited',
    handled:
      'Added with 0; an unlimited one that is selected is set to 0; any new -1 needs its number. `verify` and `doctor` tell the rest.',
    files: ['src/resource/kinds/service-template.ts', 'src/plan/safety.ts', 'src/resource/installation-rules.ts'],
    codes: ['safety/unlimited-limits'],
    tests: [
      ['plan/kb-example.test.ts', 'adds the four to the template with limit 0, once all of them exist'],
      ['plan/safety.test.ts', 'I8: any new limit of -1 in a template is counted'],
    ],
  },
  {
    id: 'I9',
    says: 'The template changes only while inactive, and is active again unless it was inactive before',
    handled:
      'Deactivate, add, limit, activate are one unit with a debt in the journal; any end tries to pay it, and `resume` pays it first.',
    files: ['src/resource/kinds/template-window.ts', 'src/run/settle-debts.ts'],
    codes: ['plan/template-inactive'],
    tests: [
      ['plan/what-plans-tell.test.ts', 'I9, P4: a template that is inactive already is told'],
      ['e2e/lost-answers.test.ts', 'closes the template window again after OA refused something inside it'],
      ['e2e/lost-answers.test.ts', 'leaves a template inactive that was inactive before'],
      ['run/late-effects.test.ts', 'ends active and limited, whatever is lost, done late, stopped and resumed'],
    ],
  },
  {
    id: 'I10',
    says: 'One template per instance, no resources of another instance or of Azure in it',
    handled:
      'The template is the one that refers to the instance; a mixed one is refused. Azure resources are told by their names (inferred, a setting).',
    files: ['src/resource/observe/template-owners.ts', 'src/resource/observe/template.ts'],
    codes: ['observe/mixed-template'],
    tests: [
      ['resource/template-owners.test.ts', 'I10: never holds resources of two instances; both are named'],
      ['resource/template-owners.test.ts', 'I10: never holds Azure CSP resources beside Office 365'],
      ['e2e/resellers.test.ts', 'I10: the other one is neither counted nor touched'],
    ],
  },
  {
    id: 'I11',
    says: 'Plans have rates only for what their template holds',
    handled: 'Each rate waits for the template; what is not in it gets none. `verify` tells those that are there.',
    files: ['src/resource/kinds/service-plan-wish.ts', 'src/resource/installation-rules.ts'],
    tests: [
      ['plan/left-out.test.ts', 'makes no plan whose resources are not in the template (rule I11)'],
      [
        'resource/old-objects.test.ts',
        'rates no old add-on whose resource is missing or not in the template (rule I11)',
      ],
    ],
  },
  {
    id: 'I12',
    says: 'Minimum, included and maximum fit each other and the offer; one-time prices have their own shape',
    handled: 'New rates are made so; `verify` tells old ones that are not.',
    files: ['src/resource/kinds/service-plan-wish.ts', 'src/catalog/one-time.ts', 'src/resource/installation-rules.ts'],
    tests: [
      ['plan/special-offers.test.ts', 'I12: gets one period of six years and one rate of exactly its seats'],
      ['plan/special-offers.test.ts', 'I12: leaves the rate of an add-on at 0'],
    ],
  },
  {
    id: 'I13',
    says: 'No yearly period for what is billed monthly only',
    handled: 'New plans leave such periods out.',
    files: ['src/resource/kinds/service-plan-wish.ts'],
    tests: [['plan/special-offers.test.ts', 'I13: an offer billed monthly only gets no yearly period']],
  },
  {
    id: 'I14',
    says: 'Upgrade paths: other License rate, listed by the type, one License in the target',
    handled:
      'Only such paths are built; the others are counted by reason. `verify` tells upgrades of types that lead nowhere.',
    files: ['src/resource/upgrades.ts', 'src/plan/upgrade-findings.ts'],
    codes: ['plan/upgrade-not-built'],
    tests: [
      ['plan/upgrades.test.ts', 'I14: an upgrade that other data contradicts is told and not built:'],
      ['plan/upgrades.test.ts', 'lead from and to each plan that sells the one License'],
    ],
  },
  {
    id: 'I15',
    says: 'No plan holds two conflicting offers; no account mixes incompatible plans or two instances',
    handled:
      'Such a plan is refused; for accounts the compatibility list is made (P7). Which instance a customer is in, OA keeps to itself.',
    files: ['src/resource/compatibility.ts'],
    codes: ['plan/conflicting-offers'],
    tests: [['plan/compatibility.test.ts', 'I15: no plan holds two offers of one group']],
  },
  {
    id: 'I16',
    says: "Names begin with the instance's prefix, which ends in a colon",
    handled:
      '`prefix` in the configuration goes before every new name, in the plan and in what people are told to type.',
    files: ['src/resource/site.ts', 'src/resource/wish-context.ts'],
    tests: [
      ['plan/chain-findings.test.ts', 'I16: everything that a run makes is called by its name with the prefix'],
      ['resource/names.test.ts', 'begin with the prefix of the instance and follow the patterns'],
    ],
  },
  {
    id: 'I17',
    says: 'Synchronisations after the changes: template, plans, store, then resellers',
    handled: 'They follow from what changes, and each waits for everything before it.',
    files: ['src/resource/syncs.ts', 'src/plan/consequences.ts'],
    tests: [
      ['plan/consequences.test.ts', 'each synchronisation waits for everything before it (rule I17)'],
      [
        'plan/resellers.test.ts',
        'get the new plans, each from the one above it, after everything of the provider (rule I17)',
      ],
    ],
  },
  {
    id: 'I18',
    says: 'upgradeResourceSettings16-6To16-8.py runs once, before the import of 16.8.4',
    handled:
      'An upgrade from 16.6 runs it before the import. A ledger beside the runs has it before and after; done, it runs never again, and begun, a person decides.',
    files: ['runbooks/fragments/settings-script.yaml', 'src/run/once-ledger.ts'],
    tests: [
      ['upgrade/plan.test.ts', 'from %s comes from the %s package, before the import, and once'],
      ['upgrade/performing.test.ts', 'is done by no other run, whoever decides'],
      ['e2e/upgrade-run.test.ts', 'while the script runs: it is not run again, nobody knows, and a person decides'],
    ],
  },
  {
    id: 'I19',
    says: 'The endpoint is upgraded first, while provisioning is stopped',
    handled:
      "An upgrade keeps the order of the vendor's document, each step after the one before, and nothing starts provisioning by itself.",
    files: ['runbooks/upgrade-16-6-csp.yaml', 'src/run/perform/provisioning.ts'],
    tests: [
      ['upgrade/plan.test.ts', 'is that of each document, each operation after the one before'],
      [
        'e2e/upgrade-run.test.ts',
        'at setup.cmd that fails: provisioning stays stopped, and only a decision repeats it',
      ],
    ],
  },
  {
    id: 'I20',
    says: 'The Provisioning ID is no key',
    handled: 'Nothing is found by it; offers that share one are made side by side.',
    files: ['src/catalog/offer.ts'],
    tests: [['plan/what-plans-tell.test.ts', 'I20: two offers with one Provisioning ID are two types']],
  },
]
