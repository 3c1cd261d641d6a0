/** Dates as price lists write them. The order of day and month is told by the column as a whole, never by one cell. */

export type DayOrder = 'day-first' | 'month-first'

export type ListDate =
  /** An ISO date; undefined for an open end and for a blank cell. */
  { date: string | undefined } | { problem: 'ambiguous' | 'bad' }

const plain = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?$/
const parted = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ ,].*)?$/

/** Excel counts days from here; sheets and exports that lost their formats show the count. */
const excelEpoch = Date.UTC(1899, 11, 30)

/**
 * What the texts of a column tell about the order of day and month: a number above 12, a German point, or a time with
 * AM or PM. Undefined where nothing tells, or where they contradict each other.
 */
export function dayOrderOf(texts: Iterable<string>): DayOrder | undefined {
  const told = new Set<DayOrder>()
  for (const text of texts) {
    const [, first, mark, second] = parted.exec(text) ?? []
    if (first === undefined) continue
    if (mark === '.' || Number(first) > 12) told.add('day-first')
    if (Number(second) > 12 || /[ap]m\b/i.test(text)) told.add('month-first')
  }
  return told.size === 1 ? [...told][0] : undefined
}

/** Reads a tidied cell. From the year 9999 on an end is open (catalog formats, section 1.2). */
export function readListDate(text: string, order: DayOrder | undefined): ListDate {
  if (text === '') return { date: undefined }
  const [, year, month, day] = plain.exec(text) ?? []
  if (year !== undefined) return checked(Number(year), Number(month), Number(day))
  if (/^\d{5,7}(\.\d+)?$/.test(text)) return { date: isoDate(new Date(excelEpoch + Math.floor(Number(text)) * 864e5)) }
  const [, first = '', , second = '', fullYear = ''] = parted.exec(text) ?? []
  if (first === '') return { problem: 'bad' }
  if (Number(fullYear) >= 9999) return { date: undefined }
  if (order === undefined && first !== second) return { problem: 'ambiguous' }
  const [monthText, dayText] = order === 'day-first' ? [second, first] : [first, second]
  return checked(Number(fullYear), Number(monthText), Number(dayText))
}

function checked(year: number, month: number, day: number): ListDate {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? { date: isoDate(date) } : { problem: 'bad' }
}

function isoDate(date: Date): string | undefined {
  return date.getUTCFullYear() >= 9999 ? undefined : date.toISOString().slice(0, 10)
}
