// What a reader of the API needs besides the endpoints: how to sign in, how versions and refusals work, which errors come.

const introduction = `Everything the screens of Klientela do goes through this interface, with the same rights.

### Sign in

    curl -c cookies -H 'content-type: application/json' \\
      -d '{"email":"anna@firm.example","password":"…"}' http://127.0.0.1:4000/api/auth/sign-in/email

The cookie it sets signs every other request in. A program gets a login of its own, so that the journal tells it from people.

    curl -b cookies 'http://127.0.0.1:4000/api/clients?q=bakery&limit=10'
    curl -b cookies -H 'content-type: application/json' -d '{"name":"Bakery Ltd."}' http://127.0.0.1:4000/api/clients

### Versions

A record carries its \`version\`, in the body and as an ETag. Send it back with the change; when somebody was faster, you get 409 and, in
\`theirs\`, the record as it is now.

    curl -b cookies -X PATCH -H 'if-match: "1"' -H 'content-type: application/json' \\
      -d '{"note":"Calls in the morning."}' http://127.0.0.1:4000/api/clients/{id}

### Errors

Every refusal has one shape, \`application/problem+json\`: \`reason\` for programs, \`title\` for people, in the language of the login. A record you
may not see answers 404, as one that does not exist.

### Writing once

A write with an \`Idempotency-Key\` (a UUID of your choice) is done once however often it is sent; a repeated answer says
\`idempotency-replayed: true\`.`

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'reason'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'A sentence for people.' },
    status: { type: 'integer' },
    reason: { type: 'string', description: 'A name for programs; it does not change with the language.' },
    requestId: { type: 'string', description: 'Under this number the log of the server knows the request.' },
    details: { type: 'object', description: 'What the sentence speaks about.' },
    errors: {
      type: 'array',
      description: 'What is wrong, field by field.',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, reason: { type: 'string' }, title: { type: 'string' } },
      },
    },
    theirs: { description: 'The record as somebody else left it, or the one that stands in the way.' },
  },
  example: {
    type: 'about:blank',
    title: 'Some details are not filled in correctly. Correct the marked fields.',
    status: 400,
    reason: 'kit.badInput',
    requestId: 'ffb1530a-d300-489d-b9b1-9ff54206a174',
    errors: [{ field: 'name', reason: 'kit.invalid_minLength', title: 'The text is too short.' }],
  },
}

const refusals = {
  400: 'Something sent is not right; `errors` names the fields.',
  401: 'Not signed in.',
  403: 'This login may not do it; `reason` says why.',
  404: 'There is no such record, or this login may not see it.',
  409: 'Somebody was faster, or a rule stands against it; `reason` says which.',
  428: 'The change must say by If-Match which version was read.',
  429: 'Too many requests; try again after a while.',
} as const

interface Operation {
  responses: Record<string, { description?: string } | { $ref: string }>
  security?: unknown[]
  parameters?: object[]
}
interface Described {
  info: { description?: string }
  components?: { schemas?: Record<string, unknown>; responses?: Record<string, unknown> }
  paths?: Record<string, Record<string, Operation>>
}

/** The description made from the endpoints, with the introduction, the headers and the errors every endpoint shares. */
export function withGuide<D>(document: D): D {
  const full = structuredClone(document) as D & Described
  full.info.description = introduction
  const responses = Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      `refused${status}`,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  )
  full.components = { ...full.components, schemas: { ...full.components?.schemas, Problem: problem }, responses }
  for (const [path, operations] of Object.entries(full.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) explain(operation, method, path)
  }
  return full
}

function explain(operation: Operation, method: string, path: string): void {
  for (const [status, reply] of Object.entries(operation.responses)) {
    if ('description' in reply) reply.description = status === '201' ? 'Made.' : 'Done.'
  }
  const writes = method !== 'get'
  const changes = method === 'patch' || method === 'delete'
  const signedIn = (operation.security ?? []).length > 0
  const expected = [
    400,
    ...(signedIn ? [401, 403] : []),
    ...(path.includes('{') ? [404] : []),
    ...(writes ? [409] : []),
    ...(changes ? [428] : []),
    429,
  ]
  for (const status of expected) operation.responses[status] ??= { $ref: `#/components/responses/refused${status}` }
  if (changes)
    operation.parameters = [...(operation.parameters ?? []), header('If-Match', 'The version read, as `"1"`.')]
  if (writes && signedIn) {
    const once = header('Idempotency-Key', 'A UUID; a write of the same name is done once.')
    operation.parameters = [...(operation.parameters ?? []), once]
  }
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})
