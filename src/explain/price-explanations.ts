/** Codes about price lists, add-ons for existing plans, and upgrade paths. */

import type { ExplanationRows } from './explain.ts'

const CORRECT_LINE = 'Correct the line that the message names in the price list.'

export const priceExplanations: ExplanationRows = {
  'addons/excepted': [
    'The policy keeps an add-on out of every plan.',
    'policy.plans.exceptAddons lists it.',
    'Take it off that list, or leave it out.',
  ],
  'addons/no-plan': [
    'An add-on belongs to no plan here.',
    'No plan sells an offer that it can be added to (P1).',
    'Bring it with a plan of its parent: o365-onboard add-offers <catalog> --offer <id>',
  ],
  'addons/not-an-addon': [
    'What was asked for is sold in a plan of its own.',
    'It is a base offer.',
    'Use o365-onboard add-offers.',
  ],
  'addons/not-for-plan': [
    'A plan cannot carry the add-on.',
    'It sells none of its parents, or something on the way is missing.',
    'Name another plan, or leave --plan out.',
  ],
  'plans/ambiguous-plan': [
    'Several plans have this name.',
    'Billing does not keep names apart.',
    'Name one by its id.',
  ],
  'plans/unknown-plan': [
    'No plan of the template has this id or name.',
    'A typing error, or a plan of another template.',
    'Look it up in Billing: Products > Service Plans.',
  ],
  'plan/addon-minimum': [
    'Microsoft sells an add-on only by several units.',
    'A minimum in its rate would be added to every order, so the rate has none (P9).',
    'Say in the store that fewer cannot be ordered.',
  ],
  'plan/free-on-sale': [
    'A new rate would be on sale at once and has no price.',
    'It goes into a plan that is published, and nothing prices it.',
    'Give a price list: --prices <csv>',
  ],
  'plan/old-plans-not-upgraded': [
    'Upgrades from old plans to new ones are not made.',
    'policy.plans.existing leaves old plans alone.',
    'Allow it there before this run: OA does not show paths, so a later run cannot make them.',
  ],
  'plan/one-time-seats': [
    'An offer with a one-time price has no plan.',
    'Nothing says for how many seats it is.',
    'Set policy.plans.oneTimeSeats.',
  ],
  'plan/priced': ['New plans or rates get the prices of the list.', '--prices.', 'Nothing; old prices stay.'],
  'plan/unit-in-use': [
    'A resource has another unit than its offer.',
    'Rates use it, and changing it then multiplied fees by 1048576 (P16).',
    'Leave it, and ask the vendor.',
  ],
  'plan/upgrade-not-built': [
    'An upgrade that the catalog lists is not built.',
    'Other data contradicts it (rule I14, P11, P18).',
    'Ask Microsoft which is true, and state it in a corrections file.',
  ],
  'prices/bad-amount': ['A price cannot be read.', 'Text, grouping or a currency in the cell.', CORRECT_LINE],
  'prices/bad-term': [
    'A term is not one that a price can be for.',
    'Another word than Monthly, Annual or a number of months or years.',
    CORRECT_LINE,
  ],
  'prices/missing': [
    'The list has no price for something new.',
    'Its line is missing, or the id differs.',
    'Add the line, or price it in Billing before it is sold.',
  ],
  'prices/negative': ['A price is negative.', 'A typing error.', CORRECT_LINE],
  'prices/no-currency': [
    'Nothing says which currency the prices are in.',
    'Neither the list nor Billing tells.',
    'Set policy.prices.currency.',
  ],
  'prices/not-a-list': ['A file is no price list.', 'Its header has no offer id or no price.', 'Name the right file.'],
  'prices/other-currency': [
    'Prices are in another currency than the installation.',
    'Nothing is converted.',
    'Give a list in the currency of the installation.',
  ],
  'prices/other-term': [
    'A price is for a longer term than the plan is billed by.',
    'A price is multiplied, never divided.',
    'Add a line with the price of the shorter term.',
  ],
  'prices/two-prices': [
    'An offer has two prices for one term.',
    'Two lines that differ.',
    'Delete the one that is not true.',
  ],
  'prices/unknown-billing-period': [
    'For how many months the fees of a plan are is not known.',
    'Billing does not tell its billing period.',
    'Price the rate in Billing.',
  ],
  'prices/unreadable': [
    'A price list cannot be read.',
    'The path, or its form.',
    'Check the path, or save it as CSV in UTF-8.',
  ],
  'prices/which-column': [
    'It is not said which price customers pay.',
    "Microsoft's list has two.",
    'Add --price-column erp or list.',
  ],
  'prices/zero': [
    'A price is zero.',
    'Customers would get the offer for nothing.',
    'Correct the line, if that is not meant.',
  ],
}
