/** The looks of a drawing: colours for light and dark, each state with a border and a sign of its own. */

import type { NodeState } from '../node-state.ts'

interface Palette {
  page: string
  text: string
  soft: string
  card: string
  rule: string
  lines: readonly string[]
  states: Readonly<Record<NodeState, { stroke: string; fill: string }>>
}

const light: Palette = {
  page: '#ffffff',
  text: '#1b2430',
  soft: '#566273',
  card: '#ffffff',
  rule: '#dfe4ea',
  lines: ['#5b7aa6', '#a0704a', '#5f8a63', '#8a6aa3', '#4c8f98', '#a3626f'],
  states: {
    onboarded: { stroke: '#17694a', fill: '#e6f4ec' },
    new: { stroke: '#0b56b0', fill: '#e5effc' },
    unusable: { stroke: '#8a5a44', fill: '#f7f2ee' },
    available: { stroke: '#6b7685', fill: '#ffffff' },
  },
}

const dark: Palette = {
  page: '#10151c',
  text: '#e7ecf2',
  soft: '#a3afbd',
  card: '#171e27',
  rule: '#2a3542',
  lines: ['#83a5d6', '#cf9c73', '#86b98b', '#b797d1', '#75bcc6', '#d38f9c'],
  states: {
    onboarded: { stroke: '#5cc298', fill: '#13291f' },
    new: { stroke: '#6eb0ff', fill: '#12243d' },
    unusable: { stroke: '#c99a82', fill: '#241c18' },
    available: { stroke: '#8d99a8', fill: '#171e27' },
  },
}

/** How many colours lines have; they only help the eye to follow. */
export const lineColours = light.lines.length

/** The style sheet: shapes first, then colours twice. Literal colours, since not every viewer knows variables. */
export function styleSheet(extra: readonly string[]): string {
  return [
    'text{font-family:"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-size:13px}',
    '.title{font-size:20px;font-weight:600}.heading{font-size:12px;font-weight:600;letter-spacing:.04em}',
    '.small{font-size:12px}.note{font-size:11px;font-style:italic}.focus text{font-weight:600}',
    '.frame{stroke-width:1.2}.onboarded.frame{stroke-width:1.8}.new.frame{stroke-width:3}',
    '.unusable.frame{stroke-width:1.6;stroke-dasharray:6 4}',
    '.sign{stroke-width:1.6}.sign path{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}',
    '.unusable.sign circle{stroke-dasharray:3 2}.line{fill:none;stroke-width:1.4}.many .line{stroke-width:1.1}',
    '.back{stroke-dasharray:5 4}.halo{fill:none;stroke-width:2}',
    ...colours(light),
    '@media (prefers-color-scheme:dark){',
    ...colours(dark),
    '}',
    ...extra,
  ].join('\n')
}

function colours({ page, text, soft, card, rule, lines, states }: Palette): string[] {
  return [
    `.page{fill:${page}}text{fill:${text}}.heading,.small,.note{fill:${soft}}`,
    `.mixed.frame{fill:${card};stroke:${soft}}.rule{stroke:${rule}}.halo{stroke:${text}}`,
    ...lines.map((colour, index) => `.c${index}{stroke:${colour}}.a${index}{fill:${colour}}`),
    ...Object.entries(states).flatMap(([state, { stroke, fill }]) => [
      `.${state}.frame{stroke:${stroke};fill:${fill}}.${state}.row{fill:${fill}}`,
      `.${state}.sign circle{stroke:${stroke};fill:${filled(state, stroke, card)}}`,
      `.${state}.sign path{stroke:${filled(state, page, stroke)}}`,
    ]),
    `.unusable.name{fill:${soft}}`,
  ]
}

/** The signs of what is or will be there are full, the others hollow. */
function filled(state: string, yes: string, no: string): string {
  return state === 'onboarded' || state === 'new' ? yes : no
}
