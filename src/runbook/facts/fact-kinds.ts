/** The forms that facts have. A value goes into commands, so each form leaves out what no command could bear. */

import { z } from 'zod'
import { printable } from '../../lib/printable.ts'

/** No text of a fact moves a cursor, ends a line, or passes for an option of a program. */
const text = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => printable(value) === value, 'it has characters that cannot be shown')
  .refine((value) => !value.includes('\ufffd'), 'it has a character that was lost on the way (another encoding)')
  .refine((value) => !value.startsWith('-'), 'it begins with "-", which a program would take for an option')
  .refine((value) => value === value.trim(), 'it has blanks at an end')

const form = (pattern: RegExp, message: string) => text.refine((value) => pattern.test(value), message)

const id = z
  .int()
  .positive()
  .transform((value) => String(value))

const hash = form(/^[0-9a-f]{64}$/i, 'a SHA-256 has 64 hexadecimal digits').transform((value) => value.toLowerCase())

/** The one directory of such a URL is the name of an application. */
function url(tail: string, message: string) {
  return text.refine((value) => {
    const parsed = webAddress(value)
    const [, directory = ''] = new RegExp(`^/([^/]+)/${tail}$`).exec(parsed?.pathname ?? '') ?? []
    return parsed?.search === '' && parsed.hash === '' && isText(directory)
  }, message)
}

/** Without credentials: they would stand in every plan. */
function webAddress(value: string): URL | undefined {
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  const isPlain =
    parsed !== undefined && /^https?:$/.test(parsed.protocol) && `${parsed.username}${parsed.password}` === ''
  return isPlain && !parsed.hostname.startsWith('-') ? parsed : undefined
}

/** Whether the escapes of a directory are those of a text. */
function isText(directory: string): boolean {
  try {
    return text.safeParse(decodeURIComponent(directory)).success
  } catch {
    return false
  }
}

export const factKinds = {
  text,
  id,
  hash,
  bytes: id,
  ip: text.pipe(z.ipv4('an IPv4 address')),
  dispatcherUrl: url('', 'a URL such as https://<host>/<application>/'),
  gatewayUrl: url('aps/', 'a URL such as https://<host>/<application>/aps/'),
  apiUrl: text.refine((value) => webAddress(value) !== undefined, 'a URL with http or https, without a password'),
  posixPath: form(/^\/(?:.*[^/])?$/, 'a full path such as /root/office365, without "/" at its end'),
  windowsPath: form(
    /^[A-Za-z]:\\(?:[^"<>|*?/]*[^"<>|*?/\\])?$/,
    'a full path such as C:\\Office365, without "\\" at its end',
  ),
  login: form(
    /^[\w.$ -]+(?:\\[\w.$ -]+)?$/,
    'letters, digits, ".", "_", "$", "-" and one "\\" between domain and name',
  ),
  words: z
    .array(
      z
        .string()
        .min(1)
        .refine((value) => printable(value) === value, 'it has characters that cannot be shown'),
    )
    .min(1),
} satisfies Record<string, z.ZodType>
