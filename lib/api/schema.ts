import type { TokenScope } from '#lib/access/permissions.ts'

/** A field of a body or an answer, a parameter, or a header: `path` is where it stands, like request.headers. */
export type ApiField = { path: string; type: string; isRequired: boolean; text: string }

export type ApiOperation = {
  id: string
  method: string
  path: string
  tag: string
  scope: TokenScope
  summary: string
  description: string
  /** Of the path, the query and the headers. */
  parameters: (ApiField & { where: 'path' | 'query' | 'header' })[]
  /** None: it takes no body. */
  body: ApiField[] | null
  answer: { status: number; text: string; fields: ApiField[]; example: string | null }
  /** Codes of problems, by status. */
  refusals: { status: number; codes: string[] }[]
  curl: string
}

/** The API as people read it. */
export type ApiDescription = {
  /** Of this installation, as programs reach it. */
  origin: string
  scopes: { scope: TokenScope; text: string }[]
  errors: { code: string; status: number; text: string }[]
  operations: ApiOperation[]
  requestsPerMinute: number
}
