import { Prisma } from '#lib/db/generated/client.ts'

const maxLength = 200
const maxWords = 8

/**
 * The condition that a search asks of a secret (`s`): every word stands somewhere in its name, description, type or
 * allowed domains. A trigram index finds no word of under three letters: beside a longer one it narrows what that one
 * finds, and alone it is looked for at the beginning of the name. Total: what no text can hold finds nothing.
 */
export function searchCondition(q: string): Prisma.Sql {
  // PostgreSQL's text cannot hold NUL or half a surrogate pair, and neither can what is searched.
  if (!q.isWellFormed() || q.includes('\0')) return Prisma.sql`false`
  const words = q.trim().toLowerCase().slice(0, maxLength).split(/\s+/u).filter(Boolean).slice(0, maxWords)
  if (words.length === 0) return Prisma.sql`true`
  // A cut pair at the end of what was sliced.
  const texts = words.map((word) => (word.isWellFormed() ? word : word.slice(0, -1)))
  const isNarrowed = texts.some((text) => !isShort(text))
  const conditions = texts.map((text) => {
    if (!isShort(text)) return Prisma.sql`s."searchText" LIKE ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`
    return isNarrowed
      ? Prisma.sql`position(${text} IN s."searchText") > 0`
      : Prisma.sql`s."nameLower" COLLATE "C" ^@ ${text}`
  })
  return Prisma.join(conditions, ' AND ')
}

const isShort = (text: string) => [...text].length < 3
