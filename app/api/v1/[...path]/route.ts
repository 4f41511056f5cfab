import { unknownAddress } from '#lib/api/unknown-address.ts'

export const GET = unknownAddress
export const POST = unknownAddress
export const PUT = unknownAddress
export const PATCH = unknownAddress
export const DELETE = unknownAddress
export const OPTIONS = unknownAddress
