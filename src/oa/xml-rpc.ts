/** XML-RPC as text: calls and answers to XML and back, strict both ways. The face of the codec. */

export { encodeFaultResponse, encodeMethodCall, encodeMethodResponse } from './xml-rpc-encode.ts'
export { decodeMethodCall, decodeMethodResponse } from './xml-rpc-decode.ts'
export type { DecodedCall, DecodedResponse } from './xml-rpc-decode.ts'
export { XmlRpcEncodingError, XmlRpcSyntaxError } from './xml-rpc-errors.ts'
