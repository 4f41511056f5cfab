import { tokenScopes } from '#lib/access/permissions.ts'
import { env } from '#lib/core/env.ts'
import type { ErrorCode } from '#lib/core/errors.ts'
import { scopeSentences } from '#lib/tokens/schema.ts'
import { requestsPerMinute } from '#lib/tokens/token-throttle.ts'
import { errorsOf } from './common-errors.ts'
import { exampleOf } from './example-of.ts'
import { fieldsOf, typeText } from './fields-of.ts'
import { type DescribedOperation, type OpenApi, openApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problemStatusOf, titleOf } from './problem.ts'
import type { ApiDescription, ApiOperation } from './schema.ts'

let made: ApiDescription | undefined

/** The API as people read it, from the same description that programs get. Made once a process. */
export function describeApi(): ApiDescription {
  made ??= written()
  return made
}

function written(): ApiDescription {
  const document = openApi()
  const { origin } = env().url
  const codes = [
    ...new Set<ErrorCode | 'internal'>([...operations.flatMap(errorsOf), 'method_not_allowed', 'internal']),
  ]
  return {
    origin,
    scopes: tokenScopes.map((scope) => ({ scope, text: scopeSentences[scope] })),
    errors: codes
      .map((code) => ({ code, status: problemStatusOf(code), text: titleOf(code) }))
      .toSorted((a, b) => a.status - b.status),
    operations: operations.map((operation) => described(operation, document, origin)),
    requestsPerMinute,
  }
}

function described(operation: Operation, { paths, components }: OpenApi, origin: string): ApiOperation {
  const { id, method, path, tag, scope, summary, description = '' } = operation
  const entry = paths[path]?.[method]
  if (!entry) throw new Error(`${id} is not described.`)
  const answer = entry.responses[operation.answer.status]
  const json = answer?.content?.['application/json']
  const body = entry.requestBody?.content['application/json'].schema
  return {
    id,
    method: method.toUpperCase(),
    path,
    tag,
    scope,
    summary,
    description,
    parameters: entry.parameters.map((each) => ({
      path: each.name,
      where: each.in,
      type: typeText(each.schema, components.schemas),
      isRequired: each.required,
      text: each.description ?? '',
    })),
    body: body ? fieldsOf(body, components.schemas) : null,
    answer: {
      status: operation.answer.status,
      text: operation.answer.description,
      fields: json ? fieldsOf(json.schema, components.schemas) : [],
      example: json ? JSON.stringify(json.example, null, 2) : null,
    },
    refusals: refusalsOf(operation),
    curl: curlOf(operation, entry, components.schemas, origin),
  }
}

function refusalsOf(operation: Operation): ApiOperation['refusals'] {
  const codes = errorsOf(operation)
  const statuses = [...new Set(codes.map(problemStatusOf))]
  return statuses.map((status) => ({ status, codes: codes.filter((code) => problemStatusOf(code) === status) }))
}

/** The operation as one line of a shell, with what it needs and nothing else. */
function curlOf(
  { method, path, needsIfMatch }: Operation,
  { parameters, requestBody }: DescribedOperation,
  schemas: OpenApi['components']['schemas'],
  origin: string,
): string {
  const example = (name: string) => {
    const found = parameters.find((each) => each.name === name)
    return found ? String(exampleOf(found.schema, schemas)) : name
  }
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => example(name))
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name }) => `${name}=${encodeURIComponent(example(name))}`)
  const json =
    requestBody && JSON.stringify(requestBody.content['application/json'].example, null, 2).replaceAll("'", `'\\''`)
  const parts = [
    `curl${method === 'get' || method === 'post' ? '' : ` --request ${method.toUpperCase()}`} "${origin}/api/v1${address}${query.length > 0 ? `?${query.join('&')}` : ''}"`,
    '--header "Authorization: Bearer $POSTERN_TOKEN"',
    needsIfMatch && `--header 'If-Match: "3"'`,
    method === 'post' && '--header "Idempotency-Key: $(uuidgen)"',
    json !== undefined ? `--json '${json.replaceAll('\n', '\n  ')}'` : method === 'post' && '--request POST',
  ]
  return parts.filter(Boolean).join(' \\\n  ')
}
