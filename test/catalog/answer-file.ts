/** Partner Center answers for tests. */

export interface AnswerOffer {
  [field: string]: unknown
}

/** An offer as the API answers it; `given` replaces fields, undefined takes them out. */
export function answered(id: string, given: AnswerOffer = {}): AnswerOffer {
  return {
    id: id.toUpperCase(),
    name: 'Offer',
    description: '',
    minimumQuantity: 1,
    maximumQuantity: 300,
    uri: `/3c95518e-8c37-41e3-9627-0ca339200f53/Offers/${id.toUpperCase()}`,
    locale: 'en-US',
    country: 'US',
    limitUnitOfMeasure: 'None',
    limit: 0,
    termUnitOfMeasure: 'Year',
    term: 1,
    prerequisiteOffers: [],
    isAddOn: 'prerequisiteOffers' in given,
    isAvailableForPurchase: true,
    billing: 'license',
    supportedBillingCycles: ['annual', 'monthly'],
    conversionTargetOffers: [],
    reselleeQualifications: [],
    isTrial: false,
    product: { id: 'F245ECC8-75AF-4F8E-B61F-27D8114DE5F3', name: 'Offer', unit: 'Licenses' },
    unitType: 'Licenses',
    ...given,
  }
}

export function answer(offers: readonly AnswerOffer[]): { totalCount: number; items: readonly AnswerOffer[] } {
  return { totalCount: offers.length, items: offers }
}

export const asText = (value: unknown): string => JSON.stringify(value, null, 2)
