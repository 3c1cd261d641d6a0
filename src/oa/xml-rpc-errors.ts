/** What the codec throws: a text that is not XML-RPC, or a value that XML-RPC cannot carry. */

/** The text is not well-formed XML, or not XML-RPC. Line and column count from 1. */
export class XmlRpcSyntaxError extends Error {
  readonly line: number
  readonly column: number

  constructor(reason: string, line: number, column: number) {
    super(`not an XML-RPC document: ${reason} (line ${line}, column ${column})`)
    this.name = 'XmlRpcSyntaxError'
    this.line = line
    this.column = column
  }
}

/** The value cannot be written as XML-RPC. The message names the place, never the value: it may be a secret. */
export class XmlRpcEncodingError extends Error {
  /** Such as `params[0].limits[3].resource_limit64`. */
  readonly path: string

  constructor(reason: string, path: string) {
    super(`${path} cannot be sent by XML-RPC: ${reason}`)
    this.name = 'XmlRpcEncodingError'
    this.path = path
  }
}
