import { openApiAnswer } from '#lib/api/openapi-answer.ts'

// Without a token: it says nothing of this installation.
export const GET = async (request: Request): Promise<Response> => openApiAnswer(request)
