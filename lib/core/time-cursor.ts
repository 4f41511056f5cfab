/** What timeCursor() makes: milliseconds since 1970, and the row's id. The date is one that PostgreSQL knows. */
export const timeCursorShape = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

type Position = { at: Date; id: string }

/** Where a list that goes by time, newest first, and then by id goes on after a page. */
export const timeCursor = ({ at, id }: Position): string => `${at.getTime()}_${id}`

/** What timeCursor() made of; what is none of its cursors begins at the newest, as none does. */
export function positionOf(cursor: string | null | undefined): Position | null {
  const [, at, id] = timeCursorShape.exec(cursor ?? '') ?? []
  return at && id ? { at: new Date(Number(at)), id } : null
}
