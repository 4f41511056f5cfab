import { readAuthValue } from '#lib/references/auth-value.ts'
import type { Connection } from '#lib/references/stored-request.ts'
import type { PlainText } from '#lib/secrets/notice-credentials.ts'
import { pairsOf } from './plain-texts.ts'

type Texts = { baseUrl: string; connection: Connection }

/** The texts of an integration that are kept as they were typed, by the fields of its form, with what is saved of each now. */
export function connectionTexts({ baseUrl, connection }: Texts, saved: Texts | null): PlainText[] {
  const username = ({ auth }: Connection) => readAuthValue(auth)?.username ?? ''
  return [
    { field: 'baseUrl', text: baseUrl, before: saved?.baseUrl ?? '' },
    { field: 'auth.username', text: username(connection), before: saved ? username(saved.connection) : '' },
    ...pairsOf('headers', connection.headers, saved?.connection.headers),
  ]
}
