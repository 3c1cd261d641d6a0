/** Codes about runbooks, plans, safety rules and runs. */

import type { ExplanationRows } from './explain.ts'

const NEW_PLAN = 'Make a new plan: o365-onboard add-offers <catalog> --dry-run --out <plan.json>'
const ALLOW = 'Look at the plan again; if it is what you want, give the counted number: --allow <rule>=<number>'

export const runExplanations: ExplanationRows = {
  'cli/interrupted': ['Stopped before anything was changed.', 'Ctrl-C, or the end of the terminal.', 'Start again.'],
  'cli/needs-yes': [
    'Nobody is there to agree to the plan.',
    'Standard input is no terminal.',
    'Add --yes, or --dry-run to only look.',
  ],
  'explain/unknown-code': [
    'No message has this code.',
    'A typing error, or another version.',
    'All codes: o365-onboard explain',
  ],
  'init/exists': [
    'There is a configuration already.',
    'init writes over nothing.',
    'Edit it, or name another with --config.',
  ],
  'init/unwritable': ['The configuration cannot be written.', 'The folder.', 'Check the folder.'],
  'output/exists': ['The file is there already.', 'Nothing is written over.', 'Name another file with --out.'],
  'output/unwritable': [
    'A file cannot be written.',
    'The folder or its permissions.',
    'Check it, or name another file with --out.',
  ],
  'runbook/duplicate-step': [
    'Two steps have one id.',
    'An edited copy of a runbook.',
    'Give each step an id of its own.',
  ],
  'runbook/invalid': [
    'A runbook has a problem.',
    'A field that is unknown or has a wrong value.',
    'Correct the line; the format: o365-onboard runbook schema',
  ],
  'runbook/no-step-type': [
    'A step does not say what it does.',
    'It has none of the keys that mark a step.',
    'The format: o365-onboard runbook schema',
  ],
  'runbook/unreadable': [
    'A runbook cannot be read.',
    'The path.',
    'Those that come with the program: o365-onboard runbook list',
  ],
  'plan/chain-lost': [
    'Plans sell an add-on, and none of its parents any more.',
    "The catalog no longer lists a parent, so it leaves the add-on's type (KB 126207, A2b and A3b); rule I5, pain point P1.",
    'Bring a parent that the catalog lists into these plans with add-addons, or leave the step addon-parents out.',
  ],
  'plan/edited': ['A plan was changed after it was made.', 'Its digest does not fit.', NEW_PLAN],
  'plan/invalid': ['A file is no plan that can be trusted.', 'Something in it contradicts the rest.', NEW_PLAN],
  'plan/need-left-out': [
    'An operation is left out because what it needs is.',
    'The runbook has no step for it.',
    'Put the step back, or do that part by hand.',
  ],
  'plan/no-prices': [
    'New plans cost nothing and are unpublished.',
    'Prices are business decisions; without a price list every fee is 0.00.',
    'Price them in Billing, then publish.',
  ],
  'plan/other-installation': [
    'The plan was made for another installation.',
    'Another configuration, or the installation changed beneath it.',
    'Use the configuration that it was made with, or make a new plan.',
  ],
  'plan/other-kind': [
    'An offer is a license on one side and an add-on on the other.',
    'Microsoft changed its kind, or the type was made wrong.',
    'Replace the type by hand: OA cannot change its kind.',
  ],
  'plan/other-version': ['The plan has another format.', 'Another version made it.', NEW_PLAN],
  'plan/secret': [
    'A plan holds one of the configured passwords.',
    'A name or text in the catalog or the installation is the same as a password.',
    'Change the password, or the text.',
  ],
  'plan/stale': [
    'Something is no longer what the plan saw.',
    'It was made or changed since.',
    'Make a new plan and look at the difference.',
  ],
  'plan/step-left-out': [
    'The runbook has no step for something that is missing.',
    'An edited copy of a runbook.',
    'Put the step back, or do that part by hand.',
  ],
  'plan/syndication-trials': [
    'Trials are not made in the syndication scenario.',
    'There they are license types of their own (KB 127759).',
    'Create them by hand before their paid offers.',
  ],
  'plan/template-inactive': [
    'The service template is inactive.',
    'Somebody deactivated it (P4). It is left as it is.',
    'Activate it when it is meant to be sold.',
  ],
  'plan/trials-need-setting': [
    'License types get a Trial Offer ID, and Billing may not heed it.',
    'Trials only take effect where Billing notifies about trial states (KB 113576, pain point P22); no read tells.',
    'Switch "Notify about subscription trial state changes" on before a plan offers a trial period.',
  ],
  'plan/unreadable': ['A plan cannot be read.', 'The path, or it is no JSON.', NEW_PLAN],
  'plan/unwritable': ['A plan cannot be written.', 'The folder.', 'Check it, or name another file with --out.'],
  'safety/refused': [
    'Nothing was changed: the plan goes beyond a safety rule.',
    'What the plan counts is above its cap (exit code 4); --yes is no answer to that.',
    ALLOW,
  ],
  'safety/objects-created': [
    'The plan makes more objects than the cap.',
    'A slip in the selection, or a very large catalog.',
    ALLOW,
  ],
  'safety/objects-changed': [
    'The plan changes more existing objects than the cap.',
    'A slip in the selection or in the catalog.',
    ALLOW,
  ],
  'safety/plans-changed': [
    'The plan changes more existing service plans than the cap.',
    'policy.plans.existing, or an add-on with many parents.',
    ALLOW,
  ],
  'safety/subscriptions-touched': [
    'Synchronisations reach more subscriptions than the cap.',
    'Counted in Billing by the rates of the plans concerned.',
    ALLOW,
  ],
  'safety/price-changes': [
    'The plan changes prices of existing plans.',
    'The catalog, a price list or an edited plan.',
    ALLOW,
  ],
  'safety/unlimited-limits': [
    'The plan sets a limit or a rate to unlimited.',
    'Orders of such an offer fail (KB 115453, rule I8, P3).',
    ALLOW,
  ],
  'safety/open-orders': [
    'There are open orders while something is synchronised.',
    'A synchronisation silently skips their resources (KB 9311, P6).',
    'Finish or cancel them first; or allow the number.',
  ],
  'safety/touched': [
    'How many subscriptions the synchronisations reach.',
    'Counted in Billing.',
    'Nothing, if that is what you expect.',
  ],
  'safety/not-counted': [
    'How many subscriptions are reached is unknown.',
    'Billing refused the read.',
    'Look in Billing before you synchronise.',
  ],
  'safety/orders-not-counted': [
    'Open orders cannot be counted.',
    'No documented read tells them, and the site allows no other (P6).',
    'Look before each synchronisation, or set reads.openOrders.',
  ],
  'safety/orders-left': [
    'Orders were open when the run synchronised.',
    'Their resources were skipped silently (KB 9311, P6).',
    'Finish them, then synchronise their subscriptions again.',
  ],
  'apply/changed-meanwhile': [
    'An object is neither as planned nor as wished.',
    'Somebody changed it while the run went on.',
    'Make a new plan and look at the difference.',
  ],
  'apply/created-not-found': [
    'OA accepted a new plan that cannot be found.',
    'Billing shows it late, or twice.',
    'Look in Billing: Products > Service Plans; then o365-onboard resume',
  ],
  'apply/execute-without-effect': [
    "The site's own Billing method was accepted, and nothing is as wished.",
    'Most likely a wrong position of a parameter, which changes something else.',
    'Look in Billing at once; correct ways, then o365-onboard resume',
  ],
  'apply/no-id': ['Something that the plan expected is not there.', 'It was removed since.', 'Make a new plan.'],
  'apply/not-as-planned': [
    'Everything was done, and OA shows something else.',
    'Somebody changed it meanwhile, or a person did something else than told.',
    'Make a new plan: it shows what is left.',
  ],
  'apply/not-done': [
    'It was said to be done, and OA does not show it.',
    'Another object, another installation, or not done.',
    'Check it in the control panel, then o365-onboard resume',
  ],
  'apply/not-ready': [
    'OA has taken a create and does not finish it.',
    'A task waits or failed.',
    'Look at Operations > Tasks, then o365-onboard resume',
  ],
  'apply/published-by-itself': [
    'OA published a new plan that was to stay unpublished.',
    'Billing does so by itself here.',
    'Unpublish it at once, look at its prices, then o365-onboard resume',
  ],
  'apply/template-inactive': [
    'The service template is inactive again.',
    'A lost call was done late, or somebody deactivated it (P4).',
    'Type: o365-onboard resume',
  ],
  'apply/template-left-inactive': [
    'THE SERVICE TEMPLATE IS INACTIVE: nothing on it can be sold.',
    'A change failed, and activating it again failed too (P4).',
    'Type: o365-onboard resume, or activate it by hand at once.',
  ],
  'apply/uncertain': [
    'Whether a change was made is not known.',
    'The call left, no answer came, and reading does not tell.',
    'Wait about 17 minutes, look at Operations > Tasks, then o365-onboard resume',
  ],
  'apply/unknown-type': [
    'This version cannot perform an operation.',
    'Another version made the plan.',
    'Use that version.',
  ],
  'journal/damaged': [
    'The record of a run was changed.',
    'A line was edited, removed or cut.',
    'Keep the folder, compare with OA by o365-onboard verify, and make a new plan.',
  ],
  'journal/not-written': [
    'The record of a run cannot be written, so nothing more is done.',
    'The disk is full or gone.',
    'Make room, then o365-onboard resume',
  ],
  'run/locked': [
    'Another run is at work.',
    'Two runs at once would do things twice.',
    'Wait until it has ended: o365-onboard status',
  ],
  'run/none': [
    'No run was started here.',
    'Another folder or configuration.',
    'Start one: o365-onboard add-offers <catalog>',
  ],
  'run/open-debt': [
    'THE SERVICE TEMPLATE IS INACTIVE since an earlier run.',
    'It stopped while changing it (P4).',
    'Type: o365-onboard resume',
  ],
  'run/unfinished': [
    'An earlier run is not at its end.',
    'It was interrupted, failed, or waits for a person.',
    'Go on with it: o365-onboard resume',
  ],
  'run/unknown': [
    'There is no such run.',
    'A typing error, or another folder.',
    'They are listed by: o365-onboard runs',
  ],
  'run/unknown-operation': [
    'The run has no such operation.',
    'A typing error.',
    'Its operations are shown by: o365-onboard status <run>',
  ],
}
