/** The KB's example in every language, kept beside the tests: look at them when they change, then `vitest -u`. */

import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../../src/catalog/load-catalog.ts'
import { drawingFormats } from '../../../src/graph/draw/drawing-formats.ts'
import { draw } from './small-catalog.ts'

const premium = '031c9e47-4802-4248-838e-778fb1d2cc05'
const archiving = '2828be95-46ba-4f91-b2fd-0bef192ecf60'
const storage = '53fc25f7-6639-4f78-bb44-3c2dfec3ed40'

describe('the KB example', () => {
  it.each(Object.entries(drawingFormats))('%s', async (_, { extension, draw: write }) => {
    const catalog = await loadCatalog(['catalog-samples/business-premium.csv'])
    const state = { onboarded: new Set([premium]), selected: new Set([archiving, storage]) }
    const text = write(draw(catalog, { kind: 'all' }, state))
    await expect(text).toMatchFileSnapshot(`golden/business-premium${extension}`)
  })
})
