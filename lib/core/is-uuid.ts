/** Whether this is an id as the database writes it, in lower case: anything else finds no row, and must not reach a query that casts it. RFC 9562, 4. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
