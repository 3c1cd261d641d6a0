/** The names of the forms that a catalog can be written in, without loading any of them: for flags and help. */

export const writableFormats = [
  'offer-matrix',
  'custom-license-types',
  'yaml',
  'custom-service-plans',
  'resource-categories',
  'sales-categories',
] as const
