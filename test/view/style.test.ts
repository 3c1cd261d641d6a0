/** Colours go around one text and add nothing to it. */

import { expect, it } from 'vitest'
import { createStyle } from '../../src/view/style.ts'

it('paints one text, whatever else it is called with', () => {
  for (const color of [true, false])
    for (const paint of Object.values(createStyle(color)) as ((text: string) => string)[])
      // eslint-disable-next-line no-control-regex -- what colours are made of
      expect(['a', 'b'].map(paint).map((text) => text.replace(/\u001b\[\d+m/g, ''))).toEqual(['a', 'b'])
})
