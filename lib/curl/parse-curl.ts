import { findCredentials } from '#lib/credentials/find-credentials.ts'
import type { CurlCredential, CurlRequest } from './curl-request.ts'
import { readCommand } from './read-command.ts'
import { splitAddress } from './split-address.ts'

export type ParsedCurl = { ok: true; request: CurlRequest } | { ok: false; message: string }

export const mostCurlBytes = 64 * 1024

const sendable = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/**
 * Reads a curl command line, as curl 8 and a POSIX shell would, into a request of an integration. Pure, total and linear in
 * its text, which is at most 64 KiB; a message quotes nothing of it but options.
 */
export function parseCurl(text: string): ParsedCurl {
  if (new TextEncoder().encode(text).byteLength > mostCurlBytes) return refused('A command has at most 64 KiB.')
  const command = readCommand(text)
  if ('problem' in command) return refused(command.problem)
  if (command.url === null) return refused('The command has no address. Copy the whole of it.')
  const address = splitAddress(command.url)
  if ('problem' in address) return refused(address.problem)
  const { method, body, bodyType, headers } = command
  if (!sendable.includes(method)) return refused(`The method is one of ${sendable.join(', ')}.`)
  const notes = [...command.notes, ...address.notes]
  const all = [...headers]
  const user = [command.user, address.user].find((each) => each && each !== ':') ?? null
  if (user !== null && !has(all, 'authorization')) all.push({ name: 'Authorization', value: basic(user) })
  const query = [...address.query, ...command.query]
  const request = { method, origin: address.origin, path: address.path, query, headers: all, bodyType, body }
  return {
    ok: true,
    request: {
      ...request,
      followRedirects: command.followRedirects,
      retries: command.retries,
      credentials: credentialsIn(request, user !== null && !has(headers, 'authorization')),
      notes,
    },
  }
}

const refused = (message: string): ParsedCurl => ({ ok: false, message })

const has = (headers: { name: string }[], name: string) => headers.some((header) => header.name.toLowerCase() === name)

/** RFC 7617. With no password the user's name is a token: it stays as it is, where a reference takes its place. */
function basic(user: string): string {
  const colon = user.indexOf(':')
  if (colon === -1 || colon === user.length - 1) return `Basic ${colon === -1 ? `${user}:` : user}`
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(user)))}`
}

function credentialsIn(
  { path, query, headers, body }: Pick<CurlRequest, 'path' | 'query' | 'headers' | 'body'>,
  isUserLast: boolean,
): CurlCredential[] {
  const fields = [
    { field: 'path', name: null, text: path },
    ...headers.map(({ name, value }, index) => ({ field: `headers.${index}.value`, name, text: value })),
    ...query.map(({ name, value }, index) => ({ field: `query.${index}.value`, name, text: value })),
    { field: 'body', name: null, text: body },
  ]
  const ofUser = isUserLast ? `headers.${headers.length - 1}.value` : null
  return fields.flatMap(({ field, name, text }) => {
    // What was given as user and password is one, whatever it looks like.
    if (field === ofUser) {
      const end = text.endsWith(':') ? text.length - 1 : text.length
      return [{ field, name, start: 'Basic '.length, end, label: 'a username and password' }]
    }
    const found = findCredentials(text, name === null ? {} : { name }).map((each) => ({
      field,
      name,
      start: each.start,
      end: each.end,
      label: each.label,
    }))
    const [first, last] = [found[0], found.at(-1)]
    // A header, and a parameter, takes one secret: the cookies of a line are one.
    if (first && last && first !== last && name !== null)
      return [{ ...first, end: last.end, label: 'several credentials' }]
    return found
  })
}
