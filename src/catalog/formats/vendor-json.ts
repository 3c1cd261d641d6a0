/** JSON as the vendor's configuration script reads it: indented, one line break at the end, plain ASCII. */

/** ASCII, for it is a Python 2 program that reads this. */
export function vendorJson(value: unknown): string {
  const escaped = JSON.stringify(value, null, 2).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped}\n`
}
