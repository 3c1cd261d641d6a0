/** RQL, the query language of the APS bus, as far as we write it (oa-wire.md, section 1.4). */

/** Takes a value for a condition such as `eq(name,…)`, gives it with everything percent-encoded that RQL could read. */
export function rqlValue(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Takes conditions (values already encoded, see {@link rqlValue}) and a page, gives the whole query string. */
export function pageQuery(query: string | undefined, start: number, count: number): string {
  const limit = `limit(${start},${count})`
  return query === undefined || query === '' ? limit : `${escapeIllegal(query)},${limit}`
}

// What a caller may write plainly, such as a space or an umlaut, but an URL may not carry.
function escapeIllegal(query: string): string {
  return query.replace(/[^\u0021-\u007e]|["#<>\\^`{|}]/gu, (character) => encodeURIComponent(character))
}
