/** The languages that a drawing can be written in. A new one is a new file and a line here. */

import { drawDot } from './draw-dot.ts'
import { drawMermaid } from './draw-mermaid.ts'
import { drawSvg } from './draw-svg.ts'
import type { GraphDrawing } from './graph-drawing.ts'

/** In order of preference: the first is what people get who say nothing. */
export const drawingFormats = {
  mermaid: { extension: '.mmd', title: 'Mermaid flowchart', draw: drawMermaid },
  dot: { extension: '.dot', title: 'Graphviz DOT', draw: drawDot },
  svg: { extension: '.svg', title: 'self-contained SVG', draw: drawSvg },
} as const satisfies Record<string, { extension: string; title: string; draw: (drawing: GraphDrawing) => string }>

export type DrawingFormat = keyof typeof drawingFormats
