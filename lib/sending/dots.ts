/** What stands where a value stood. */
export const dots = '••••••'
