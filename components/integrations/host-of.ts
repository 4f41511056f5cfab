/** Where a base URL leads, as URL.host has it; null: nowhere yet. */
export const hostOf = (baseUrl: string): string | null => (URL.canParse(baseUrl) ? new URL(baseUrl).host : null)
