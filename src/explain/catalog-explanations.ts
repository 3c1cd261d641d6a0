/** Codes about what catalogs say, the graph of parents, and the choice of offers. */

import type { ExplanationRows } from './explain.ts'

const CORRECT_ROW = 'Correct the row, or state the right value in a corrections file beside the catalog.'
const NOTHING = 'Nothing; it is told so that you can check it.'
const ONE_WORD = 'Decide in a corrections file which value counts.'

export const catalogExplanations: ExplanationRows = {
  'catalog/added-offer': ['A corrections file adds an offer.', 'The catalog has no such id.', NOTHING],
  'catalog/bad-field': ['A field has a value that it cannot have.', 'A typing error in the row.', CORRECT_ROW],
  'catalog/bad-number': ['A number cannot be read.', 'Grouping, units or text in the cell.', CORRECT_ROW],
  'catalog/bad-offer-id': [
    'An offer id is not a GUID.',
    'A spreadsheet changed it, or it is another column.',
    CORRECT_ROW,
  ],
  'catalog/bad-price': [
    'A price cannot be read.',
    'Two decimal points, a currency sign in the middle, or text.',
    CORRECT_ROW,
  ],
  'catalog/bad-price-flag': [
    'A price row has no state that is known.',
    'It is neither ADD, CHG, DEL nor UNC.',
    CORRECT_ROW,
  ],
  'catalog/bad-reference': [
    'A list of offers holds what is no offer id.',
    'A name where an id should be, or a cut cell.',
    CORRECT_ROW,
  ],
  'catalog/correction-conflict': [
    'Two corrections say different things of one field.',
    'Several corrections files.',
    'Keep one of them.',
  ],
  'catalog/correction-unknown-offer': [
    'A correction is for an offer that the catalog does not have.',
    'Another month, or a typing error in the id.',
    'Remove it, or correct the id.',
  ],
  'catalog/duplicate-offer': [
    'One offer has two rows that differ.',
    'Two months in one file, or an edited copy.',
    ONE_WORD,
  ],
  'catalog/kind-disagrees': [
    'Two files say different things of the kind of an offer.',
    'One calls it a base offer, the other an add-on.',
    ONE_WORD,
  ],
  'catalog/measure-disagrees': [
    'Whether an offer is priced per gigabyte is told in two ways.',
    'Description and column disagree; a wrong unit multiplies fees by 1048576 (P16).',
    'Decide in perGigabyte of the configuration.',
  ],
  'catalog/missing-name': ['An offer has no name.', 'An empty cell.', CORRECT_ROW],
  'catalog/missing-offer-id': ['A row has no offer id.', 'An empty cell, or a heading in the table.', CORRECT_ROW],
  'catalog/mixed-scenarios': [
    'Offers of CSP and of syndication stand in one catalog.',
    'The same product has other ids in each (rule I6).',
    'Load one scenario at a time.',
  ],
  'catalog/no-provisioning-id': [
    'An offer has no Provisioning ID.',
    'Partner Center does not tell it (domain of the offer matrix).',
    'Set provisioningIds in the configuration, or load the SKU table too.',
  ],
  'catalog/not-for-purchase': ['An offer is not for sale.', 'Microsoft says so in the catalog.', NOTHING],
  'catalog/offer-type-disagrees': ['Columns disagree about what an offer is.', 'An error in the matrix.', ONE_WORD],
  'catalog/offer-without-price': [
    'An offer has no price in the list that was loaded.',
    'Another market or month.',
    'Load the list that fits, or price it in Billing.',
  ],
  'catalog/other-name-in-price-list': [
    'An offer has another name in the price list.',
    'Microsoft renamed it in one place.',
    NOTHING,
  ],
  'catalog/other-provisioning-id': [
    'An offer has two Provisioning IDs.',
    'Catalog and installation, or two files, disagree.',
    ONE_WORD,
  ],
  'catalog/override-bad-id': [
    'The configuration names what is no offer id.',
    'A typing error.',
    'Correct provisioningIds or perGigabyte.',
  ],
  'catalog/override-bad-value': [
    'The configuration gives an offer a value that it cannot have.',
    'A typing error.',
    'Correct provisioningIds or perGigabyte.',
  ],
  'catalog/override-conflict': [
    'The configuration names an offer twice.',
    'The case of an id differs.',
    'Keep one of them.',
  ],
  'catalog/override-unknown-offer': [
    'The configuration names an offer that the catalog does not have.',
    'Another month, or a typing error.',
    NOTHING,
  ],
  'catalog/partly-withdrawn': [
    'An offer is withdrawn in some markets.',
    'Its rows have different ends.',
    'Set policy.market.countries to those you sell in.',
  ],
  'catalog/policy-country': [
    'The policy leaves an offer out: it is not sold in each of your countries.',
    'policy.market.countries.',
    NOTHING,
  ],
  'catalog/policy-segment': [
    'The policy leaves parents of other segments out.',
    'policy.market.crossSegmentParents.',
    NOTHING,
  ],
  'catalog/policy-term': ['The policy leaves an offer out: you do not sell its term.', 'policy.market.terms.', NOTHING],
  'catalog/price-row-skipped': [
    'A row of a price list was left out.',
    'It is not valid now, or for another market.',
    NOTHING,
  ],
  'catalog/price-without-currency': [
    'Prices have no currency.',
    'The list does not tell it.',
    'State it with the load; the message says how.',
  ],
  'catalog/price-without-offer': [
    'A price is for an offer that the catalog does not have.',
    'The list is of another month or market.',
    NOTHING,
  ],
  'catalog/renamed-offer': [
    'Two files name one offer differently.',
    'Microsoft renamed it between two months.',
    NOTHING,
  ],
  'catalog/repeated-offer': ['One offer has two rows that say the same.', 'Files that overlap.', NOTHING],
  'catalog/self-reference': [
    'An offer names itself as parent or upgrade.',
    'An error in the matrix; it is left out.',
    NOTHING,
  ],
  'catalog/stated-currency': [
    'A currency was stated for a list that tells its own.',
    'Both cannot hold.',
    'Leave it out.',
  ],
  'catalog/trial-without-paid-offer': [
    'A trial belongs to no offer in the catalog.',
    'Its paid offer is not there.',
    NOTHING,
  ],
  'catalog/two-descriptions': ['Two files describe an offer differently.', 'Different months.', NOTHING],
  'catalog/two-prices': [
    'An offer has two prices for the same thing.',
    'Two lists, or two rows that are valid at once.',
    'Load one list.',
  ],
  'catalog/two-provisioning-ids': [
    'Two files give an offer different Provisioning IDs.',
    'Different months.',
    ONE_WORD,
  ],
  'catalog/two-segments': ['Two files put an offer into different segments.', 'Different months.', ONE_WORD],
  'catalog/two-trials': [
    'Two trials name the same paid offer.',
    'A type has one Trial Offer ID.',
    'Decide in a corrections file.',
  ],
  'catalog/united-markets': ['Rows of several markets were taken together.', 'One offer has a row for each.', NOTHING],
  'catalog/unknown-segment': ['An offer is of a segment that is not known.', 'A new one of Microsoft.', NOTHING],
  'catalog/usage-offer': [
    'An offer is billed by usage.',
    'It is not sold by seats, so nothing is made for it.',
    NOTHING,
  ],
  'catalog/withdrawn-offer': ['An offer is no longer sold by Microsoft.', 'Its end has passed.', NOTHING],
  'catalog/wrong-scenario': [
    'The catalog is for another scenario than the configuration.',
    'CSP and syndication have other offer ids (rule I6).',
    'Set scenario, or load the other catalog.',
  ],
  'graph/cycle': [
    'Parents go round in a circle.',
    'An error in the matrix (rule I3).',
    'Nothing, where another chain exists; else state the right parents in a corrections file.',
  ],
  'graph/no-usable-parent': [
    'No parent of an add-on can be sold.',
    'They are withdrawn, not for sale, or lack something (P1).',
    'See: o365-onboard catalog inspect <catalog> --offer <the add-on>',
  ],
  'graph/own-parent': ['An add-on names itself as parent.', 'An error in the matrix; it is left out.', NOTHING],
  'graph/unresolved-parents': [
    'Parents are named that the catalog does not have.',
    'A part of the catalog, or withdrawn offers.',
    'Load the whole catalog.',
  ],
  'selection/ambiguous-name': [
    'Several offers have this name.',
    'Segments and terms share names.',
    'Use the id; the message lists them.',
  ],
  'selection/choose-parent': [
    'An add-on can be brought to life in several ways.',
    'It has several base offers and none is onboarded (P1).',
    'Add the --offer flags of one choice.',
  ],
  'selection/no-provisioning-id': [
    'What was asked for has no Provisioning ID.',
    'The catalog does not tell it.',
    'Set provisioningIds in the configuration.',
  ],
  'selection/no-usable-parent': [
    'What was asked for has no parent that can be sold.',
    'See graph/no-usable-parent.',
    'See: o365-onboard catalog inspect <catalog> --offer <the add-on>',
  ],
  'selection/trial-offer': [
    'A trial was asked for.',
    'In CSP a trial is a field of its paid offer.',
    'Ask for the paid offer.',
  ],
  'selection/unknown-offer': [
    'The catalog has no such offer.',
    'A typing error, or another month.',
    'See: o365-onboard catalog inspect <catalog>',
  ],
  'selection/usage-offer': ['An offer billed by usage was asked for.', 'Nothing is made for it.', 'Leave it out.'],
  'selection/withdrawn-offer': [
    'An offer was asked for that Microsoft no longer sells.',
    'Its end has passed.',
    'Leave it out.',
  ],
}
